#include "core/train/decay_masks.h"

#include "core/nn/feature_gates.h"

#include <algorithm>

namespace tristate::train {

namespace {

using Mask = std::vector<std::uint8_t>;

Mask openUnits(const nn::GatedLayer<float>& gates) {
    Mask open(static_cast<std::size_t>(gates.units()));
    for (int unit = 0; unit < gates.units(); ++unit)
        open[static_cast<std::size_t>(unit)] = gates.isOpen(unit) ? 1 : 0;
    return open;
}

/// One entry for each of the weights that a channel has.
Mask spread(const Mask& channels, std::size_t columns) {
    const std::size_t taps = columns / channels.size();
    Mask wide(columns);
    for (std::size_t column = 0; column < columns; ++column) wide[column] = channels[column / taps];
    return wide;
}

} // namespace

std::vector<DecayMask> decayMasks(const nn::Network& network) {
    std::vector<DecayMask> masks(network.layers().size());
    Mask channels(static_cast<std::size_t>(network.spec().input.channels), 1);
    DecayMask* weights = nullptr; // of the latest weight layer
    for (std::size_t i = 0; i < masks.size(); ++i) {
        auto& layer = *network.layers()[i];
        if (layer.isWeightLayer()) {
            const auto& value = layer.parameters().front()->value;
            weights = &masks[i];
            weights->columns = spread(channels, static_cast<std::size_t>(value.cols()));
            weights->rows.assign(static_cast<std::size_t>(value.rows()), 1);
            channels = weights->rows;
        } else if (const auto* gates = dynamic_cast<const nn::GatedLayer<float>*>(&layer)) {
            channels = openUnits(*gates);
            if (weights && !dynamic_cast<const nn::FeatureGates<float>*>(gates)) weights->rows = channels;
        }
    }
    return masks;
}

} // namespace tristate::train
