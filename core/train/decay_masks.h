#pragma once

#include "core/nn/network.h"

#include <cstdint>
#include <vector>

namespace tristate::train {

/// Which weights of a weight layer lie between open units.
struct DecayMask {
    std::vector<std::uint8_t> rows;    ///< for each output, not 0 when it is open
    std::vector<std::uint8_t> columns; ///< for each column of the weight matrix, likewise;
                                       ///< where units see different channels, for each weight, row by row
};

/// For each layer of the network; empty for layers without weights.
std::vector<DecayMask> decayMasks(const nn::Network& network);

} // namespace tristate::train
