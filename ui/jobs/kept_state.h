#pragma once

#include "ui/jobs/replays.h"

namespace tristate::ui {

/// The nearest snapshot at or before `step` that is kept, maybe without data. Any thread. Throws Error when
/// there is none.
std::shared_ptr<const train::Checkpoint> keptState(const ReplayRequest& request, std::int64_t step);
/// The state with its data, which are loaded where nobody has them. Any thread.
std::shared_ptr<const train::Checkpoint> withData(std::shared_ptr<const train::Checkpoint> state,
                                                  const ReplayRequest& request);

} // namespace tristate::ui
