#pragma once

#include "core/data/dataset.h"
#include "core/graph/graph.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"

namespace tristate::train {

/// The same net behind a normalisation of its input (a fixed graph::Affine, "norm"); a net that begins with
/// one stays as it is.
graph::Graph normalised(const graph::Graph& net);

/// The same net with the units of a regression behind its outputs (a fixed graph::Affine at its end); a net
/// that ends with one stays as it is.
graph::Graph withUnits(const graph::Graph& net);

/// Fits the normalisations that the network begins with: scale 1 / deviation and shift -mean / deviation of
/// each channel over `training`, in double precision, samples in their order. Indicators of a table and
/// channels that never change keep scale 1 (and the latter the shift -mean). Of a regression also what it
/// ends with: scale and shift are the deviation and mean of each target, so that the weights before it learn
/// numbers of mean 0 and deviation 1.
void fitNormalisation(nn::Network& network, const data::Dataset& training);

/// The experiment as its data want it: behind a normalisation for a table, when DataSpec::normalise says so,
/// and before units for a regression, which DataSpec::task says then; with pictures resized to the input of
/// the net, when DataSpec::size says nothing. Looks at the data as far as that takes; data that cannot be
/// read change nothing here, loading them says why, nor does `progress` that says so; it hears of an archive
/// that is opened, unless it is null.
Experiment completed(Experiment experiment, LoadProgress* progress = nullptr);

} // namespace tristate::train
