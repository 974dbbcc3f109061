#include "core/inspect/layer_inputs.h"

namespace tristate::inspect {

namespace {

std::vector<int> featuresOf(const std::vector<int>& channels, int positions) {
    std::vector<int> features;
    features.reserve(channels.size() * static_cast<std::size_t>(positions));
    for (const int channel : channels)
        for (int position = 0; position < positions; ++position)
            features.push_back(channel * positions + position);
    return features;
}

} // namespace

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
                              network.originalChannels(from)});
        else
            inputs.push_back(
                {shapeOf(from), featuresOf(network.originalChannels(from), shapeOf(from).positions())});
    }
    return inputs;
}

} // namespace tristate::inspect
