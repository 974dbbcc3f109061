#pragma once

#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"

#include <cstdint>
#include <vector>

namespace tristate::train {

/// Where a training run is, apart from its network: enough to go on bit for bit.
struct TrainerState {
    std::int64_t step = 0; ///< minibatches done
    Rng::State order = {}; ///< generator that shuffles the samples, after the present epoch's shuffle
    std::vector<std::uint32_t> permutation; ///< order of samples in the present epoch
    std::int64_t position = 0;              ///< samples of the present epoch already used
};

} // namespace tristate::train
