#include "core/train/experiment.h"

#include "core/base/error.h"
#include "core/messages/settings.h"
#include "core/train/goal.h"
#include "core/train/settings.h"
#include "core/train/task.h"

namespace tristate::train {

namespace {

/// The test set is only reported, never steered by.
void validateGoal(const Experiment& experiment) {
    const TrainConfig& train = experiment.train;
    const SettingName name{train.targetError > 0        ? "train.targetError"
                           : train.targetParameters > 0 ? "train.targetParameters"
                           : train.targetOperations > 0 ? "train.targetOperations"
                                                        : "train.targetBytes"};
    if (!train.hasTarget()) return;
    constexpr double kEverySample = 100;
    if (metricOf(experiment) == Metric::ErrorRate && train.targetError > kEverySample)
        throw Error(say::kSettingRange, name, train.targetError, 0, kEverySample);
    if (experiment.data.validation == 0)
        throw Error(say::kTargetNeedsValidation, name, SettingName{"data.validation"});
    if (!train.gates) throw Error(say::kTargetNeedsGates, name, SettingName{"train.gates"});
    if (train.hasSizeTarget() && train.epochs == 0)
        throw Error(say::kTargetNeedsEnd, name, SettingName{"train.epochs"});
}

} // namespace

void validate(const Experiment& experiment) {
    graph::validate(experiment.net);
    for (const Setting& setting : settings())
        if (setting.data || setting.train) checkRange(setting, setting.path, setting.get(experiment));
    validateGoal(experiment);
}

LiveSettings liveSettings(const TrainConfig& config) {
    objective::Lambdas lambdas = config.lambdas;
    if (config.hasTarget() && lambdas.lambda3 == 0) lambdas.lambda3 = kGoalStrength;
    return {.lambdas = lambdas,
            .rate = config.rate,
            .gateRate = config.gateRate,
            .freezeWeights = false,
            .freezeGates = false,
            .patience = config.patience,
            .pauseSeconds = 0,
            .watch = false};
}

void validate(const LiveSettings& live) {
    for (const Setting& setting : settings())
        if (setting.live) checkRange(setting, setting.key(), setting.live.get(live));
}

} // namespace tristate::train
