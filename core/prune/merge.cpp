#include "core/prune/merge.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace tristate::prune {

namespace {

using nn::PlainConv;
using nn::PlainDense;
using nn::PlainLayer;
using nn::RowMatrix;

long long parameterCount(const PlainDense& layer) {
    return layer.weight.size() + layer.bias.size();
}
long long parameterCount(const PlainConv& layer) {
    return layer.weight.size() + layer.bias.size();
}

/// second(first(x)) as one layer. In double: the sums are long and done once.
PlainDense multiplied(const PlainDense& first, const PlainDense& second) {
    const Eigen::MatrixXd w2 = second.weight.cast<double>();
    return {(w2 * first.weight.cast<double>()).cast<float>(),
            (w2 * first.bias.cast<double>() + second.bias.cast<double>()).cast<float>()};
}

/// The same for two convolutions, the second without padding: the taps of the second, spread by the stride of
/// the first, move the first one's kernel about.
PlainConv multiplied(const PlainConv& first, const PlainConv& second) {
    const int middle = static_cast<int>(first.weight.rows()), k1 = first.kernel, k2 = second.kernel;
    const int kernel = k1 + (k2 - 1) * first.stride;
    Eigen::MatrixXd weight = Eigen::MatrixXd::Zero(
        second.weight.rows(), static_cast<Eigen::Index>(first.inputMaps) * kernel * kernel);
    Eigen::VectorXd bias = second.bias.cast<double>();
    for (Eigen::Index o = 0; o < second.weight.rows(); ++o)
        for (int m = 0; m < middle; ++m)
            for (int tap2 = 0; tap2 < k2 * k2; ++tap2) {
                const double factor = second.weight(o, m * k2 * k2 + tap2);
                bias[o] += factor * first.bias[m];
                const int dy = tap2 / k2 * first.stride, dx = tap2 % k2 * first.stride;
                for (int i = 0; i < first.inputMaps; ++i)
                    for (int tap1 = 0; tap1 < k1 * k1; ++tap1)
                        weight(o, (i * kernel + dy + tap1 / k1) * kernel + dx + tap1 % k1) +=
                            factor * first.weight(m, i * k1 * k1 + tap1);
            }
    return {weight.cast<float>(),         bias.cast<float>(), first.inputMaps, kernel,
            first.stride * second.stride, first.padding};
}

/// A convolution, its maps flattened, and a dense layer as one dense layer over the convolution's input.
PlainDense multiplied(const PlainConv& conv, Shape in, Shape out, const PlainDense& dense) {
    Eigen::MatrixXd weight = Eigen::MatrixXd::Zero(dense.weight.rows(), in.features());
    Eigen::VectorXd bias = dense.bias.cast<double>();
    for (int map = 0; map < out.channels; ++map)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x) {
                const Eigen::VectorXd factor =
                    dense.weight.col((map * out.height + y) * out.width + x).cast<double>();
                bias += factor * conv.bias[map];
                for (int tap = 0; tap < conv.weight.cols(); ++tap) {
                    const int channel = tap / (conv.kernel * conv.kernel);
                    const int inY = y * conv.stride + tap / conv.kernel % conv.kernel - conv.padding;
                    const int inX = x * conv.stride + tap % conv.kernel - conv.padding;
                    if (inY < 0 || inY >= in.height || inX < 0 || inX >= in.width) continue;
                    weight.col((channel * in.height + inY) * in.width + inX) +=
                        factor * conv.weight(map, tap);
                }
            }
    return {weight.cast<float>(), bias.cast<float>()};
}

/// The merging of a chain, from its beginning on.
class Merger {
public:
    Merger(nn::PlainNetwork& network, MergeMode mode) : m_network(network), m_mode(mode) {}

    void run() {
        std::size_t weightLayer = 0; // index of layers[i] among the weight layers
        for (std::size_t i = 0; i < m_network.layers.size();) {
            if (mergeAt(i)) {
                if (weightLayer < m_network.keptUnits.size())
                    m_network.keptUnits.erase(m_network.keptUnits.begin() +
                                              static_cast<std::ptrdiff_t>(weightLayer));
                continue; // the product may be linear too
            }
            weightLayer += isWeightLayer(m_network.layers[i]) ? 1 : 0;
            ++i;
        }
    }

private:
    static bool isWeightLayer(const PlainLayer& layer) {
        return std::holds_alternative<PlainDense>(layer) || std::holds_alternative<PlainConv>(layer);
    }

    template <class Layer>
    const Layer* at(std::size_t i) const {
        return i < m_network.layers.size() ? std::get_if<Layer>(&m_network.layers[i]) : nullptr;
    }

    bool isWorthIt(long long before, long long after) const {
        constexpr long long kMaxParameters = 1LL << 28; // as net specs allow
        return after <= (m_mode == MergeMode::Auto ? before : kMaxParameters);
    }

    bool mergeAt(std::size_t i) {
        if (const auto* first = at<PlainDense>(i)) {
            const auto* second = at<PlainDense>(i + 1);
            return second && mergePair(i, *first, *second, first->weight.cols());
        }
        const auto* conv = at<PlainConv>(i);
        if (!conv) return false;
        if (const auto* next = at<PlainConv>(i + 1); next && next->padding == 0) {
            const long long kernel = conv->kernel + (next->kernel - 1LL) * conv->stride;
            return mergePair(i, *conv, *next, conv->inputMaps * kernel * kernel);
        }
        const auto* dense = at<PlainDense>(i + 2);
        return dense && at<nn::PlainFlatten>(i + 1) && mergeIntoDense(i, *conv, *dense);
    }

    /// `columns`: weights of each output of the product.
    template <class Layer>
    bool mergePair(std::size_t i, const Layer& first, const Layer& second, long long columns) {
        const long long before = parameterCount(first) + parameterCount(second);
        if (!isWorthIt(before, second.weight.rows() * (columns + 1))) return false;
        m_network.layers[i + 1] = multiplied(first, second);
        m_network.layers.erase(m_network.layers.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
    }

    bool mergeIntoDense(std::size_t i, const PlainConv& conv, const PlainDense& dense) {
        const auto shapes = m_network.shapes();
        const Shape in = i > 0 ? shapes[i - 1] : m_network.input;
        const long long before = parameterCount(conv) + parameterCount(dense);
        if (!isWorthIt(before, dense.weight.rows() * (in.features() + 1LL))) return false;
        m_network.layers[i + 2] = multiplied(conv, in, shapes[i], dense);
        m_network.layers.erase(m_network.layers.begin() + static_cast<std::ptrdiff_t>(i));
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

Neighbours neighbours(nn::Network& network, const nn::GatedLayer<float>& gates) {
    const auto layers = network.layers();
    std::size_t at = 0;
    while (layers[at] != &gates) ++at;
    return {*layers[at - 1]->asWeights(), *layers[at + 1]->asWeights()};
}

/// Whether the product has no more parameters than what it replaces, open units counted.
bool savesParameters(const Weights& first, const nn::GatedLayer<float>& gates, const Weights& second) {
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
    const nn::GatedLayer<float>& gates = *network.gates()[gated];
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
        const nn::GatedLayer<float>* gates = network.gates()[gated];
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
