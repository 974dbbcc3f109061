#pragma once

#include "core/nn/plain_network.h"

#include <vector>

namespace tristate::prune {

/// The network at its original widths: units that were closed or removed are back as rows of zeros, and as
/// columns of zeros in the next layer. The logits stay the same. `network` is unmerged and has its keptUnits;
/// `units` are the original widths of its weight layers.
nn::PlainNetwork expand(const nn::PlainNetwork& network, const std::vector<int>& units);

} // namespace tristate::prune
