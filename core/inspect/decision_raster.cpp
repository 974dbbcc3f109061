#include "core/inspect/decision_raster.h"

#include "core/inspect/predictions.h"

#include <cassert>

namespace tristate::inspect {

DecisionRaster decisionRaster(const nn::Network& network, int side) {
    assert(network.graph().input.features() == 2);
    data::Dataset grid;
    grid.shape = network.graph().input;
    grid.classes = network.classes();
    const auto cells = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    grid.labels.assign(cells, 0);
    grid.values.reserve(2 * cells);
    const auto centre = [side](int cell) {
        return (static_cast<float>(cell) + 0.5f) / static_cast<float>(side);
    };
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            grid.values.push_back(centre(x));
            grid.values.push_back(centre(y));
        }
    DecisionRaster raster;
    raster.side = side;
    for (const auto& prediction : predict(network, grid, cells)) {
        raster.winners.push_back(static_cast<std::uint8_t>(prediction.predicted));
        raster.probabilities.push_back(prediction.probability);
    }
    return raster;
}

} // namespace tristate::inspect
