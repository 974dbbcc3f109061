#pragma once

#include "core/nn/network.h"

#include <vector>

namespace tristate::inspect {

/// How much of every single input the network still looks at.
struct InputMap {
    Shape shape;               ///< of the input as an image
    bool gated = false;        ///< values are gates w; else norms of weights
    int layer = -1;            ///< the gated layer of the gates, or -1
    std::vector<float> values; ///< shape.features(); a gate, or the norm of the first layer's open weights
    int alive = 0;             ///< inputs that any output still depends on directly
    float largest = 0;         ///< of the values
};

/// The gates on the inputs when there are some, else the norms (of a convolution: of each input channel).
/// `image` is the shape of the data, which is kept when the network takes it as a flat vector. Thread-safe.
InputMap inputMap(const nn::Network& network, const Shape& image);

} // namespace tristate::inspect
