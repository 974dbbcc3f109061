#include "core/train/goal.h"

#include <algorithm>
#include <cmath>

namespace tristate::train {

namespace {

/// At the full learning rate the error is so much above what it comes down to; seen on LeNet-5, where gates
/// froze at half the rate and the error fell by another 5 to 25 % until the end.
constexpr double kExcessAtFullRate = 0.5;

/// From one measurement to the next lambda3 grows or falls by so much, and by so much at most in all.
constexpr double kBoost = 1.5, kMostBoost = 1000;

/// Above a limit the network has to shrink by the same share from each measurement to the next, to be within
/// it in time.
double boostOf(const GoalState& before, const GoalMeasurement& now) {
    if (now.excess <= 1 || !before.isPruning || !std::isfinite(before.excess)) return before.boost;
    const double wanted = std::log(now.excess) / now.checksLeft;
    const double shrunk = std::log(before.excess / now.excess);
    if (shrunk < wanted) return std::min(before.boost * kBoost, kMostBoost);
    if (shrunk > 2 * wanted) return std::max(before.boost / kBoost, 1 / kMostBoost);
    return before.boost;
}

} // namespace

double excessOf(const TrainConfig& config, long long parameters, long long operations, long long bytes) {
    double excess = 0;
    const auto add = [&](long long size, int limit) {
        if (limit > 0) excess = std::max(excess, static_cast<double>(size) / limit);
    };
    add(parameters, config.targetParameters);
    add(operations, config.targetOperations);
    add(bytes, config.targetBytes);
    return excess;
}

bool isBest(const GoalState& state, const GoalMeasurement& now, const TrainConfig& config) {
    if (now.excess > 1) return false;
    if (config.targetError > 0)
        return now.error <= config.targetError && (!state.isMet() || now.parameters < state.bestParameters);
    return !state.isMet() || now.error < state.bestError;
}

GoalState steer(const GoalState& before, const GoalMeasurement& now, const TrainConfig& config) {
    GoalState after = before;
    after.estimate = now.error / (1 + kExcessAtFullRate * now.rateShare);
    after.isPruning = now.excess > 1 || (config.targetError > 0 && after.estimate <= config.targetError);
    if (config.hasSizeTarget()) {
        after.boost = boostOf(before, now);
        after.excess = now.excess;
    }
    if (isBest(before, now, config)) {
        after.bestError = now.error;
        after.bestParameters = now.parameters;
        after.bestStep = now.step;
    }
    return after;
}

double askedLambda3(double inForce, const GoalState& state) {
    return inForce > 0 && inForce != state.strength * state.boost ? inForce : state.strength;
}

} // namespace tristate::train
