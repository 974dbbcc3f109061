#pragma once

#include "core/train/experiment.h"

#include <cstdint>

namespace tristate::train {

/// How far a run is.
struct Progress {
    std::int64_t step = 0; ///< minibatches done
    std::int64_t stepsPerEpoch = 1;

    double epoch() const { return static_cast<double>(step) / static_cast<double>(stepsPerEpoch); }
};

/// The learning rate of the weights in force, from the one that is set.
double rateAt(const TrainConfig& config, double rate, const Progress& progress);

/// The lambdas in force, from those that are set: the width cost and the reward of linearity rise from 0
/// during the warm-up; what makes gates binary waits for its epoch.
objective::Lambdas lambdasAt(const TrainConfig& config, const objective::Lambdas& lambdas,
                             const Progress& progress);

/// The gates learn now: not in the first epochs, nor once they are frozen for good.
bool gatesLearn(const TrainConfig& config, const Progress& progress);

/// The gates will not move any more.
bool gatesAreFrozenForGood(const TrainConfig& config, const Progress& progress);

} // namespace tristate::train
