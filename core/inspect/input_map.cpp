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
    const auto features = layerInputs(network)[weights].features();
    const auto open = nn::openChannels(network)[weights + 1];
    const int positions = map.shape.positions();
    const bool isDense = layer.kernel() == 0;
    const int perInput = isDense ? 1 : layer.kernel() * layer.kernel();
    std::vector<double> sums(isDense ? features.size()
                                     : static_cast<std::size_t>(layer.inputShape().channels));
    for (int row = 0; row < values.rows(); ++row) {
        if (!open[static_cast<std::size_t>(row)]) continue;
        const nn::RowRange seen =
            isDense ? nn::RowRange{0, static_cast<int>(values.cols())} : layer.inputsOf(row);
        for (int i = seen.begin; i < seen.end; ++i)
            sums[static_cast<std::size_t>(i)] += values.row(row)
                                                     .segment((i - seen.begin) * perInput, perInput)
                                                     .template cast<double>()
                                                     .square()
                                                     .sum();
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        for (int p = 0; p < (isDense ? 1 : positions); ++p) {
            const std::size_t at =
                isDense ? static_cast<std::size_t>(features[i])
                        : i * static_cast<std::size_t>(positions) + static_cast<std::size_t>(p);
            map.values[at] = static_cast<float>(std::sqrt(sums[i]));
        }
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
