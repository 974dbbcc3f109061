#include "core/inspect/unit_weights.h"

#include "core/inspect/layer_inputs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tristate::inspect {

namespace {

constexpr float kLeft = std::numeric_limits<float>::quiet_NaN();

using Row = nn::Parameter<float>::Matrix::ConstRowXpr;

void noteWeight(UnitWeights& weights, float value) {
    weights.largest = std::max(weights.largest, std::abs(value));
    ++weights.inputs;
}

/// A kernel for each input map that the unit sees and that is left.
void addKernels(UnitWeights& weights, int kernel, const LayerInput& input, nn::RowRange seen,
                const Row& row) {
    const int taps = kernel * kernel;
    weights.height = weights.width = kernel;
    for (Eigen::Index first = 0; first < Eigen::Index{seen.count()} * taps; first += taps) {
        WeightTile tile{input.channel(seen.begin + static_cast<int>(first) / taps), {}};
        for (int i = 0; i < taps; ++i) {
            tile.values.push_back(row[first + i]);
            noteWeight(weights, row[first + i]);
        }
        weights.tiles.push_back(std::move(tile));
    }
}

/// A tile for each channel of the input as it was, those of which nothing is left skipped.
void addPixels(UnitWeights& weights, const LayerInput& input, const Shape& shape, const Row& row) {
    weights.height = shape.height;
    weights.width = shape.width;
    if (shape.isFlat()) weights.width = shape.channels; // one row of all
    const int perTile = weights.height * weights.width;
    const std::vector<int> features = input.features();
    std::vector<WeightTile> tiles(static_cast<std::size_t>(shape.features() / perTile));
    for (Eigen::Index column = 0; column < row.size(); ++column) {
        const int feature = features[static_cast<std::size_t>(column)];
        auto& tile = tiles[static_cast<std::size_t>(feature / perTile)];
        tile.channel = feature / perTile;
        if (tile.values.empty()) tile.values.assign(static_cast<std::size_t>(perTile), kLeft);
        tile.values[static_cast<std::size_t>(feature % perTile)] = row[column];
        noteWeight(weights, row[column]);
    }
    std::erase_if(tiles, [](const WeightTile& tile) { return tile.values.empty(); });
    weights.tiles = std::move(tiles);
}

} // namespace

std::optional<UnitWeights> unitWeights(const nn::Network& network, const Shape& image, int layer, int unit) {
    for (const auto& stage : network.stages()) {
        const auto* gates = stage.gates;
        if (!stage.weights || !gates || gates->index != layer) continue;
        const auto found = std::find(gates->original.begin(), gates->original.end(), unit);
        if (found == gates->original.end()) return {};
        const LayerInput input = layerInputs(network)[stage.layer];
        const Row row = stage.weights->weight.value.row(found - gates->original.begin());
        UnitWeights weights;
        weights.bias = stage.weights->bias.value(found - gates->original.begin(), 0);
        if (stage.weights->kernel() > 0) {
            const int at = static_cast<int>(found - gates->original.begin());
            addKernels(weights, stage.weights->kernel(), input, stage.weights->inputsOf(at), row);
        } else {
            const bool sees = stage.layer == 0 || input.shape == network.graph().input;
            const bool asImage = sees && image.features() == input.shape.features();
            addPixels(weights, input, asImage ? image : input.shape, row);
        }
        return weights;
    }
    return {};
}

} // namespace tristate::inspect
