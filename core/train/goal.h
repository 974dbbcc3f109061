#pragma once

#include "core/train/experiment.h"

#include <cstdint>
#include <limits>

namespace tristate::train {

/// lambda3 of a run with a target, where none is set.
inline constexpr double kGoalStrength = 3e-3;

/// Where a run with a target stands: it looks for the smallest network with a validation error of at most so
/// many percent (TrainConfig::targetError), within limits of size where there are some, and with limits of
/// size alone for the one with the least error. A value; steer() is the rule that moves it.
struct GoalState {
    bool isPruning = true;           ///< lambda3 is in force; otherwise it is 0 and the network recovers
    double strength = kGoalStrength; ///< lambda3 while it is in force, as somebody asked for it ...
    double boost = 1;                ///< ... and what the limits of size make of it, a factor
    /// The latest size, as GoalMeasurement has it.
    double excess = std::numeric_limits<double>::quiet_NaN();
    /// Percent: what the latest validation error should come down to as the learning rate falls, with the
    /// units that are open.
    double estimate = std::numeric_limits<double>::quiet_NaN();
    /// Of the best network that met the target so far; of equal ones the first. 0 parameters: none did.
    double bestError = std::numeric_limits<double>::quiet_NaN(); ///< percent
    long long bestParameters = 0;
    std::int64_t bestStep = 0;

    bool isMet() const { return bestParameters > 0; }
    double lambda3() const { return isPruning ? strength * boost : 0; }
};

/// A measurement of the validation data.
struct GoalMeasurement {
    double error = 0;         ///< percent
    long long parameters = 0; ///< of the network that was measured, open units only
    double excess = 0;        ///< the largest share of a limit of size that it takes; 0 without limits
    int checksLeft = 1;       ///< until it should be within the limits, at least 1
    double rateShare = 0;     ///< the learning rate in force, as a share of the one that is set
    std::int64_t step = 0;
};

/// The largest share of its limits that a network takes; 0 without limits.
double excessOf(const TrainConfig& config, long long parameters, long long operations, long long bytes);

/// Whether the network that was measured meets the target and is better than those before: smaller, or, with
/// limits of size alone, of less error.
bool isBest(const GoalState& state, const GoalMeasurement& now, const TrainConfig& config);

/// The controller: lambda3 is in force while the estimate meets the target and rests while it does not. A
/// network that lost too much recovers, by its weights and by units that open again before they are removed,
/// and the next to close are others: the search goes on around the target, in ever finer steps as the
/// learning rate falls. Above a limit of size lambda3 is in force whatever the error, and grows or falls
/// where the network would not be within the limit in time, or long before.
GoalState steer(const GoalState& before, const GoalMeasurement& now, const TrainConfig& config);

/// The lambda3 that somebody asked for, where `inForce` is in force: it may rest.
double askedLambda3(double inForce, const GoalState& state);

} // namespace tristate::train
