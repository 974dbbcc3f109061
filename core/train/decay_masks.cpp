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

/// The same where every unit sees some of the channels: one entry for each weight, 1 where there is none.
Mask spread(const Mask& channels, const nn::WeightLayer<float>& layer) {
    const auto columns = static_cast<std::size_t>(layer.weight.value.cols());
    const auto taps = static_cast<std::size_t>(layer.kernel() * layer.kernel());
    const int units = layer.outputShape().channels;
    Mask wide(static_cast<std::size_t>(units) * columns, 1);
    for (int unit = 0; unit < units; ++unit) {
        const nn::RowRange inputs = layer.inputsOf(unit);
        for (std::size_t column = 0; column < static_cast<std::size_t>(inputs.count()) * taps; ++column)
            wide[static_cast<std::size_t>(unit) * columns + column] =
                channels[static_cast<std::size_t>(inputs.begin) + column / taps];
    }
    return wide;
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
        const Mask open = openChannels(network, source);
        const bool seesAll = stage.weights->inputsOf(0).count() == static_cast<int>(open.size());
        if (stage.weights->isDepthwise())
            masks[stage.layer].columns = Mask(columns, 1);
        else
            masks[stage.layer].columns = seesAll ? spread(open, columns) : spread(open, *stage.weights);
    }
    return masks;
}

} // namespace tristate::train
