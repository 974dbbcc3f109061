#include "core/train/checkpoint.h"

#include "core/train/normalise.h"

#include <utility>

namespace tristate::train {

namespace {

Checkpoint startOf(Experiment experiment, std::shared_ptr<const data::Splits> data, nn::Network network) {
    if (data->train.isRegression()) experiment.data.task = data::TaskKind::Regression; // if it was a guess
    startGates(network, experiment.train);
    fitNormalisation(network, data->train);
    const std::size_t samples = data->train.size();
    return {experiment, liveSettings(experiment.train), std::move(network),
            TrainerState{0, data::SampleOrder(samples, orderRng(experiment.train))}, std::move(data)};
}

} // namespace

std::shared_ptr<const Checkpoint> freshCheckpoint(const Experiment& experiment,
                                                  std::shared_ptr<const data::Splits> data) {
    return freshCheckpoint(experiment, std::move(data), makeNetwork(experiment));
}

std::shared_ptr<const Checkpoint>
freshCheckpoint(const Experiment& experiment, std::shared_ptr<const data::Splits> data, nn::Network network) {
    return std::make_shared<const Checkpoint>(startOf(experiment, std::move(data), std::move(network)));
}

std::shared_ptr<const Checkpoint> freshCheckpointFrom(std::shared_ptr<const nn::Network> imported,
                                                      const Experiment& experiment,
                                                      std::shared_ptr<const data::Splits> data) {
    Checkpoint checkpoint = startOf(experiment, std::move(data), *imported);
    checkpoint.imported = std::move(imported);
    return std::make_shared<const Checkpoint>(std::move(checkpoint));
}

LiveSettings askedLive(const Checkpoint& checkpoint) {
    LiveSettings asked = checkpoint.live;
    if (checkpoint.experiment.train.hasTarget())
        asked.lambdas.lambda3 = askedLambda3(asked.lambdas.lambda3, checkpoint.goal.state);
    return asked;
}

LiveSettings liveInForce(const Checkpoint& checkpoint, LiveSettings asked) {
    if (asked.lambdas.lambda3 == askedLive(checkpoint).lambdas.lambda3)
        asked.lambdas.lambda3 = checkpoint.live.lambdas.lambda3;
    return asked;
}

} // namespace tristate::train
