#include "core/train/experiment.h"

#include "core/base/error.h"
#include "core/train/goal.h"

#include <limits>
#include <locale>
#include <sstream>

namespace tristate::train {

namespace {

// Far beyond what is sensible, but safe from overflow and from exhausting the memory.
constexpr int kMaxEpochs = 1'000'000;
constexpr int kMaxShift = 1000;     // pixels
constexpr double kMaxElastic = 100; // pixels
constexpr int kMaxBatch = 65'536;
constexpr int kMaxThreads = 1024;
constexpr int kMaxSamples = 10'000'000;
constexpr int kMaxClasses = 256; // labels are bytes
constexpr int kMaxSteps = std::numeric_limits<int>::max();
constexpr double kMaxRate = 1000;
constexpr double kMaxDecay = 100;
constexpr double kMaxLambda = 1e6;
constexpr double kMaxPause = 60;

/// Also refuses NaN, which compares false with everything.
template <class T>
void requireRange(const std::string& setting, T value, T least, T most) {
    if (value >= least && value <= most) return;
    std::ostringstream sentence;
    sentence.imbue(std::locale::classic());
    sentence << setting << " is " << value << ", expected " << least << " to " << most;
    throw Error(sentence.str());
}

void requireLambdas(const std::string& prefix, const objective::Lambdas& lambdas) {
    requireRange(prefix + "lambda1", lambdas.lambda1, 0.0, kMaxLambda);
    requireRange(prefix + "lambda2", lambdas.lambda2, 0.0, kMaxLambda);
    requireRange(prefix + "lambda3", lambdas.lambda3, 0.0, kMaxLambda);
    requireRange(prefix + "lambda4", lambdas.lambda4, 0.0, kMaxLambda);
}

void validate(const data::DataSpec& data) {
    if (data.source.empty())
        throw Error(
            "data.source is empty, expected a directory or the name of generated data such as digits");
    requireRange("data.validation", data.validation, 0, kMaxSamples);
    requireRange("data.classes", data.classes, 0, kMaxClasses);
    requireRange("data.trainSamples", data.trainSamples, 1, kMaxSamples);
    requireRange("data.testSamples", data.testSamples, 1, kMaxSamples);
}

void validate(const data::Augmentation& augmentation) {
    const std::string prefix = "train.";
    requireRange(prefix + "shift", augmentation.shift, 0, kMaxShift);
    requireRange(prefix + "rotate", augmentation.rotate, 0.0, 180.0);
    requireRange(prefix + "scale", augmentation.scale, 0.0, 0.9);
    requireRange(prefix + "shear", augmentation.shear, 0.0, 1.0);
    requireRange(prefix + "elastic", augmentation.elastic, 0.0, kMaxElastic);
    requireRange(prefix + "elasticSmoothness", augmentation.elasticSmoothness, 0.6, kMaxElastic);
}

void validate(const TrainConfig& train) {
    requireRange("train.epochs", train.epochs, 0, kMaxEpochs);
    requireRange("train.batch", train.batch, 1, kMaxBatch);
    requireRange("train.threads", train.threads, 0, kMaxThreads);
    requireRange("train.rate", train.rate, 0.0, kMaxRate);
    requireRange("train.momentum", train.momentum, 0.0, 1.0);
    requireRange("train.weightDecay", train.weightDecay, 0.0, kMaxDecay);
    requireRange("train.stepEpochs", train.stepEpochs, 1, kMaxEpochs);
    requireRange("train.stepFactor", train.stepFactor, 0.0, 1.0);
    validate(train.augmentation);
    requireRange("train.gateRate", train.gateRate, 0.0, kMaxRate);
    requireRange("train.gateStart", train.gateStart, 0.0, 1.0);
    requireLambdas("train.", train.lambdas);
    requireRange("train.warmupEpochs", train.warmupEpochs, 0, kMaxEpochs);
    requireRange("train.lambdaWarmupEpochs", train.lambdaWarmupEpochs, 0, kMaxEpochs);
    requireRange("train.binariseEpoch", train.binariseEpoch, 0, kMaxEpochs);
    requireRange("train.frozenEpochs", train.frozenEpochs, 0, kMaxEpochs);
    requireRange("train.patience", train.patience, 0, kMaxSteps);
    requireRange("train.targetError", train.targetError, 0.0, 100.0);
}

/// The test set is only reported, never steered by.
void validateGoal(const Experiment& experiment) {
    if (experiment.train.targetError == 0) return;
    if (experiment.data.validation == 0)
        throw Error("train.targetError needs data.validation, but no training samples are held out");
    if (!experiment.train.gates)
        throw Error("train.targetError needs gates to steer, but train.gates is off");
}

} // namespace

void validate(const Experiment& experiment) {
    nn::validate(experiment.net);
    validate(experiment.data);
    validate(experiment.train);
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
            .pauseSeconds = 0};
}

void validate(const LiveSettings& live) {
    requireLambdas("", live.lambdas);
    requireRange("rate", live.rate, 0.0, kMaxRate);
    requireRange("gateRate", live.gateRate, 0.0, kMaxRate);
    requireRange("patience", live.patience, 0, kMaxSteps);
    requireRange("pauseSeconds", live.pauseSeconds, 0.0, kMaxPause);
}

} // namespace tristate::train
