#include "core/train/reach.h"

#include "core/graph/channel_groups.h"
#include "core/messages/settings.h"
#include "core/nn/gate_estimator.h"
#include "core/train/settings.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tristate::train {

namespace {

bool hasLearningGates(const graph::Graph& net) {
    if (net.nodes.empty()) return false;
    const graph::ChannelGroups groups = graph::channelGroups(net);
    return std::any_of(groups.gated.begin(), groups.gated.end(),
                       [&](int g) { return !groups.groups[static_cast<std::size_t>(g)].fixed; });
}

/// The run is one whose reach can be told, and which is meant to close units by lambda3.
bool canBeTold(const Experiment& experiment) {
    const TrainConfig& train = experiment.train;
    const bool rewardsDepth = train.depthGates && train.lambdas.lambda4 > 0 && train.lambdas.lambda3 == 0;
    return train.gates && train.epochs > 0 && !train.hasTarget() && train.gateRate > 0 && !rewardsDepth &&
           train.cost == objective::CostModel::Neurons &&
           train.estimator != nn::GateEstimator::HardConcrete && hasLearningGates(experiment.net);
}

/// The sum of lambda3's share in force over so many steps in which gates learn (see lambdasAt).
double strengthSteps(const TrainConfig& train, double steps, double stepsPerEpoch) {
    const double rise = train.lambdaWarmupEpochs * stepsPerEpoch;
    if (steps <= rise) return steps * (steps - 1) / (2 * rise);
    return steps - (rise > 0 ? (rise + 1) / 2 : 0);
}

/// The first number of epochs that is enough; 0 when none is.
int leastEpochs(const TrainConfig& train, double stepsPerEpoch, double strength, double needed) {
    const auto isEnough = [&](int epochs) {
        return train.gateRate * strength * strengthSteps(train, epochs * stepsPerEpoch, stepsPerEpoch) >
               needed;
    };
    int low = 0, high = static_cast<int>(findSetting("train.epochs")->most);
    if (!isEnough(high)) return 0;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (isEnough(middle) ? high : low) = middle;
    }
    return high;
}

/// The next number of two digits that is larger by more than rounding.
double roundedUp(double value) {
    constexpr double kMargin = 1.0001;
    const double unit = std::pow(10, std::floor(std::log10(value * kMargin)) - 1);
    return std::ceil(value * kMargin / unit) * unit;
}

SettingName name(const char* path) {
    return {path};
}

Message warningOf(const Reach& reach) {
    if (reach.leastStrength == 0)
        return Message(say::kGatesNeverLearn, name("train.warmupEpochs"), name("train.frozenEpochs"),
                       std::max(reach.leastEpochs, 1));
    if (reach.leastEpochs == 0)
        return Message(say::kNoUnitCanGo, reach.fall, reach.needed, name("train.lambda3"),
                       reach.leastStrength);
    return Message(say::kNoUnitCanGoSoSoon, reach.fall, reach.needed, name("train.lambda3"),
                   reach.leastStrength, reach.leastEpochs, name("train.warmupEpochs"),
                   name("train.frozenEpochs"));
}

} // namespace

std::optional<Reach> shortReach(const Experiment& experiment, std::int64_t samples) {
    if (!canBeTold(experiment) || samples <= 0) return std::nullopt;
    const TrainConfig& train = experiment.train;
    const double stepsPerEpoch = std::ceil(static_cast<double>(samples) / train.batch);
    const double needed = train.gateStart - train.gateSpread - nn::openLimit(train.estimator);
    if (needed < 0) return std::nullopt;
    const double strength = train.lambdas.lambda3;
    const int epochs = train.epochs - train.warmupEpochs - train.frozenEpochs;
    const double steps = epochs > 0 ? strengthSteps(train, epochs * stepsPerEpoch, stepsPerEpoch) : 0;
    const double fall = train.gateRate * strength * steps;
    if (fall > needed || (train.estimator == nn::GateEstimator::RealValued && fall >= needed))
        return std::nullopt;
    const double smallest = std::numeric_limits<double>::min();
    return Reach{fall, needed,
                 steps > 0 ? roundedUp(std::max(needed, smallest) / (train.gateRate * steps)) : 0,
                 leastEpochs(train, stepsPerEpoch, strength, needed)};
}

Message reachWarning(const Experiment& experiment) {
    if (!canBeTold(experiment)) return {};
    const std::int64_t samples = data::countTrainingSamples(experiment.data);
    const auto reach = shortReach(experiment, samples);
    return reach ? warningOf(*reach) : Message();
}

} // namespace tristate::train
