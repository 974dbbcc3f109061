#pragma once

#include "core/nn/network.h"

#include <vector>

namespace tristate::inspect {

/// What a layer sees, in terms of the network as it was built.
struct LayerInput {
    Shape shape;               ///< of the input as it was built
    std::vector<int> features; ///< for each present feature, which of shape's it is, in (channel, y, x) order
};

/// The (first) input of every layer, in the order of network.layers(). Thread-safe.
std::vector<LayerInput> layerInputs(const nn::Network& network);

} // namespace tristate::inspect
