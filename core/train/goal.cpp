#include "core/train/goal.h"

namespace tristate::train {

namespace {

/// At the full learning rate the error is so much above what it comes down to; seen on LeNet-5, where gates
/// froze at half the rate and the error fell by another 5 to 25 % until the end.
constexpr double kExcessAtFullRate = 0.5;

} // namespace

bool isBest(const GoalState& state, const GoalMeasurement& now, double targetError) {
    return now.error <= targetError && (!state.isMet() || now.parameters < state.bestParameters);
}

GoalState steer(const GoalState& before, const GoalMeasurement& now, double targetError) {
    GoalState after = before;
    after.estimate = now.error / (1 + kExcessAtFullRate * now.rateShare);
    after.isPruning = after.estimate <= targetError;
    if (isBest(before, now, targetError)) {
        after.bestError = now.error;
        after.bestParameters = now.parameters;
        after.bestStep = now.step;
    }
    return after;
}

double askedLambda3(double inForce, const GoalState& state) {
    return inForce > 0 ? inForce : state.strength;
}

} // namespace tristate::train
