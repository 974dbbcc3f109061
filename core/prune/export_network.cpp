#include "core/prune/export_network.h"

#include <algorithm>
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
    std::vector<int> channels = allOf(network.spec().input.channels);
    for (const auto& stage : network.stages()) {
        const auto parameters = stage.weights->parameters();
        const auto& [weight, bias] = std::pair(*parameters[0], *parameters[1]);
        const std::vector<int> rows =
            stage.gates ? openOf(*stage.gates) : allOf(static_cast<int>(weight.value.rows()));
        plain.layers.push_back(PlainDense{
            openWeights(weight, rows, channels, stage.weights->inputShape().channels), openBias(bias, rows)});
        if (stage.gates && !stage.gates->isLinear()) plain.layers.push_back(nn::PlainRelu{});

        std::vector<int> kept = rows;
        if (stage.gates)
            for (int& unit : kept) unit = stage.gates->original[static_cast<std::size_t>(unit)];
        plain.keptUnits.push_back(std::move(kept));
        channels = rows;
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
