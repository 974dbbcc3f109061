#pragma once

#include "core/train/checkpoint.h"
#include "core/train/gate_edit.h"
#include "core/train/reports.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tristate::train {

class Observer;

/// The settings that were in force for the minibatch after `step`, by the events of a run in the order in
/// which they were reported; null when none of them is that old. A run that diverged went back in steps: what
/// was reported later counts.
const LiveSettings* liveAt(const std::vector<Event>& events, std::int64_t step);

/// The gates that were set by hand at `step`, in order, by the same events: what a run that diverged went
/// back behind does not count.
std::vector<GateEdit> editsAt(const std::vector<Event>& events, std::int64_t step);

/// Is told of every minibatch about to be trained again, on the thread that replays.
using ReplayProgress = std::function<void(std::int64_t step)>;

/// Goes from a checkpoint of a run to `step` of the same run, which is not before it, by training the same
/// minibatches under the settings, and with the gates set by hand, that are on record, steered by the same
/// controller: bit for bit what the run was then. Null when `stop` came first, which is looked at before
/// every minibatch. `from.data` must be there. Trains on the calling thread and its team. `witness` looks on
/// at every minibatch, once what was asked for is in force; null for none. Throws Error when checkpoint and
/// data do not fit together.
std::shared_ptr<const Checkpoint> replay(const Checkpoint& from, const std::vector<Event>& events,
                                         std::int64_t step, const std::stop_token& stop = {},
                                         const ReplayProgress& progress = {}, Observer* witness = nullptr);

} // namespace tristate::train
