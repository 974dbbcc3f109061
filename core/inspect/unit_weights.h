#pragma once

#include "core/nn/network.h"

#include <optional>
#include <vector>

namespace tristate::inspect {

/// The weights from one channel of the input to a unit: an image of a kernel, or of a whole feature map.
struct WeightTile {
    int channel = 0;           ///< of the input as the network was built
    std::vector<float> values; ///< height x width, row by row; NaN where the input has left
};

/// The weights into a unit, where its inputs were when the network was built.
struct UnitWeights {
    int height = 1, width = 1; ///< of every tile
    std::vector<WeightTile> tiles;
    float bias = 0;
    float largest = 0; ///< of the absolute values
    int inputs = 0;    ///< weights that are left

    /// Whether neighbours in a tile are neighbours in the picture.
    bool isImage() const { return height > 1; }
};

/// The weights into a unit of gated layer `layer`, both as the network was built. `image` is the shape of the
/// data: a first dense layer that takes images as flat vectors is shown as images. Nothing when the unit was
/// removed or merged, or is an input gate, which has no weights. Thread-safe.
std::optional<UnitWeights> unitWeights(const nn::Network& network, const Shape& image, int layer, int unit);

} // namespace tristate::inspect
