#include "core/train/decay_masks.h"

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
        const auto* layer = network.layers()[i];
        if (const auto* own = layer->asWeights()) {
            const auto& value = own->weight.value;
            weights = &masks[i];
            weights->columns = spread(channels, static_cast<std::size_t>(value.cols()));
            weights->rows.assign(static_cast<std::size_t>(value.rows()), 1);
            channels = weights->rows;
        } else if (const auto* gates = layer->asGates()) {
            channels = openUnits(*gates);
            if (weights && !gates->isInput()) weights->rows = channels;
        }
    }
    return masks;
}

} // namespace tristate::train
