#include "core/prune/expand.h"

#include <cassert>
#include <numeric>
#include <optional>
#include <utility>

namespace tristate::prune {

namespace {

std::vector<int> allOf(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

/// Where the channels of a value lay originally.
struct Origin {
    std::vector<int> places; ///< of the present channels among `channels`
    int channels = 0;
};

Origin everything(int channels) {
    return {allOf(channels), channels};
}

/// Walks from node to node and knows where the present values lay originally.
class Expander {
public:
    Expander(const nn::PlainNetwork& network, const std::vector<BuiltLayer>& layers)
        : m_network(network), m_layers(layers), m_wide(network) {
        m_wide.keptUnits.clear();
        m_origins.push_back(everything(network.graph.input.channels));
    }

    nn::PlainNetwork run() {
        assert(m_network.keptUnits.size() == m_layers.size());
        const std::vector<Shape> shapes = m_network.shapes();
        for (m_node = 0; m_node < shapes.size(); ++m_node) {
            m_in = nn::inputShape(m_network, shapes, static_cast<int>(m_node));
            m_origins.push_back(
                std::visit([this](const auto& kind) { return widen(kind); }, node().operation));
        }
        return std::move(m_wide);
    }

private:
    const graph::Node& node() const { return m_network.graph.nodes[m_node]; }
    graph::Operation& wide() { return m_wide.graph.nodes[m_node].operation; }
    const Origin& input(std::size_t i = 0) const {
        return m_origins[static_cast<std::size_t>(node().inputs[i] + 1)];
    }

    Origin widen(const graph::Dense&) {
        const Origin made = scatter(originalValues(), input().channels * m_in.positions());
        wide() = graph::Dense{made.channels};
        return made;
    }

    Origin widen(const graph::Conv& conv) {
        const int taps = conv.kernel * conv.kernel;
        assert(conv.groups == 1);
        std::vector<int> columns;
        for (const int map : input().places)
            for (int tap = 0; tap < taps; ++tap) columns.push_back(map * taps + tap);
        const Origin made = scatter(columns, input().channels * taps);
        graph::Conv widened = conv;
        widened.maps = made.channels;
        wide() = widened;
        return made;
    }

    Origin widen(const graph::Depthwise& depthwise) {
        const int taps = depthwise.kernel * depthwise.kernel;
        return scatter(allOf(taps), taps);
    }

    Origin widen(const graph::Select& select) {
        const std::vector<int> values = select.values ? originalValues() : input().places;
        graph::Select widened = select;
        for (int& index : widened.indices) index = values[static_cast<std::size_t>(index)];
        wide() = widened;
        return everything(static_cast<int>(select.indices.size()));
    }

    Origin widen(const graph::Affine&) {
        const nn::NodeWeights& narrow = m_network.weights[m_node];
        nn::NodeWeights numbers{nn::RowMatrix::Zero(1, input().channels),
                                Eigen::VectorXf::Zero(input().channels)};
        for (std::size_t i = 0; i < input().places.size(); ++i) {
            numbers.weight(0, input().places[i]) = narrow.weight(0, static_cast<Eigen::Index>(i));
            numbers.bias[input().places[i]] = narrow.bias[static_cast<Eigen::Index>(i)];
        }
        m_wide.weights[m_node] = std::move(numbers);
        return input();
    }

    Origin widen(const graph::Concat&) {
        Origin all;
        for (std::size_t i = 0; i < node().inputs.size(); ++i) {
            for (const int place : input(i).places) all.places.push_back(all.channels + place);
            all.channels += input(i).channels;
        }
        return all;
    }

    /// What keeps the channels of its first input.
    template <class Other>
    Origin widen(const Other&) {
        return input();
    }

    /// Rows to where the units were, columns to where their inputs are now.
    Origin scatter(const std::vector<int>& columns, int width) {
        const nn::NodeWeights& narrow = m_network.weights[m_node];
        const std::vector<int>& rows = m_network.keptUnits[m_weighted];
        const int units = m_layers[m_weighted++].units;
        nn::NodeWeights numbers{nn::RowMatrix::Zero(units, width), Eigen::VectorXf::Zero(units)};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto from = static_cast<Eigen::Index>(row);
            numbers.bias[rows[row]] = narrow.bias[from];
            for (std::size_t column = 0; column < columns.size(); ++column)
                numbers.weight(rows[row], columns[column]) =
                    narrow.weight(from, static_cast<Eigen::Index>(column));
        }
        m_wide.weights[m_node] = std::move(numbers);
        m_wide.keptUnits.push_back(allOf(units));
        return {rows, units};
    }

    /// Of the values of the input as a vector, in (channel, y, x) order.
    std::vector<int> originalValues() const {
        std::vector<int> values;
        for (const int channel : input().places)
            for (int position = 0; position < m_in.positions(); ++position)
                values.push_back(channel * m_in.positions() + position);
        return values;
    }

    const nn::PlainNetwork& m_network;
    const std::vector<BuiltLayer>& m_layers;
    nn::PlainNetwork m_wide;
    std::vector<Origin> m_origins; ///< of the input, then of every node
    std::size_t m_node = 0;
    Shape m_in;
    std::size_t m_weighted = 0; ///< index of the node among the weighted ones
};

} // namespace

namespace {

/// With a selection of all maps before each response normalisation.
nn::PlainNetwork withSelections(nn::PlainNetwork network) {
    const std::vector<Shape> shapes = network.shapes();
    for (int node = static_cast<int>(shapes.size()) - 1; node >= 0; --node) {
        if (!std::holds_alternative<graph::ResponseNorm>(network.operation(node))) continue;
        const std::vector<int> inputs = network.graph.nodes[static_cast<std::size_t>(node)].inputs;
        network.insert(node, graph::Select{allOf(shapes[static_cast<std::size_t>(node)].channels)}, {},
                       inputs);
        network.graph.nodes[static_cast<std::size_t>(node) + 1].inputs = {node};
    }
    return network;
}

/// Without those that select everything.
void dropSelections(nn::PlainNetwork& network) {
    for (int node = static_cast<int>(network.graph.nodes.size()) - 1; node >= 0; --node) {
        const auto* select = std::get_if<graph::Select>(&network.operation(node));
        if (!select || select->values) continue;
        const Shape in = nn::inputShape(network, network.shapes(), node);
        if (select->indices == allOf(in.channels)) network.remove(node);
    }
}

/// Of a convolution of all maps, the weights between those of the same group; nothing where others are not 0,
/// or the maps fall into no such groups.
std::optional<nn::RowMatrix> withinGroups(const nn::RowMatrix& weight, int taps, int groups) {
    if (weight.rows() % groups != 0 || weight.cols() / taps % groups != 0) return std::nullopt;
    const Eigen::Index rows = weight.rows() / groups, columns = weight.cols() / groups;
    nn::RowMatrix within(weight.rows(), columns);
    nn::RowMatrix others = weight;
    for (Eigen::Index group = 0; group < groups; ++group) {
        within.middleRows(group * rows, rows) = weight.block(group * rows, group * columns, rows, columns);
        others.block(group * rows, group * columns, rows, columns).setZero();
    }
    return others.isZero(0) ? std::optional(std::move(within)) : std::nullopt;
}

void regroup(nn::PlainNetwork& network, const std::vector<BuiltLayer>& layers) {
    std::size_t weighted = 0;
    for (std::size_t node = 0; node < network.graph.nodes.size(); ++node) {
        graph::Operation& operation = network.graph.nodes[node].operation;
        if (!graph::isWeighted(operation)) continue;
        const int groups = layers[weighted++].groups;
        if (groups == 1) continue;
        auto& conv = std::get<graph::Conv>(operation);
        auto within = withinGroups(network.weights[node].weight, conv.kernel * conv.kernel, groups);
        if (!within) continue;
        network.weights[node].weight = *std::move(within);
        conv.groups = groups;
    }
}

} // namespace

nn::PlainNetwork expand(const nn::PlainNetwork& network, const std::vector<BuiltLayer>& layers) {
    const nn::PlainNetwork narrow = withSelections(network);
    nn::PlainNetwork wide = Expander(narrow, layers).run();
    dropSelections(wide);
    regroup(wide, layers);
    return wide;
}

} // namespace tristate::prune
