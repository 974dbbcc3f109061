#pragma once

#include "core/base/message.h"
#include "core/nn/network.h"

#include <cstdint>

namespace tristate::train {

/// A gate set by hand: w = 1 opens a unit, w = 0 closes it. From there it learns on like any other gate.
struct GateEdit {
    int layer = 0; ///< Gates::index
    int unit = 0;  ///< index in the network as it was built
    bool open = false;
};

/// Why the edit is refused; empty when it is not: the unit must still be there, and a layer keeps its last
/// open unit, input gates the last one that an open map feeds.
Message refusal(const nn::Network& network, const GateEdit& edit);

/// Sets the gate between the minibatches `step - 1` and `step`; does nothing when the unit has left. Doing it
/// again changes nothing.
void apply(const GateEdit& edit, nn::Network& network, std::int64_t step);

} // namespace tristate::train
