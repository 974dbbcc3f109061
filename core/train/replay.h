#pragma once

#include "core/train/checkpoint.h"
#include "core/train/gate_edit.h"
#include "core/train/reports.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace tristate::train {

/// The settings that were in force for the minibatch after `step`, by the events of a run in the order in
/// which they were reported; null when none of them is that old. A run that diverged went back in steps: what
/// was reported later counts.
const LiveSettings* liveAt(const std::vector<Event>& events, std::int64_t step);

/// The gates that were set by hand at `step`, in order, by the same events: what a run that diverged went
/// back behind does not count.
std::vector<GateEdit> editsAt(const std::vector<Event>& events, std::int64_t step);

/// Goes from a checkpoint of a run to `step` of the same run, which is not before it, by training the same
/// minibatches under the settings, and with the gates set by hand, that are on record: bit for bit what the
/// run was then. `goOn(step)` is asked before every minibatch; null is returned when it says no. `from.data`
/// must be there. Trains on the calling thread and its team. Throws Error when checkpoint and data do not fit
/// together.
std::shared_ptr<const Checkpoint> replay(const Checkpoint& from, const std::vector<Event>& events,
                                         std::int64_t step, const std::function<bool(std::int64_t)>& goOn);

} // namespace tristate::train
