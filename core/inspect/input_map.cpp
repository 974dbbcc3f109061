#include "core/inspect/input_map.h"

#include "core/inspect/layer_inputs.h"
#include "core/nn/size.h"

#include <algorithm>
#include <cmath>

namespace tristate::inspect {

namespace {

void addNorms(InputMap& map, const nn::Network& network, std::size_t weights) {
    const nn::WeightLayer<float>& layer = *network.layers()[weights]->asWeights();
    const auto& values = layer.weight.value;
    const auto input = layerInputs(network)[weights];
    const auto open = nn::openChannels(network)[weights + 1];
    const int positions = map.shape.positions();
    for (Eigen::Index column = 0; column < values.cols(); ++column) {
        double sum = 0;
        for (Eigen::Index row = 0; row < values.rows(); ++row)
            if (open[static_cast<std::size_t>(row)]) sum += double(values(row, column)) * values(row, column);
        if (layer.kernel() == 0) {
            map.values[static_cast<std::size_t>(input.features[static_cast<std::size_t>(column)])] +=
                static_cast<float>(sum);
            continue;
        }
        const auto channel = column / (layer.kernel() * layer.kernel());
        for (int p = 0; p < positions; ++p)
            map.values[static_cast<std::size_t>(channel * positions + p)] += static_cast<float>(sum);
    }
    for (float& value : map.values) value = std::sqrt(value);
}

} // namespace

InputMap inputMap(const nn::Network& network, const Shape& image) {
    InputMap map;
    const Shape input = network.graph().input;
    map.shape = image.features() == input.features() ? image : input;
    map.values.assign(static_cast<std::size_t>(input.features()), 0.0f);
    for (const auto& stage : network.stages()) {
        if (!stage.weights) {
            map.gated = true;
            map.layer = stage.gates->index;
            map.values = stage.gates->originalGates();
            map.alive = stage.gates->openUnits();
            break;
        }
        addNorms(map, network, stage.layer);
        map.alive = static_cast<int>(
            std::count_if(map.values.begin(), map.values.end(), [](float v) { return v > 0; }));
        break;
    }
    map.largest = *std::max_element(map.values.begin(), map.values.end());
    return map;
}

} // namespace tristate::inspect
