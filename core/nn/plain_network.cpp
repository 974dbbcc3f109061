#include "core/nn/plain_network.h"

#include "core/base/error.h"
#include "core/graph/graph_builder.h"
#include "core/graph/graph_text.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <cassert>
#include <utility>

namespace tristate::nn {

namespace {

template <class Kind>
bool is(const graph::Operation& operation) {
    return std::holds_alternative<Kind>(operation);
}

/// Moves the indices of what lies at `from` or behind it.
void renumber(graph::Graph& graph, int from, int by) {
    for (graph::Node& node : graph.nodes)
        for (int& input : node.inputs)
            if (input >= from) input += by;
}

void checkWeights(const graph::Operation& operation, const NodeWeights& found, Shape in,
                  const Message& part) {
    const std::vector<std::int64_t> sizes = weightSizes(operation, in);
    std::int64_t rows = sizes.empty() ? 0 : 1, columns = rows;
    if (!is<graph::Affine>(operation) && !sizes.empty()) rows = sizes.front();
    for (const std::int64_t size : sizes) columns *= size;
    if (rows > 0) columns /= rows;
    const std::int64_t biases = sizes.empty() ? 0 : sizes.front();
    const std::string text = graph::toString(operation);
    if (found.weight.rows() != rows || found.weight.cols() != columns)
        throw Error(say::kNodeWeights, part, text,
                    std::to_string(found.weight.rows()) + "x" + std::to_string(found.weight.cols()),
                    std::to_string(rows) + "x" + std::to_string(columns), toString(in));
    if (found.bias.size() != biases) throw Error(say::kNodeBiases, part, text, found.bias.size(), biases);
}

} // namespace

int PlainNetwork::append(graph::Operation operation, NodeWeights numbers) {
    const int latest = static_cast<int>(graph.nodes.size()) - 1;
    return append(std::move(operation), std::move(numbers), {latest});
}

int PlainNetwork::append(graph::Operation operation, NodeWeights numbers, std::vector<int> inputs) {
    graph.nodes.push_back({std::move(operation), std::move(inputs)});
    weights.push_back(std::move(numbers));
    return static_cast<int>(graph.nodes.size()) - 1;
}

void PlainNetwork::remove(int node) {
    const auto at = static_cast<std::ptrdiff_t>(node);
    assert(graph.nodes[static_cast<std::size_t>(node)].inputs.size() == 1);
    const int before = graph.nodes[static_cast<std::size_t>(node)].inputs.front();
    for (graph::Node& reader : graph.nodes)
        for (int& input : reader.inputs)
            if (input == node) input = before;
    graph.nodes.erase(graph.nodes.begin() + at);
    weights.erase(weights.begin() + at);
    renumber(graph, node + 1, -1);
}

void PlainNetwork::insert(int node, graph::Operation operation, NodeWeights numbers,
                          std::vector<int> inputs) {
    const auto at = static_cast<std::ptrdiff_t>(node);
    renumber(graph, node, 1);
    graph.nodes.insert(graph.nodes.begin() + at, {std::move(operation), std::move(inputs)});
    weights.insert(weights.begin() + at, std::move(numbers));
}

long long PlainNetwork::parameters() const {
    long long count = 0;
    for (const NodeWeights& node : weights) count += node.weight.size() + node.bias.size();
    return count;
}

long long PlainNetwork::flops() const {
    const std::vector<Shape> outputs = shapes();
    long long count = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i)
        count += 2LL * weights[i].weight.size() * outputs[i].positions();
    return count;
}

std::vector<Shape> PlainNetwork::shapes() const {
    if (weights.size() != graph.nodes.size())
        throw Error(say::kNodesAndWeights, graph.nodes.size(), weights.size());
    graph::GraphBuilder builder(graph.input, nullptr);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const graph::Operation& operation = graph.nodes[i].operation;
        const Message part(say::kLayerNumber, i + 1);
        builder.append(operation, graph.nodes[i].inputs);
        if (is<graph::BatchNorm>(operation) || is<graph::Dropout>(operation) ||
            is<graph::InputGates>(operation))
            throw Error(say::kNotPlain, part, graph::toString(operation));
        checkWeights(operation, weights[i], builder.shapeOf(graph.nodes[i].inputs.front()), part);
    }
    return builder.shapes();
}

std::vector<int> PlainNetwork::architecture() const {
    std::vector<int> units;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (graph::isWeighted(graph.nodes[i].operation))
            units.push_back(static_cast<int>(weights[i].bias.size()));
    return units;
}

std::vector<std::int64_t> weightSizes(const graph::Operation& operation, Shape in) {
    if (const auto* dense = std::get_if<graph::Dense>(&operation)) return {dense->units, in.features()};
    if (const auto* conv = std::get_if<graph::Conv>(&operation))
        return {conv->maps, in.channels / conv->groups, conv->kernel, conv->kernel};
    if (const auto* depthwise = std::get_if<graph::Depthwise>(&operation))
        return {in.channels, 1, depthwise->kernel, depthwise->kernel};
    if (is<graph::Affine>(operation)) return {in.channels};
    return {};
}

Shape inputShape(const PlainNetwork& network, const std::vector<Shape>& shapes, int node) {
    const int input = network.graph.nodes[static_cast<std::size_t>(node)].inputs.front();
    return input == graph::kInput ? network.graph.input : shapes[static_cast<std::size_t>(input)];
}

} // namespace tristate::nn
