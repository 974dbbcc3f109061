#include "core/prune/merge.h"

#include <cstddef>
#include <utility>

namespace tristate::prune {

namespace {

using nn::NodeWeights;
using nn::RowMatrix;

long long parameterCount(const NodeWeights& numbers) {
    return numbers.weight.size() + numbers.bias.size();
}

/// second(first(x)) as one dense layer. In double: the sums are long and done once.
NodeWeights multiplied(const NodeWeights& first, const NodeWeights& second) {
    const Eigen::MatrixXd w2 = second.weight.cast<double>();
    return {(w2 * first.weight.cast<double>()).cast<float>(),
            (w2 * first.bias.cast<double>() + second.bias.cast<double>()).cast<float>()};
}

/// Of two convolutions, the second without padding, `kernel` being that of the product: the taps of the
/// second, spread by the stride of the first, move the first one's kernel about.
NodeWeights multiplied(const graph::Conv& conv1, const NodeWeights& first, const graph::Conv& conv2,
                       const NodeWeights& second, int kernel) {
    const int k1 = conv1.kernel, k2 = conv2.kernel;
    const int inputs = static_cast<int>(first.weight.cols()) / (k1 * k1);
    Eigen::MatrixXd weight =
        Eigen::MatrixXd::Zero(conv2.maps, static_cast<Eigen::Index>(inputs) * kernel * kernel);
    Eigen::VectorXd bias = second.bias.cast<double>();
    for (Eigen::Index o = 0; o < conv2.maps; ++o)
        for (int m = 0; m < conv1.maps; ++m)
            for (int tap2 = 0; tap2 < k2 * k2; ++tap2) {
                const double factor = second.weight(o, m * k2 * k2 + tap2);
                bias[o] += factor * first.bias[m];
                const int dy = tap2 / k2 * conv1.stride, dx = tap2 % k2 * conv1.stride;
                for (int i = 0; i < inputs; ++i)
                    for (int tap1 = 0; tap1 < k1 * k1; ++tap1)
                        weight(o, (i * kernel + dy + tap1 / k1) * kernel + dx + tap1 % k1) +=
                            factor * first.weight(m, i * k1 * k1 + tap1);
            }
    return {weight.cast<float>(), bias.cast<float>()};
}

/// A convolution and a dense layer over its maps as one dense layer over the convolution's input.
NodeWeights multiplied(const graph::Conv& conv, const NodeWeights& first, Shape in, Shape out,
                       const NodeWeights& dense) {
    Eigen::MatrixXd weight = Eigen::MatrixXd::Zero(dense.weight.rows(), in.features());
    Eigen::VectorXd bias = dense.bias.cast<double>();
    for (int map = 0; map < out.channels; ++map)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x) {
                const Eigen::VectorXd factor =
                    dense.weight.col((map * out.height + y) * out.width + x).cast<double>();
                bias += factor * first.bias[map];
                for (int tap = 0; tap < first.weight.cols(); ++tap) {
                    const int channel = tap / (conv.kernel * conv.kernel);
                    const int inY = y * conv.stride + tap / conv.kernel % conv.kernel - conv.padding;
                    const int inX = x * conv.stride + tap % conv.kernel - conv.padding;
                    if (inY < 0 || inY >= in.height || inX < 0 || inX >= in.width) continue;
                    weight.col((channel * in.height + inY) * in.width + inX) +=
                        factor * first.weight(map, tap);
                }
            }
    return {weight.cast<float>(), bias.cast<float>()};
}

/// The merging of a network, from its beginning on.
class Merger {
public:
    Merger(nn::PlainNetwork& network, MergeMode mode) : m_network(network), m_mode(mode) {}

    void run() {
        std::size_t weighted = 0; // index of the node among the weighted ones
        for (int node = 0; node < std::ssize(m_network.graph.nodes);) {
            if (mergeAt(node)) {
                m_network.remove(node);
                if (weighted < m_network.keptUnits.size())
                    m_network.keptUnits.erase(m_network.keptUnits.begin() +
                                              static_cast<std::ptrdiff_t>(weighted));
                continue; // the product may be linear too
            }
            weighted += graph::isWeighted(m_network.operation(node)) ? 1 : 0;
            ++node;
        }
        mergeUnits();
    }

private:
    template <class Kind>
    const Kind* at(int node) const {
        return std::get_if<Kind>(&m_network.operation(node));
    }
    /// A convolution of all maps, without gaps between its taps.
    const graph::Conv* convAt(int node) const {
        const auto* conv = at<graph::Conv>(node);
        return conv && conv->groups == 1 && conv->dilation == 1 ? conv : nullptr;
    }
    NodeWeights& weights(int node) { return m_network.weights[static_cast<std::size_t>(node)]; }

    bool isWorthIt(int first, int second, long long after) {
        constexpr long long kMaxParameters = 1LL << 28; // as net specs allow
        const long long before = parameterCount(weights(first)) + parameterCount(weights(second));
        return after <= (m_mode == MergeMode::Auto ? before : kMaxParameters);
    }

    /// Multiplies the node into the one that alone reads it.
    bool mergeAt(int node) {
        if (!graph::isWeighted(m_network.operation(node))) return false;
        const std::vector<int> readers =
            graph::consumers(m_network.graph)[static_cast<std::size_t>(node + 1)];
        if (readers.size() != 1) return false;
        const int next = readers.front();
        const auto* conv = convAt(node);
        if (at<graph::Dense>(node)) return at<graph::Dense>(next) && mergeDense(node, next);
        if (conv && convAt(next)) return convAt(next)->padding == 0 && mergeConvolutions(node, next);
        return conv && at<graph::Dense>(next) && mergeIntoDense(node, next);
    }

    /// Multiplies the units of a regression, the last node, into the dense layer that it alone reads.
    void mergeUnits() {
        const int last = static_cast<int>(m_network.graph.nodes.size()) - 1;
        if (last < 1 || !at<graph::Affine>(last)) return;
        const int dense = m_network.graph.nodes[static_cast<std::size_t>(last)].inputs.front();
        if (dense != last - 1 || !at<graph::Dense>(dense)) return;
        const Eigen::VectorXd scale = weights(last).weight.row(0).transpose().cast<double>();
        NodeWeights& into = weights(dense);
        into.bias =
            (scale.cwiseProduct(into.bias.cast<double>()) + weights(last).bias.cast<double>()).cast<float>();
        into.weight = (scale.asDiagonal() * into.weight.cast<double>()).cast<float>();
        m_network.remove(last);
    }

    bool mergeDense(int first, int second) {
        const long long columns = weights(first).weight.cols();
        if (!isWorthIt(first, second, weights(second).weight.rows() * (columns + 1))) return false;
        weights(second) = multiplied(weights(first), weights(second));
        return true;
    }

    bool mergeConvolutions(int first, int second) {
        const graph::Conv before = *convAt(first), behind = *convAt(second);
        const long long kernel = before.kernel + (behind.kernel - 1LL) * before.stride;
        const long long inputs = weights(first).weight.cols() / (before.kernel * before.kernel);
        if (!isWorthIt(first, second, behind.maps * (inputs * kernel * kernel + 1))) return false;
        weights(second) =
            multiplied(before, weights(first), behind, weights(second), static_cast<int>(kernel));
        m_network.graph.nodes[static_cast<std::size_t>(second)].operation =
            graph::Conv{behind.maps, static_cast<int>(kernel), before.stride * behind.stride, before.padding};
        return true;
    }

    bool mergeIntoDense(int first, int second) {
        const auto shapes = m_network.shapes();
        const Shape in = nn::inputShape(m_network, shapes, first);
        const Shape out = shapes[static_cast<std::size_t>(first)];
        if (!isWorthIt(first, second, weights(second).weight.rows() * (in.features() + 1LL))) return false;
        weights(second) = multiplied(*convAt(first), weights(first), in, out, weights(second));
        return true;
    }

    nn::PlainNetwork& m_network;
    MergeMode m_mode;
};

} // namespace

nn::PlainNetwork mergeLayers(nn::PlainNetwork network, MergeMode mode) {
    if (mode != MergeMode::Never) Merger(network, mode).run();
    return network;
}

namespace {

using Weights = nn::WeightLayer<float>;

/// The dense layers before and behind the gates.
struct Neighbours {
    Weights& before;
    Weights& behind;
};

Neighbours neighbours(nn::Network& network, const nn::Gates<float>& gates) {
    const auto layers = network.layers();
    const std::size_t relu = network.placeOf(gates).layer; // dense layers follow each other in the order
    return {*layers[relu - 1]->asWeights(), *layers[relu + 1]->asWeights()};
}

/// Whether the product has no more parameters than what it replaces, open units counted.
bool savesParameters(const Weights& first, const nn::Gates<float>& gates, const Weights& second) {
    const long long open = gates.openUnits();
    const long long rows = second.weight.value.rows(), columns = first.weight.value.cols();
    return rows * (columns + 1) <= open * (columns + 1) + rows * (open + 1);
}

void forgetOptimizer(nn::Parameter<float>& parameter, std::int64_t now) {
    for (auto& slot : parameter.slots) slot.setZero();
    parameter.born = now;
}

/// Multiplies the dense layer before the linear gates into the one behind them. Closed units are left out, as
/// in the forward pass.
void mergeInto(nn::Network& network, std::size_t gated, const Weights& first, Weights& second,
               std::int64_t now) {
    const nn::Gates<float>& gates = *network.gates()[gated];
    Eigen::VectorXd values(gates.units());
    for (int unit = 0; unit < gates.units(); ++unit)
        values[unit] = nn::finalValue(gates.estimator, static_cast<double>(gates.width[unit]));
    const Eigen::MatrixXd w2 = second.weight.value.matrix().cast<double>() * values.asDiagonal();
    const Eigen::MatrixXf weight = (w2 * first.weight.value.matrix().cast<double>()).cast<float>();
    const Eigen::VectorXf bias =
        (w2 * first.bias.value.matrix().cast<double>() + second.bias.value.matrix().cast<double>())
            .cast<float>();
    network.dropDense(static_cast<int>(gated)); // `first` is gone from here on
    second.weight.value = weight.array();
    second.bias.value = bias.array();
    forgetOptimizer(second.weight, now);
    forgetOptimizer(second.bias, now);
}

} // namespace

std::vector<int> mergeLinearLayers(nn::Network& network, MergeMode mode, std::int64_t limit,
                                   std::int64_t now) {
    std::vector<int> merged;
    if (mode == MergeMode::Never) return merged;
    for (std::size_t gated = 0; gated < network.gates().size();) {
        const nn::Gates<float>* gates = network.gates()[gated];
        const bool isDue = gates->isLinear() && gates->linearSince >= 0 && gates->linearSince <= limit;
        if (!isDue || !network.canDropDense(static_cast<int>(gated))) {
            ++gated;
            continue;
        }
        const auto [first, second] = neighbours(network, *gates);
        if (mode == MergeMode::Auto && !savesParameters(first, *gates, second)) {
            ++gated;
            continue;
        }
        merged.push_back(gates->index);
        mergeInto(network, gated, first, second, now);
    }
    return merged;
}

} // namespace tristate::prune
