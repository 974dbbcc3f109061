#pragma once

#include "core/nn/plain_network.h"

#include <vector>

namespace tristate::prune {

/// A weight layer as the network was built.
struct BuiltLayer {
    int units = 0;
    int groups = 1; ///< of a convolution
};

/// The network at its original widths: units that were closed or removed are back as rows of zeros, and as
/// columns of zeros in the next layer. The logits stay the same: a response normalisation, whose maps are
/// neighbours without those in between, still works on the maps that are left, which are selected before it.
/// `network` is unmerged and has its keptUnits, and its grouped convolutions stand as ones of all maps, with
/// zeros between groups; these get their groups back where all maps before them are.
nn::PlainNetwork expand(const nn::PlainNetwork& network, const std::vector<BuiltLayer>& layers);

} // namespace tristate::prune
