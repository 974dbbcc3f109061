#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"
#include "core/train/trainer.h"

#include <memory>

namespace tristate::train {

/// Everything a run is at a minibatch boundary: enough to continue it bit for bit. Immutable once made.
struct Checkpoint {
    Experiment experiment;
    LiveSettings live;
    nn::Network network;  ///< weights, gates, optimizer state, original indices
    TrainerState trainer; ///< step, order of samples, random state
    std::shared_ptr<const data::Splits>
        data; ///< null when read from a file: loaded again from experiment.data
};

} // namespace tristate::train
