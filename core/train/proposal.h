#pragma once

#include "core/data/dataset.h"
#include "core/train/experiment.h"

namespace tristate::train {

/// A net and a way to train it for data nobody has said anything about: two hidden layers, or for pictures of
/// 12 pixels and more on each side convolutions with batch normalisation; a minibatch and a number of epochs
/// that give some two thousand steps, with the gates' epochs in proportion. `data` is for the experiment to
/// load again; `splits` is what it holds.
Experiment propose(const data::DataSpec& data, const data::Splits& splits);

} // namespace tristate::train
