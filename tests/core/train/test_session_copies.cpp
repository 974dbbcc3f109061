#include "core/base/mutex.h"
#include "core/train/driver.h"
#include "core/train/session.h"
#include "tests/core/train/session_runs.h"

#include <gtest/gtest.h>

namespace tristate::train {
namespace {

/// Holds every copy of a state up until it is let go.
class SlowCopy final : public Observer {
public:
    void copying(const Driver&) override {
        const LockGuard lock(m_mutex);
        if (!m_isHeld) return;
        ++m_copies;
        m_changed.notifyAll();
        while (m_isHeld) m_changed.wait(m_mutex);
    }
    void hold() {
        const LockGuard lock(m_mutex);
        m_isHeld = true;
        m_copies = 0;
    }
    void waitForCopy() {
        const LockGuard lock(m_mutex);
        while (m_copies == 0) m_changed.wait(m_mutex);
    }
    void letGo() {
        const LockGuard lock(m_mutex);
        m_isHeld = false;
        m_changed.notifyAll();
    }

private:
    Mutex m_mutex;
    CondVar m_changed;
    bool m_isHeld TRISTATE_GUARDED_BY(m_mutex) = false;
    int m_copies TRISTATE_GUARDED_BY(m_mutex) = 0;
};

/// Every verb that does not say it waits; with the copy held up for good, one that waited would never return.
void callEveryVerb(Session& session, const LiveSettings& live) {
    session.state();
    session.run();
    session.drain();
    session.setLive(live);
    session.pause();
    session.resume();
    session.step(1);
    session.stepEpoch();
    session.editGate({.layer = 0, .unit = 2, .open = false});
}

TEST(Session, NoVerbWaitsForACopyAtAPauseOrAfterAGateEdit) {
    const auto slow = std::make_shared<SlowCopy>();
    Session session(Session::Priority::Normal, Session::Snapshots::Mailed, slow);
    const Experiment experiment = moons(0);
    const LiveSettings live = liveSettings(experiment.train);
    session.start(experiment, true);
    session.step(1);
    session.wait(); // past the copy of the epoch's start
    slow->hold();
    session.step(1);
    slow->waitForCopy(); // of the pause
    callEveryVerb(session, live);
    EXPECT_EQ(session.state(), RunState::Running) << "the pause is not reported yet";
    slow->letGo();
    session.pause();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);

    session.checkpoint().get(); // whatever was asked for is done
    session.drain();
    slow->hold();
    session.editGate({.layer = 0, .unit = 3, .open = false});
    slow->waitForCopy(); // for the picture of the gate that was set
    session.state();
    session.run();
    session.drain();
    session.setLive(live);
    session.pause();
    auto copy = session.checkpoint();
    slow->letGo();
    EXPECT_EQ(copy.get()->network.gates()[0]->width[3], 0.0f);
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
}

TEST(Session, ARunThatIsLeftDuringACopyIsLeft) {
    const auto slow = std::make_shared<SlowCopy>();
    Session session(Session::Priority::Normal, Session::Snapshots::Mailed, slow);
    session.start(moons(0), true);
    session.step(1);
    session.wait();
    slow->hold();
    session.step(1);
    slow->waitForCopy();
    const int next = session.start(moons(1));
    EXPECT_EQ(session.state(), RunState::Loading);
    slow->letGo();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Finished);
    EXPECT_EQ(session.drain().run, next);
}

} // namespace
} // namespace tristate::train
