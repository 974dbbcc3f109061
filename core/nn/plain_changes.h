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

/// Puts a fixed Affine of this scale and shift, one for each output, behind a last dense layer and takes both
/// out of its weights, so that the outputs stay up to rounding. False, and nothing is changed, where the last
/// node is no dense layer of so many outputs, or a number would not be finite.
bool splitOffUnits(PlainNetwork& network, const Eigen::VectorXd& scale, const Eigen::VectorXd& shift);

} // namespace tristate::nn
