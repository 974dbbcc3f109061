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
    constexpr double kEverySample = 100;
    if (experiment.train.targetError == 0) return;
    if (metricOf(experiment) == Metric::ErrorRate && experiment.train.targetError > kEverySample)
        throw Error(say::kSettingRange, SettingName{"train.targetError"}, experiment.train.targetError, 0,
                    kEverySample);
    if (experiment.data.validation == 0)
        throw Error(say::kTargetNeedsValidation, SettingName{"train.targetError"},
                    SettingName{"data.validation"});
    if (!experiment.train.gates)
        throw Error(say::kTargetNeedsGates, SettingName{"train.targetError"}, SettingName{"train.gates"});
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
    if (config.targetError > 0 && lambdas.lambda3 == 0) lambdas.lambda3 = kGoalStrength;
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
