#include "core/inspect/layer_inputs.h"

#include <algorithm>

namespace tristate::inspect {

std::vector<int> LayerInput::features() const {
    std::vector<int> features;
    features.reserve(entries.size() * static_cast<std::size_t>(perEntry));
    for (const int entry : entries)
        for (int position = 0; position < perEntry; ++position)
            features.push_back(entry * perEntry + position);
    return features;
}

int LayerInput::channels() const {
    return static_cast<int>(entries.size()) * perEntry / std::max(shape.positions(), 1);
}

int LayerInput::channel(int present) const {
    const int perChannel = shape.positions() / perEntry; // entries of a channel
    return entries[static_cast<std::size_t>(present * perChannel)] / perChannel;
}

std::vector<LayerInput> layerInputs(const nn::Network& network) {
    const std::vector<Shape> built = graph::outputShapes(network.graph());
    const auto shapeOf = [&](int layer) {
        return layer == nn::kInput
                   ? network.graph().input
                   : built[static_cast<std::size_t>(network.wires()[static_cast<std::size_t>(layer)].node)];
    };
    std::vector<LayerInput> inputs;
    for (const nn::Wire& wire : network.wires()) {
        const int from = wire.inputs.front();
        const auto* values =
            from == nn::kInput ? nullptr : network.layers()[static_cast<std::size_t>(from)]->asInputGates();
        if (values) // single values are left, not whole channels
            inputs.push_back({shapeOf(network.wires()[static_cast<std::size_t>(from)].inputs.front()),
                              network.originalChannels(from), 1});
        else
            inputs.push_back({shapeOf(from), network.originalChannels(from), shapeOf(from).positions()});
    }
    return inputs;
}

} // namespace tristate::inspect
