#pragma once

#include "core/train/evaluate.h"
#include "core/train/gate_ledger.h"
#include "core/train/loss_split.h"
#include "core/train/replay.h"

#include <optional>

namespace tristate::train {

/// How a run stands at some minibatch.
struct Standing {
    Evaluation evaluation; ///< of the validation data, or the test set where there are none
    int units = 0;         ///< open, over all layers with gates
    long long parameters = 0;
    std::shared_ptr<const Checkpoint> state;
};
Standing standingOf(std::shared_ptr<const Checkpoint> state);

/// What a gate was worth: the run as it was, and as it goes when the gate is held open.
struct HeldGate {
    std::int64_t from = 0; ///< minibatches done when both part
    Standing without, with;
};

/// The minibatches done when a gate that closed is to be held open: one before it closed, but none before the
/// ledger begins.
std::int64_t holdFrom(const GateLedger& ledger);

/// Trains a run again from `from`, in which the unit is still there, to the step of `end`, a later state of
/// the same run, with the gate of the unit at 1 before every minibatch, and compares. All else is as on
/// record. Nothing when `stop` came first. Throws Error when the gate cannot be held open.
std::optional<HeldGate> holdOpen(const Checkpoint& from, std::shared_ptr<const Checkpoint> end,
                                 const std::vector<Event>& events, const GateRef& gate,
                                 const std::stop_token& stop = {}, const ReplayProgress& progress = {});

} // namespace tristate::train
