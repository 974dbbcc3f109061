#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tristate::inspect {

/// Brings a drawing into the form of MNIST's digits (LeCun et al. 1998): what is drawn is scaled, keeping its
/// proportions, until its longer side is 20 pixels, and moved until its centre of mass is in the middle of 28
/// x 28 pixels. `ink` is side x side values from 0 (paper) to 255, row by row from the top. Empty when there
/// is nothing on the paper. Thread-safe.
std::vector<float> likeMnist(std::span<const std::uint8_t> ink, int side);

} // namespace tristate::inspect
