#pragma once

#include "core/nn/network.h"

#include <cstdint>
#include <vector>

namespace tristate::inspect {

/// What a network of two inputs says all over the square 0..1 x 0..1.
struct DecisionRaster {
    int side = 0;                      ///< cells in each direction
    std::vector<std::uint8_t> winners; ///< the class with the largest output, row by row, y = 0 first
    std::vector<float> probabilities;  ///< of that class
};

/// On the calling thread alone. The network must have two inputs.
DecisionRaster decisionRaster(const nn::Network& network, int side);

} // namespace tristate::inspect
