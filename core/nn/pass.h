#pragma once

#include "core/tensor/activation.h"

#include <algorithm>
#include <cstdint>

namespace tristate::nn {

enum class Purpose { Training, Inference };

/// What a pass over a minibatch is for, and where the random numbers of its dropout and gates come from: the
/// same seed and minibatch give the same numbers, whatever the threads and however far units were removed.
struct Pass {
    int samples = 0; ///< of the minibatch; lanes beyond them are padding
    Purpose purpose = Purpose::Inference;
    std::uint64_t seed = 0;
    std::uint64_t minibatch = 0;
    /// Of inference, when nobody asks for anything but the logits: what layers yield on the way is computed
    /// together where that is possible, and overwritten once it has been read.
    bool onlyLogits = false;

    int groups() const { return groupsFor(samples); }
    bool isTraining() const { return purpose == Purpose::Training; }
    /// How many lanes of a group are samples.
    int lanes(int group) const { return std::clamp(samples - group * kLanes, 0, kLanes); }
};

} // namespace tristate::nn
