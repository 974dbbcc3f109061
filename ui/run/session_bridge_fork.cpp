#include "core/train/checkpoint.h"
#include "ui/look/message_text.h"
#include "ui/run/session_bridge.h"

#include <utility>

/// What SessionBridge does with two futures of a run: how the second one begins, both arrive, and it ends.
namespace tristate::ui {
namespace {

/// Of the frame that is shown once what has arrived is; -1: there is none.
std::int64_t frameStep(const Arrivals& arrivals, const RunData& run) {
    const auto* frame = arrivals.frame() ? arrivals.frame() : run.frame.get();
    return frame ? frame->step : -1;
}

std::int64_t stateStep(const Arrivals& arrivals, const RunData& run) {
    const auto* state = arrivals.snapshot() ? arrivals.snapshot() : run.state.get();
    return state ? state->trainer.step : -1;
}

} // namespace

void SessionBridge::fork(const train::Difference& difference) {
    const auto begin = [this, difference] {
        attempt([&] { m_fork.expect(m_session.fork(difference), difference); });
    };
    if (m_fork.isOn()) return;
    if (!m_data.past) return begin();
    m_moments.takeShown([this, begin](const auto& from) {
        if (!beginBranch(from)) return;
        begin();
        m_session.resume(); // after the fork: both begin at the moment shown
    });
}

void SessionBridge::beginFork() {
    m_fork.begin(m_data, m_arrivals.with(m_data), m_runs.nextLabel());
    m_moments.showLive();
    m_moments.hold(true);
    takeIn();
    Q_EMIT forkChanged();
}

bool SessionBridge::hasWholeState() const {
    if (!m_fork.isOn() || !goesOn()) return true;
    const RunData& other = *m_fork.other();
    return frameStep(m_arrivals, m_data) == frameStep(m_fork.arrivals(), other) &&
           stateStep(m_arrivals, m_data) == stateStep(m_fork.arrivals(), other);
}

void SessionBridge::takeInOther(bool withState) {
    for (const auto& event :
         m_fork.takeIn(withState, goesOn(), static_cast<double>(m_clock.elapsed()) / 1000.0))
        if (event.kind == train::EventKind::Diverged) Q_EMIT problem(messageText(event.message));
    const auto& store = m_fork.other()->snapshots;
    if (store->isOverMemory()) m_moments.spillSoon(store);
}

bool SessionBridge::leaveOther() {
    if (!m_fork.isOn()) {
        m_fork.end(); // none that was asked for begins any more
        return false;
    }
    auto other = m_fork.end();
    m_moments.hold(false);
    leave(std::move(*other));
    Q_EMIT forkChanged();
    return true;
}

void SessionBridge::keep(train::Future kept) {
    if (!m_fork.isOn()) return;
    m_session.keep(kept);
    Arrivals arrivals;
    auto other = m_fork.end(&arrivals);
    m_moments.hold(false);
    if (kept == train::Future::Second) {
        m_data = std::move(*other);
        m_arrivals = std::move(arrivals);
        m_moments.cancel();
        Q_EMIT secondKept();
        Q_EMIT liveChanged(m_data.live);
        Q_EMIT historyChanged();
    }
    Q_EMIT forkChanged();
}

void SessionBridge::keepBoth() {
    if (!m_fork.isOn()) return;
    m_session.keep(train::Future::First);
    leaveOther();
}

} // namespace tristate::ui
