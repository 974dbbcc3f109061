#include "core/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tristate::train {

double rateAt(const TrainConfig& config, double rate, const Progress& progress) {
    switch (config.schedule) {
    case RateSchedule::Cosine: {
        if (config.epochs == 0) return rate;
        const double done = std::min(progress.epoch() / config.epochs, 1.0);
        return rate * 0.5 * (1 + std::cos(std::numbers::pi * done));
    }
    case RateSchedule::Step:
        return rate * std::pow(config.stepFactor, std::floor(progress.epoch() / config.stepEpochs));
    case RateSchedule::Constant:
        break;
    }
    return rate;
}

objective::Lambdas lambdasAt(const TrainConfig& config, const objective::Lambdas& lambdas,
                             const Progress& progress) {
    objective::Lambdas now = lambdas;
    const double risen = config.lambdaWarmupEpochs > 0
                             ? (progress.epoch() - config.warmupEpochs) / config.lambdaWarmupEpochs
                             : 1;
    now.lambda3 *= std::clamp(risen, 0.0, 1.0);
    now.lambda4 *= std::clamp(risen, 0.0, 1.0);
    if (progress.step < config.binariseEpoch * progress.stepsPerEpoch) now.lambda1 = now.lambda2 = 0;
    return now;
}

bool gatesLearn(const TrainConfig& config, const Progress& progress) {
    return config.gates && progress.step >= config.warmupEpochs * progress.stepsPerEpoch &&
           !gatesAreFrozenForGood(config, progress);
}

bool gatesAreFrozenForGood(const TrainConfig& config, const Progress& progress) {
    if (!config.gates) return true;
    const int frozen = config.hasTarget() ? 0 : config.frozenEpochs;
    return config.epochs > 0 && progress.step >= (config.epochs - frozen) * progress.stepsPerEpoch;
}

} // namespace tristate::train
