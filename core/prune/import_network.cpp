#include "core/prune/import_network.h"

#include "core/base/error.h"
#include "core/graph/channel_groups.h"
#include "core/graph/graph_text.h"
#include "core/graph/text_elements.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"
#include "core/nn/affine_layer.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace tristate::prune {

namespace {

/// Writes the trainable graph of a plain network: the same nodes, with input gates where values are selected,
/// and a tri-state ReLU, linear for now, between weights that follow each other without one.
class GraphWriter {
public:
    explicit GraphWriter(const nn::PlainNetwork& plain)
        : m_plain(plain), m_readers(graph::consumers(plain.graph)) {
        graph.input = plain.graph.input;
        const auto count = static_cast<int>(plain.graph.nodes.size());
        m_late.resize(plain.graph.nodes.size());
        for (m_node = 0; m_node < count; ++m_node) {
            int made = std::visit([this](const auto& kind) { return write(kind); }, plain.operation(m_node));
            for (const Late& late : m_late[static_cast<std::size_t>(m_node)]) made = addRelu(late, made);
            m_nodes.push_back(made);
        }
        if (std::holds_alternative<graph::Relu>(plain.graph.nodes.back().operation))
            refuse(count, Message(say::kReluBehindLast));
        graph::validate(graph);
        keepLinear();
    }

    graph::Graph graph;
    std::vector<int> sources; ///< of every node, the plain one whose numbers it has, or -1
    std::vector<int> linear;  ///< ReLUs whose d is 1
    std::vector<const std::vector<int>*> selections; ///< what each of the input gates keeps

private:
    struct Late {
        graph::Relu relu;
        bool isLinear = false;
    };

    int write(const graph::Relu& relu) {
        const int from = inputs().front();
        return relu.cap == 0 && isNeverNegative(from) ? from : placed({relu, false}, from);
    }

    int write(const graph::Select& select) {
        if (!select.values && !m_plain.shapes()[static_cast<std::size_t>(m_node)].isFlat())
            return append(select, inputs());
        if (!std::is_sorted(select.indices.begin(), select.indices.end(), std::less_equal<>()))
            refuse(m_node + 1, Message(say::kSelectsUnordered));
        if (select.values && graph::isRun(select) && !isReadByDenseAlone()) return append(select, inputs());
        selections.push_back(&select.indices);
        return append(graph::InputGates{}, inputs());
    }

    template <class Other>
    int write(const Other& other) {
        const int made = append(other, inputs());
        const bool isWeighted = graph::isWeighted(other);
        if (isWeighted || std::is_same_v<Other, graph::Affine>) sources.back() = m_node;
        return isWeighted && isFollowedByWeights() ? placed({{}, true}, made) : made;
    }

    /// A ReLU, with nothing but averages behind it: the next one changes nothing.
    bool isNeverNegative(int node) const {
        while (node != graph::kInput) {
            const graph::Operation& operation = graph.nodes[static_cast<std::size_t>(node)].operation;
            if (const auto* relu = std::get_if<graph::Relu>(&operation)) return relu->slope == 0;
            if (!std::holds_alternative<graph::Pool>(operation) &&
                !std::holds_alternative<graph::GlobalAverage>(operation))
                return false;
            node = graph.nodes[static_cast<std::size_t>(node)].inputs.front();
        }
        return false;
    }

    /// A ReLU before max-pooling and one behind it are the same function: it stands behind.
    int placed(const Late& late, int from) {
        int last = m_node;
        while (late.relu.cap == 0 && readersOf(last).size() == 1 &&
               graph::isMaxPool(m_plain.operation(readersOf(last).front())))
            last = readersOf(last).front();
        if (last == m_node) return addRelu(late, from);
        m_late[static_cast<std::size_t>(last)].push_back(late);
        return from;
    }

    /// Two ReLUs one behind the other are one of both slopes.
    int addRelu(const Late& late, int from) {
        graph::Relu* before =
            from == graph::kInput
                ? nullptr
                : std::get_if<graph::Relu>(&graph.nodes[static_cast<std::size_t>(from)].operation);
        const bool isOneMore = before && before->cap == 0 && late.relu.cap == 0 &&
                               from + 1 == std::ssize(graph.nodes) && m_isPassedOn;
        if (isOneMore) {
            before->slope *= late.relu.slope;
            return from;
        }
        const int made = append(late.relu, {from});
        if (late.isLinear) linear.push_back(made);
        m_isPassedOn = readersOf(m_node).size() == 1;
        return made;
    }

    /// Where gates have no d of one layer, a linear ReLU has the slope 1.
    void keepLinear() {
        const graph::ChannelGroups groups = graph::channelGroups(graph);
        std::erase_if(linear, [&](int node) {
            const auto& segments = groups.of(node);
            const auto& group = groups.groups[static_cast<std::size_t>(segments.front().group)];
            if (segments.size() == 1 && group.gated && group.relus.size() == 1) return false;
            std::get<graph::Relu>(graph.nodes[static_cast<std::size_t>(node)].operation).slope = 1;
            return true;
        });
    }

    int append(graph::Operation operation, std::vector<int> from) {
        graph.nodes.push_back({std::move(operation), std::move(from)});
        sources.push_back(-1);
        return static_cast<int>(graph.nodes.size()) - 1;
    }

    std::vector<int> inputs() const {
        std::vector<int> nodes;
        for (const int from : m_plain.graph.nodes[static_cast<std::size_t>(m_node)].inputs)
            nodes.push_back(from == graph::kInput ? from : m_nodes[static_cast<std::size_t>(from)]);
        return nodes;
    }

    const std::vector<int>& readersOf(int node) const {
        return m_readers[static_cast<std::size_t>(node + 1)];
    }

    /// Before others, gates of single values would have to leave with what these do to them.
    bool isReadByDenseAlone() const {
        return std::ranges::all_of(readersOf(m_node), [this](int reader) {
            return std::holds_alternative<graph::Dense>(m_plain.operation(reader));
        });
    }

    /// Other weights, with nothing but pooling in between.
    bool isFollowedByWeights() const {
        int node = m_node;
        while (readersOf(node).size() == 1) {
            node = readersOf(node).front();
            const graph::Operation& operation = m_plain.operation(node);
            if (graph::isWeighted(operation)) return true;
            if (!std::holds_alternative<graph::Pool>(operation) &&
                !std::holds_alternative<graph::GlobalAverage>(operation))
                return false;
        }
        return false;
    }

    [[noreturn]] static void refuse(int number, const Message& why) {
        throw Error(say::kCannotTrainOn, number, why);
    }

    const nn::PlainNetwork& m_plain;
    std::vector<std::vector<int>> m_readers; ///< of the plain network
    std::vector<std::vector<Late>> m_late;   ///< of every plain node, ReLUs that stand behind it
    std::vector<int> m_nodes;                ///< of every plain node, the one that yields what it yields
    int m_node = 0;                          ///< of the plain network
    bool m_isPassedOn = false;               ///< the latest ReLU has one reader
};

void takeNumbers(nn::Network& network, const nn::PlainNetwork& plain, const std::vector<int>& sources) {
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        const int source = sources[static_cast<std::size_t>(network.wires()[i].node)];
        if (source < 0) continue;
        const nn::NodeWeights& numbers = plain.weights[static_cast<std::size_t>(source)];
        if (auto* weights = network.layers()[i]->asWeights()) {
            weights->weight.value = numbers.weight.array();
            weights->bias.value = numbers.bias.array();
        } else {
            const auto parameters = network.layers()[i]->parameters(); // scale and shift
            parameters[0]->value = numbers.weight.transpose().array();
            parameters[1]->value = numbers.bias.array();
        }
    }
}

} // namespace

nn::Network importNetwork(const nn::PlainNetwork& plain) {
    const GraphWriter written(plain);
    nn::Network network(written.graph);
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        const nn::Wire& wire = network.wires()[i];
        if (std::find(written.linear.begin(), written.linear.end(), wire.node) == written.linear.end())
            continue;
        if (auto* gates = network.gatesAt(wire.depth)) gates->depth = 1;
    }
    std::size_t selection = 0;
    for (const auto& stage : network.stages())
        if (!stage.weights) {
            const auto all = network.gates();
            const auto at = std::find(all.begin(), all.end(), stage.gates) - all.begin();
            network.keepUnits(static_cast<int>(at), *written.selections[selection++]);
        }
    takeNumbers(network, plain, written.sources); // of the values that are selected
    return network;
}

} // namespace tristate::prune
