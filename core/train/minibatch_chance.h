#pragma once

#include "core/data/augmentation.h"
#include "core/nn/pass.h"
#include "core/train/experiment.h"

#include <cstdint>

namespace tristate::train {

/// The chance in the minibatch after `step` minibatches of an experiment, the same for whoever computes it:
/// that of dropout and drawn gates, for so many samples ...
nn::Pass trainingPass(const TrainConfig& config, int samples, std::int64_t step);
/// ... and how its images change.
data::Augmentation augmentationAt(const TrainConfig& config, std::int64_t step);

} // namespace tristate::train
