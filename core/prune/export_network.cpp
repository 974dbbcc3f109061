#include "core/prune/export_network.h"

#include <utility>

namespace tristate::prune {

namespace {

using nn::PlainDense;
using nn::RowMatrix;

/// Rows and columns of a weight layer that are open, as a plain layer.
RowMatrix openWeights(const nn::Parameter<float>& weight, const std::vector<int>& rows,
                      const std::vector<int>& channels, int inputChannels) {
    const int taps = static_cast<int>(weight.value.cols()) / inputChannels;
    RowMatrix open(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(channels.size()) * taps);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < channels.size(); ++c)
            open.row(static_cast<Eigen::Index>(r)).segment(static_cast<Eigen::Index>(c) * taps, taps) =
                weight.value.row(rows[r])
                    .segment(static_cast<Eigen::Index>(channels[c]) * taps, taps)
                    .matrix();
    return open;
}

Eigen::VectorXf openBias(const nn::Parameter<float>& bias, const std::vector<int>& rows) {
    Eigen::VectorXf open(static_cast<Eigen::Index>(rows.size()));
    for (std::size_t r = 0; r < rows.size(); ++r) open[static_cast<Eigen::Index>(r)] = bias.value(rows[r], 0);
    return open;
}

std::vector<int> allOf(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) all[static_cast<std::size_t>(i)] = i;
    return all;
}

std::vector<int> openOf(const nn::TriStateRelu<float>& gates) {
    std::vector<int> open;
    for (int unit = 0; unit < gates.units(); ++unit)
        if (gates.isOpen(gates.width[unit])) open.push_back(unit);
    return open;
}

/// What these rows were in the network as it was built.
std::vector<int> originalOf(const nn::TriStateRelu<float>* gates, std::vector<int> rows) {
    if (gates)
        for (int& unit : rows) unit = gates->original[static_cast<std::size_t>(unit)];
    return rows;
}

long long parameterCount(const PlainDense& layer) {
    return layer.weight.size() + layer.bias.size();
}

/// second(first(x)) as one layer. In double: the sums are long and done once.
PlainDense multiplied(const PlainDense& first, const PlainDense& second) {
    const Eigen::MatrixXd w2 = second.weight.cast<double>();
    return {(w2 * first.weight.cast<double>()).cast<float>(),
            (w2 * first.bias.cast<double>() + second.bias.cast<double>()).cast<float>()};
}

} // namespace

nn::PlainNetwork exportNetwork(const nn::Network& network, FoldMode mode) {
    nn::PlainNetwork plain;
    plain.input = network.spec().input;
    std::vector<int> channels = allOf(network.spec().input.channels); // open ones of the layer before
    const auto stages = network.stages();
    std::size_t stage = 0;
    const auto& specs = network.spec().layers;
    const auto isPooling = [&](std::size_t i) {
        return i < specs.size() && std::holds_alternative<nn::MaxPoolSpec>(specs[i]);
    };
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const nn::LayerSpec& spec = specs[i];
        if (const auto* pool = std::get_if<nn::MaxPoolSpec>(&spec)) {
            plain.layers.push_back(nn::PlainMaxPool{pool->size, pool->stride});
        } else {
            const auto [weights, gates] = stages[stage];
            const auto parameters = weights->parameters();
            const Shape input = weights->inputShape();
            const std::vector<int> rows =
                gates ? openOf(*gates) : allOf(static_cast<int>(parameters[0]->value.rows()));
            auto weight = openWeights(*parameters[0], rows, channels, input.channels);
            auto bias = openBias(*parameters[1], rows);
            if (const auto* conv = std::get_if<nn::ConvSpec>(&spec)) {
                plain.layers.push_back(nn::PlainConv{std::move(weight), std::move(bias),
                                                     static_cast<int>(channels.size()), conv->kernel,
                                                     conv->stride, conv->padding});
            } else {
                if (!input.isFlat()) plain.layers.push_back(nn::PlainFlatten{});
                plain.layers.push_back(PlainDense{std::move(weight), std::move(bias)});
            }
            plain.keptUnits.push_back(originalOf(gates, rows));
            channels = rows;
        }
        // The tri-state ReLU comes behind the pooling, where one follows the weights.
        if (isPooling(i + 1) || plain.keptUnits.empty()) continue;
        const auto* gates = stages[stage++].gates;
        if (gates && !gates->isLinear()) plain.layers.push_back(nn::PlainRelu{});
    }
    return fold(std::move(plain), mode);
}

nn::PlainNetwork fold(nn::PlainNetwork network, FoldMode mode) {
    if (mode == FoldMode::Never) return network;
    std::size_t weightLayer = 0; // index of layers[i] among the weight layers
    for (std::size_t i = 0; i + 1 < network.layers.size();) {
        const auto* first = std::get_if<PlainDense>(&network.layers[i]);
        const auto* second = std::get_if<PlainDense>(&network.layers[i + 1]);
        if (first && second) {
            const PlainDense product = multiplied(*first, *second);
            if (mode == FoldMode::Always ||
                parameterCount(product) <= parameterCount(*first) + parameterCount(*second)) {
                network.layers[i] = product;
                network.layers.erase(network.layers.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                if (weightLayer < network.keptUnits.size())
                    network.keptUnits.erase(network.keptUnits.begin() +
                                            static_cast<std::ptrdiff_t>(weightLayer));
                continue; // the product may be linear too
            }
        }
        const bool hasWeights = first || std::holds_alternative<nn::PlainConv>(network.layers[i]);
        weightLayer += hasWeights ? 1 : 0;
        ++i;
    }
    return network;
}

} // namespace tristate::prune
