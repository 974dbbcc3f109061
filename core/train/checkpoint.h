#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"
#include "core/train/goal.h"
#include "core/train/trainer.h"

#include <memory>

namespace tristate::train {

/// Where a run with a target stands, and the smallest network that met it; null when there is none.
struct Goal {
    GoalState state;
    std::shared_ptr<const nn::Network> best; ///< without the optimizer's memory
};

/// Everything a run is at a minibatch boundary: enough to continue it bit for bit. Immutable once made.
struct Checkpoint {
    Experiment experiment;
    LiveSettings live;
    nn::Network network;  ///< weights, gates, optimizer state, original indices
    TrainerState trainer; ///< step, order of samples, random state
    std::shared_ptr<const data::Splits>
        data; ///< null when read from a file: loaded again from experiment.data
    Goal goal{};
    /// What the run began with when that came from a file; null: weights drawn from the experiment's seed.
    std::shared_ptr<const nn::Network> imported{};
};

/// Where a new run begins: weights drawn from the experiment's seed, or a network as built from
/// experiment.net; its gates are set to their start.
std::shared_ptr<const Checkpoint> freshCheckpoint(const Experiment& experiment,
                                                  std::shared_ptr<const data::Splits> data);
std::shared_ptr<const Checkpoint>
freshCheckpoint(const Experiment& experiment, std::shared_ptr<const data::Splits> data, nn::Network network);
/// The same, and every checkpoint of the run knows the network, so that it can begin anew with it.
std::shared_ptr<const Checkpoint> freshCheckpointFrom(std::shared_ptr<const nn::Network> imported,
                                                      const Experiment& experiment,
                                                      std::shared_ptr<const data::Splits> data);

/// What somebody asks for who leaves everything as it is: of a run with a target that is the strength lambda3
/// has while it is in force, also while it rests.
LiveSettings askedLive(const Checkpoint& checkpoint);

/// What is in force once somebody asks for `asked`: a steered lambda3 stays as it is unless another one is
/// asked for.
LiveSettings liveInForce(const Checkpoint& checkpoint, LiveSettings asked);

} // namespace tristate::train
