#include "core/train/replay.h"

#include <cassert>

namespace tristate::train {

const LiveSettings* liveAt(const std::vector<Event>& events, std::int64_t step) {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if (event->step <= step) return &event->live;
    return nullptr;
}

std::vector<GateEdit> editsAt(const std::vector<Event>& events, std::int64_t step) {
    std::vector<GateEdit> edits;
    for (const auto& event : events) {
        if (event.step < step) edits.clear(); // the run went back
        if (event.step != step) continue;
        if (event.kind == EventKind::UnitPruned || event.kind == EventKind::UnitRestored)
            edits.push_back({event.layer, event.unit, event.kind == EventKind::UnitRestored});
    }
    return edits;
}

std::shared_ptr<const Checkpoint> replay(const Checkpoint& from, const std::vector<Event>& events,
                                         std::int64_t step, const std::function<bool(std::int64_t)>& goOn) {
    assert(from.data && from.trainer.step <= step);
    auto state = std::make_shared<Checkpoint>(from);
    const auto follow = [&](std::int64_t at) {
        if (const auto* live = liveAt(events, at)) state->live = *live;
        for (const auto& edit : editsAt(events, at)) apply(edit, state->network, at);
    };
    Trainer trainer(state->network, state->data->train, state->experiment.train, from.trainer);
    for (auto at = from.trainer.step; at < step; ++at) {
        if (!goOn(at)) return nullptr;
        follow(at);
        trainer.step(state->live);
    }
    follow(step);
    state->trainer = trainer.state();
    return state;
}

} // namespace tristate::train
