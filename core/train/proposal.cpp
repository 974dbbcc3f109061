#include "core/train/proposal.h"

#include "core/train/normalise.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tristate::train {

namespace {

/// Wide enough to have units to spare: the gates close them.
int widthFor(const data::Dataset& training) {
    constexpr int kLeast = 32, kMost = 256;
    return std::clamp(4 * training.shape.features(), kLeast, kMost);
}

std::string netText(const data::Dataset& training) {
    constexpr int kSideForMaps = 12;
    const Shape& shape = training.shape;
    const std::string outputs =
        std::to_string(training.isRegression() ? std::ssize(training.targets) : training.classes);
    if (!shape.isFlat() && std::min(shape.height, shape.width) >= kSideForMaps)
        return toString(shape) + ":16c3+1b-p2-32c3+1b-p2-128-" + outputs;
    const int width = widthFor(training);
    return toString(Shape{shape.features(), 1, 1}) + "-" + std::to_string(width) + "-" +
           std::to_string(std::max(width / 2, 1)) + "-" + outputs;
}

} // namespace

Experiment propose(const data::DataSpec& data, const data::Splits& splits) {
    constexpr double kSteps = 2000;
    constexpr int kLeastBatch = 8, kMostBatch = 128, kMinibatches = 32, kLeastEpochs = 10, kMostEpochs = 200;
    Experiment experiment;
    experiment.data = data;
    experiment.net = graph::parseGraph(netText(splits.train));
    if (!splits.train.columns.empty() && data.normalise) experiment.net = normalised(experiment.net);
    if (splits.train.isRegression()) {
        experiment.data.task = data::TaskKind::Regression;
        experiment.net = withUnits(experiment.net);
    }
    TrainConfig& train = experiment.train;
    const auto samples = static_cast<int>(splits.train.size());
    train.batch = std::clamp(samples / kMinibatches, kLeastBatch, kMostBatch);
    const double steps = std::ceil(static_cast<double>(samples) / train.batch);
    const TrainConfig usual;
    train.epochs = std::clamp(static_cast<int>(std::lround(kSteps / steps)), kLeastEpochs, kMostEpochs);
    const double share = static_cast<double>(train.epochs) / usual.epochs;
    train.warmupEpochs = static_cast<int>(std::lround(share * usual.warmupEpochs));
    train.frozenEpochs = static_cast<int>(std::lround(share * usual.frozenEpochs));
    constexpr double kStrength = 1e-3;
    train.lambdas.lambda3 = kStrength;
    return experiment;
}

} // namespace tristate::train
