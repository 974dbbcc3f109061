#include "core/graph/graph.h"

#include "core/graph/graph_builder.h"
#include "core/graph/graph_text.h"
#include "core/messages/nets.h"

#include <map>

namespace tristate::graph {

namespace {

/// What messages and parameters call nodes of this kind.
const char* kindName(const Operation& operation) {
    static constexpr const char* kNames[] = {"fc",     "conv",    "dw",     "bn",     "relu",
                                             "pool",   "average", "add",    "concat", "dropout",
                                             "inputs", "lrn",     "select", "affine"};
    static_assert(std::size(kNames) == std::variant_size_v<Operation>);
    return kNames[operation.index()];
}

/// Builds it node by node, which checks it.
GraphBuilder rebuilt(const Graph& graph) {
    GraphBuilder builder(graph.input, [&graph] { return toString(graph); });
    for (const Node& node : graph.nodes) builder.append(node.operation, node.inputs);
    return builder;
}

/// Gates on single values are the inputs of one dense layer.
void requireDenseBehindGates(const Graph& graph, const GraphBuilder& builder) {
    const auto readers = consumers(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!std::holds_alternative<InputGates>(graph.nodes[i].operation)) continue;
        const auto& behind = readers[i + 1];
        if (behind.size() != 1 ||
            !std::holds_alternative<Dense>(graph.nodes[static_cast<std::size_t>(behind[0])].operation))
            builder.fail(Message(say::kGatesSingleValues, Message(say::kLayerNumber, i + 1)));
    }
}

/// What yields the result, before the unit of a regression.
const Operation& resultOperation(const Graph& graph) {
    const Node& last = graph.nodes.back();
    const int before = last.inputs.empty() ? kInput : last.inputs.front();
    const bool hasUnit = std::holds_alternative<Affine>(last.operation) && before != kInput;
    return (hasUnit ? graph.nodes[static_cast<std::size_t>(before)] : last).operation;
}

} // namespace

std::vector<std::vector<int>> consumers(const Graph& graph) {
    std::vector<std::vector<int>> lists(graph.nodes.size() + 1);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const int input : graph.nodes[i].inputs)
            lists[static_cast<std::size_t>(input + 1)].push_back(static_cast<int>(i));
    return lists;
}

bool isChain(const Graph& graph) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (graph.nodes[i].inputs != std::vector<int>{static_cast<int>(i) - 1}) return false;
    return true;
}

std::vector<Shape> outputShapes(const Graph& graph) {
    return rebuilt(graph).shapes();
}

void validate(const Graph& graph) {
    const GraphBuilder builder = rebuilt(graph);
    if (graph.nodes.empty()) builder.fail(Message(say::kSpecWithoutLayers));
    const auto readers = consumers(graph);
    for (std::size_t i = 0; i + 1 < graph.nodes.size(); ++i)
        if (readers[i + 1].empty())
            builder.fail(Message(say::kUnusedNode, Message(say::kLayerNumber, i + 1),
                                 toString(graph.nodes[i].operation)));
    const Operation& last = resultOperation(graph);
    if (!std::holds_alternative<Dense>(last) && !std::holds_alternative<GlobalAverage>(last))
        builder.fail(Message(say::kLastLayerNotDense, toString(last)));
    requireDenseBehindGates(graph, builder);
}

int classes(const Graph& graph) {
    const auto* dense = std::get_if<Dense>(&resultOperation(graph));
    return dense ? dense->units : outputShapes(graph).back().channels;
}

std::vector<std::string> names(const Graph& graph) {
    std::vector<std::string> all;
    std::map<std::string, int> count;
    for (const Node& node : graph.nodes) {
        const int before = node.inputs.front();
        const bool isOwn = std::holds_alternative<BatchNorm>(node.operation) && before != kInput &&
                           isWeighted(graph.nodes[static_cast<std::size_t>(before)].operation);
        const std::string kind = kindName(node.operation);
        all.push_back(isOwn ? all[static_cast<std::size_t>(before)] + ".bn"
                            : kind + std::to_string(++count[kind]));
    }
    return all;
}

} // namespace tristate::graph
