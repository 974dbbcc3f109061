#include "core/train/replay.h"

#include "core/base/error.h"
#include "core/messages/runs.h"
#include "core/train/target_controller.h"

#include <cassert>
#include <cmath>
#include <initializer_list>

namespace tristate::train {

namespace {

/// The last change of settings at `step` that counts; null when there was none.
const Event* changeAt(const std::vector<Event>& events, std::int64_t step) {
    const Event* change = nullptr;
    for (const auto& event : events) {
        if (event.step < step) change = nullptr; // the run went back
        if (event.step == step && event.kind == EventKind::SettingsChanged) change = &event;
    }
    return change;
}

/// Asks for what was asked for in a run that is on record, and at the same moments.
class RecordedRequests final : public Observer {
public:
    explicit RecordedRequests(const std::vector<Event>& events) : m_events(events) {}

    void beforeStep(Driver& driver) override {
        const std::int64_t now = driver.stepsDone();
        if (const auto* live = liveAt(m_events, now)) {
            followStrength(driver, *live);
            driver.setLive(*live);
        }
        for (const auto& edit : editsAt(m_events, now)) driver.edit(edit);
    }

private:
    /// What the controller did is done by the controller: what differs, a person asked for.
    void followStrength(Driver& driver, const LiveSettings& live) const {
        if (!driver.experiment().train.hasTarget()) return;
        const Event* change = changeAt(m_events, driver.stepsDone());
        if (!change) return;
        if (std::isfinite(change->strength))
            driver.setStrength(change->strength);
        else if (live.lambdas.lambda3 != driver.live().lambdas.lambda3) // in older files
            driver.setStrength(live.lambdas.lambda3);
    }

    const std::vector<Event>& m_events;
};

class ProgressReports final : public Observer {
public:
    explicit ProgressReports(const ReplayProgress& report) : m_report(report) {}

    void beforeStep(Driver& driver) override {
        if (m_report) m_report(driver.stepsDone());
    }

private:
    const ReplayProgress& m_report;
};

} // namespace

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
                                         std::int64_t step, const std::stop_token& stop,
                                         const ReplayProgress& progress, Observer* witness) {
    assert(from.data && from.trainer.step <= step);
    Driver driver(from);
    ProgressReports reports(progress);
    RecordedRequests requests(events);
    TargetController target;
    for (Observer* observer : std::initializer_list<Observer*>{&reports, &requests, witness, &target})
        if (observer) driver.attach(*observer);
    switch (driver.run(step, stop)) {
    case Driver::End::Stopped:
        return nullptr;
    case Driver::End::Diverged:
        throw Error(say::kReplayDiverged, driver.stepsDone());
    case Driver::End::Reached:
        break;
    }
    requests.beforeStep(driver); // what was asked for at the step itself
    return driver.checkpoint();
}

} // namespace tristate::train
