#include "core/train/decay_masks.h"

namespace tristate::train {

namespace {

using Mask = std::vector<std::uint8_t>;

/// Which channels a layer yields whose own gates are open.
Mask openChannels(const nn::Network& network, int layer) {
    Mask open;
    for (const auto& channel : network.channelsOf(layer))
        open.push_back(channel.gates < 0 || network.gatesAt(channel.gates)->isOpen(channel.unit) ? 1 : 0);
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
    for (const auto& stage : network.stages()) {
        if (!stage.weights) continue;
        const auto columns = static_cast<std::size_t>(stage.weights->weight.value.cols());
        const int source = network.wires()[stage.layer].inputs.front();
        masks[stage.layer].rows = openChannels(network, static_cast<int>(stage.layer));
        masks[stage.layer].columns =
            stage.weights->isDepthwise() ? Mask(columns, 1) : spread(openChannels(network, source), columns);
    }
    return masks;
}

} // namespace tristate::train
