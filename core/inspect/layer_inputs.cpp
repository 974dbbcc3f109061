#include "core/inspect/layer_inputs.h"

#include <numeric>

namespace tristate::inspect {

namespace {

std::vector<int> allOf(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

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
    std::vector<LayerInput> inputs;
    LayerInput now{network.spec().input, allOf(network.spec().input.features())};
    std::vector<int> channels = allOf(now.shape.channels);
    bool listed = false; // behind input gates single features are left, not whole channels
    for (const auto* layer : network.layers()) {
        inputs.push_back(now);
        const Shape output = layer->outputShape();
        const auto* gates = layer->asGates();
        if (gates && gates->isInput()) {
            now.features = gates->original;
            listed = true;
            continue;
        }
        if (layer->isWeightLayer()) {
            now.shape = output;
            channels = allOf(output.channels);
            listed = false;
        } else if (gates) {
            now.shape.channels = gates->originalUnits();
            channels = gates->original;
        }
        if (listed) continue;
        now.shape.height = output.height;
        now.shape.width = output.width;
        now.features = featuresOf(channels, output.positions());
    }
    return inputs;
}

} // namespace tristate::inspect
