#pragma once

#include "core/train/gate_ledger.h"
#include "core/train/replay.h"

#include <memory>

namespace tristate::train {

/// A gate's ledger, and the state that the replay ended with, which is the run's bit for bit.
struct GateTrace {
    GateLedger ledger;
    std::shared_ptr<const Checkpoint> state;
};

/// Trains a run again from a checkpoint to `step`, as replay() does, and keeps the ledger of a gate on the
/// way: the loss of every minibatch in which it learns is taken apart in a training pass of its own, so that
/// nothing of the run changes. Nothing when `stop` came first. Throws Error when there is no such gate in the
/// checkpoint (it says why: the unit was removed, the layer merged...), and as replay() does.
std::optional<GateTrace> traceGate(const Checkpoint& from, const std::vector<Event>& events,
                                   std::int64_t step, const GateRef& gate, const std::stop_token& stop = {},
                                   const ReplayProgress& progress = {});

} // namespace tristate::train
