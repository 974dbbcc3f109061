#include "core/nn/plain_changes.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tristate::nn {

namespace {

/// The scales and shifts of one network.
class ScaleFolder {
public:
    explicit ScaleFolder(PlainNetwork& network) : m_network(network) {}

    void run() {
        for (int node = 0; node + 1 < static_cast<int>(m_network.graph.nodes.size());) {
            if (std::holds_alternative<graph::Affine>(m_network.operation(node)) && foldAt(node))
                m_network.remove(node);
            else
                ++node;
        }
    }

private:
    NodeWeights& numbers(int node) { return m_network.weights[static_cast<std::size_t>(node)]; }

    /// True when the node has become part of another one. It may also change places with a pooling behind it.
    bool foldAt(int node) {
        const auto readers = graph::consumers(m_network.graph)[static_cast<std::size_t>(node + 1)];
        if (readers.size() != 1) return false;
        const int next = readers.front();
        const graph::Operation& operation = m_network.operation(next);
        if (std::holds_alternative<graph::Dense>(operation))
            return multiply(node, next, m_network.shapes()[static_cast<std::size_t>(node)].positions());
        if (const auto* conv = std::get_if<graph::Conv>(&operation))
            return (conv->padding == 0 || isUnshifted(node)) && multiplyConv(node, next, *conv);
        if (const auto* depthwise = std::get_if<graph::Depthwise>(&operation))
            return (depthwise->padding == 0 || isUnshifted(node)) && multiplyDepthwise(node, next);
        if (mayPass(node, operation)) swapWith(node, next);
        return false;
    }

    bool isUnshifted(int node) { return numbers(node).bias.isZero(0); }

    /// Poolings treat every channel by itself; a largest value stays the largest only if the scale is not
    /// negative, and zeros of a padding are no values of the maps.
    bool mayPass(int node, const graph::Operation& operation) {
        if (std::holds_alternative<graph::GlobalAverage>(operation)) return true;
        const auto* pool = std::get_if<graph::Pool>(&operation);
        if (!pool) return false;
        if (pool->kind == graph::PoolKind::Max) return (numbers(node).weight.array() >= 0).all();
        return pool->padding == 0 || pool->insideOnly || isUnshifted(node);
    }

    void swapWith(int node, int next) {
        std::swap(m_network.graph.nodes[static_cast<std::size_t>(node)].operation,
                  m_network.graph.nodes[static_cast<std::size_t>(next)].operation);
        std::swap(numbers(node), numbers(next));
    }

    /// Each channel serves `taps` columns in a row.
    bool multiply(int node, int next, int taps) {
        const Eigen::VectorXd scale = numbers(node).weight.row(0).transpose().cast<double>();
        const Eigen::VectorXd shift = numbers(node).bias.cast<double>();
        return replace(
            next, [&](Eigen::Index, Eigen::Index column) { return column / taps; }, scale, shift);
    }

    bool multiplyConv(int node, int next, const graph::Conv& conv) {
        const Eigen::VectorXd scale = numbers(node).weight.row(0).transpose().cast<double>();
        const Eigen::VectorXd shift = numbers(node).bias.cast<double>();
        const Eigen::Index channels = scale.size() / conv.groups, maps = conv.maps / conv.groups;
        const auto channelOf = [&](Eigen::Index row, Eigen::Index column) {
            return row / maps * channels + column / (conv.kernel * conv.kernel);
        };
        return replace(next, channelOf, scale, shift);
    }

    bool multiplyDepthwise(int node, int next) {
        const Eigen::VectorXd scale = numbers(node).weight.row(0).transpose().cast<double>();
        const Eigen::VectorXd shift = numbers(node).bias.cast<double>();
        return replace(
            next, [](Eigen::Index row, Eigen::Index) { return row; }, scale, shift);
    }

    /// False, and nothing is changed, when a number would not be finite.
    template <class ChannelOf>
    bool replace(int next, ChannelOf channelOf, const Eigen::VectorXd& scale, const Eigen::VectorXd& shift) {
        NodeWeights made = numbers(next);
        for (Eigen::Index row = 0; row < made.weight.rows(); ++row) {
            double bias = made.bias[row];
            for (Eigen::Index column = 0; column < made.weight.cols(); ++column) {
                const Eigen::Index channel = channelOf(row, column);
                const double weight = made.weight(row, column);
                bias += weight * shift[channel];
                made.weight(row, column) = static_cast<float>(weight * scale[channel]);
            }
            made.bias[row] = static_cast<float>(bias);
        }
        if (!made.weight.allFinite() || !made.bias.allFinite()) return false;
        numbers(next) = std::move(made);
        return true;
    }

    PlainNetwork& m_network;
};

} // namespace

void keepWhatLeadsTo(PlainNetwork& network, int node) {
    std::vector<bool> needed(network.graph.nodes.size(), false);
    needed[static_cast<std::size_t>(node)] = true;
    for (int i = node; i >= 0; --i) {
        if (!needed[static_cast<std::size_t>(i)]) continue;
        for (const int input : network.graph.nodes[static_cast<std::size_t>(i)].inputs)
            if (input != graph::kInput) needed[static_cast<std::size_t>(input)] = true;
    }
    std::vector<int> places(needed.size(), graph::kInput);
    PlainNetwork kept{{network.graph.input, {}}, {}, {}};
    bool losesWeights = false;
    for (std::size_t i = 0; i < needed.size(); ++i) {
        graph::Node& old = network.graph.nodes[i];
        if (!needed[i]) {
            losesWeights = losesWeights || graph::isWeighted(old.operation);
            continue;
        }
        for (int& input : old.inputs)
            if (input != graph::kInput) input = places[static_cast<std::size_t>(input)];
        places[i] =
            kept.append(std::move(old.operation), std::move(network.weights[i]), std::move(old.inputs));
    }
    if (!losesWeights) kept.keptUnits = std::move(network.keptUnits);
    network = std::move(kept);
}

void foldScales(PlainNetwork& network) {
    ScaleFolder(network).run();
}

bool splitOffUnits(PlainNetwork& network, const Eigen::VectorXd& scale, const Eigen::VectorXd& shift) {
    if (network.graph.nodes.empty() ||
        !std::holds_alternative<graph::Dense>(network.graph.nodes.back().operation))
        return false;
    NodeWeights& last = network.weights.back();
    if (last.weight.rows() != scale.size() || last.bias.size() != scale.size()) return false;
    NodeWeights made = last;
    made.weight = (scale.cwiseInverse().asDiagonal() * last.weight.cast<double>()).cast<float>();
    made.bias = (last.bias.cast<double>() - shift).cwiseQuotient(scale).cast<float>();
    if (!made.weight.allFinite() || !made.bias.allFinite()) return false;
    last = std::move(made);
    network.append(graph::Affine{.fixed = true},
                   {scale.transpose().cast<float>(), Eigen::VectorXf(shift.cast<float>())});
    return true;
}

} // namespace tristate::nn
