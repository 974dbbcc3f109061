#pragma once

#include "core/base/message.h"
#include "core/train/experiment.h"

#include <cstdint>
#include <optional>

namespace tristate::train {

/// How far the cost of a unit alone lowers the width gates over a run, the gradient of the loss left aside.
/// Known for gates that close below a threshold and for the cost model Neurons; lambda1 is left aside, too:
/// above 0.5 it pushes gates up.
struct Reach {
    double fall = 0;          ///< of a gate over the whole run
    double needed = 0;        ///< a gate has to fall by more, or (real-valued gates) by as much
    double leastStrength = 0; ///< lambda3 that does it in this time; 0: there is no time at all
    int leastEpochs = 0;      ///< between warm-up and freeze, with this lambda3; 0: no number does
};

/// Nothing when units can close, or when it cannot be told: no end, a target, gates that do not learn,
/// another cost model. `samples`: how many the training data have.
std::optional<Reach> shortReach(const Experiment& experiment, std::int64_t samples);

/// The same as a warning to give before a run starts, with the least strength or epochs that would do; empty
/// for none. Reads at most the header of a file of the training data; without one, or when it cannot be read,
/// there is no warning. Thread-safe.
Message reachWarning(const Experiment& experiment);

} // namespace tristate::train
