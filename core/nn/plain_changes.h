#pragma once

#include "core/nn/plain_network.h"

namespace tristate::nn {

/// Leaves out the nodes that this one does not need; it becomes the last one. The kept units are forgotten
/// when a weighted node goes.
void keepWhatLeadsTo(PlainNetwork& network, int node);

/// Multiplies Affine nodes into the weights that alone read them, where that is exact up to rounding: into
/// dense layers, and into convolutions where zeros around the maps would have been shifted, too, not at all.
/// On the way they pass poolings, which they may.
void foldScales(PlainNetwork& network);

} // namespace tristate::nn
