#include "ui/jobs/kept_state.h"

#include "core/base/error.h"
#include "core/messages/files.h"
#include "core/train/checkpoint.h"

#include <utility>

namespace tristate::ui {

std::shared_ptr<const train::Checkpoint> keptState(const ReplayRequest& request, std::int64_t step) {
    auto state = request.snapshots->atOrBefore(step);
    if (!state) throw Error(say::kNoStateKept, step);
    return state;
}

std::shared_ptr<const train::Checkpoint> withData(std::shared_ptr<const train::Checkpoint> state,
                                                  const ReplayRequest& request) {
    if (state->data) return state;
    auto loaded = std::make_shared<train::Checkpoint>(*state);
    loaded->data = request.data ? request.data
                                : std::make_shared<const data::Splits>(data::load(state->experiment.data));
    return loaded;
}

} // namespace tristate::ui
