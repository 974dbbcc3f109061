#pragma once

#include "core/data/dataset.h"
#include "core/graph/graph.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"

namespace tristate::train {

/// The same net behind a normalisation of its input (a fixed graph::Affine, "norm"); a net that begins with
/// one stays as it is.
graph::Graph normalised(const graph::Graph& net);

/// Fits the normalisations that the network begins with: scale 1 / deviation and shift -mean / deviation of
/// each channel over `training`, in double precision, samples in their order. Indicators of a table and
/// channels that never change keep scale 1 (and the latter the shift -mean).
void fitNormalisation(nn::Network& network, const data::Dataset& training);

/// The experiment as its data want it: behind a normalisation for a table, when DataSpec::normalise says so;
/// with pictures resized to the input of the net, when DataSpec::size says nothing. Looks at the data as far
/// as that takes; data that cannot be read change nothing here, loading them says why.
Experiment completed(Experiment experiment);

} // namespace tristate::train
