#include "core/base/mutex.h"
#include "core/train/driver.h"
#include "core/train/history.h"
#include "core/train/session.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <thread>

namespace tristate::train {
namespace {

/// A toy set that load() knows, so that the worker's own loading is part of the test.
Experiment moons(int epochs) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = nn::parseNetworkSpec("2-24-2");
    experiment.data = {.source = "moons", .trainSamples = 400, .testSamples = 100};
    experiment.train.epochs = epochs;
    return experiment;
}

/// Collects mail until an event of this kind is there; fails after a generous while.
class Collector {
public:
    explicit Collector(Session& session) : m_session(session) {}

    const Event* waitFor(EventKind kind, std::size_t from = 0) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (std::chrono::steady_clock::now() < deadline) {
            collect();
            for (std::size_t i = from; i < history.events().size(); ++i)
                if (history.events()[i].kind == kind) return &history.events()[i];
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ADD_FAILURE() << "the event did not come";
        return nullptr;
    }
    void collect() {
        Mail mail = m_session.drain();
        if (mail.frame) frame = mail.frame;
        history.add(std::move(mail));
    }

    History history;
    std::shared_ptr<const Frame> frame;

private:
    Session& m_session;
};

std::string signatureOf(Session& session) {
    return session.checkpoint().get()->network.signature();
}

TEST(Session, RunsToItsEndAndReports) {
    Session session;
    Collector collector(session);
    session.start(moons(5));
    session.wait();
    EXPECT_EQ(session.state(), RunState::Finished);
    ASSERT_TRUE(collector.waitFor(EventKind::Finished));
    EXPECT_EQ(collector.history.events().front().kind, EventKind::Started);
    ASSERT_FALSE(collector.history.points().empty());
    EXPECT_EQ(collector.history.points().back().step, 50);
    EXPECT_FALSE(std::isnan(collector.history.points().back().evaluationError));
    ASSERT_TRUE(collector.frame);
    EXPECT_EQ(collector.frame->layers.size(), 2u);
    EXPECT_FALSE(std::isnan(collector.frame->testError));
}

TEST(Session, SteppingAndPausingGoWhereRunningGoes) {
    Session stepped, straight;
    straight.start(moons(4));
    straight.wait();
    stepped.start(moons(4), true);
    stepped.wait();
    EXPECT_EQ(stepped.state(), RunState::Paused);
    stepped.step(1);
    stepped.wait();
    EXPECT_EQ(stepped.checkpoint().get()->trainer.step, 1);
    stepped.step(5);
    stepped.wait();
    EXPECT_EQ(stepped.checkpoint().get()->trainer.step, 6);
    stepped.stepEpoch();
    stepped.wait();
    EXPECT_EQ(stepped.checkpoint().get()->trainer.step, 10);
    stepped.resume();
    stepped.wait();
    EXPECT_EQ(stepped.state(), RunState::Finished);
    EXPECT_EQ(signatureOf(stepped), signatureOf(straight));
}

TEST(Session, ASettingsChangeActsOnTheVeryNextMinibatchAndIsOnRecord) {
    Session session;
    Collector collector(session);
    Experiment experiment = moons(0);
    experiment.train.warmupEpochs = 0;
    const int run = session.start(experiment, true);
    session.wait();
    session.step(7);
    session.wait();
    LiveSettings live = liveSettings(experiment.train);
    live.lambdas.lambda3 = 0.25;
    session.setLive(live);
    session.step(1);
    session.wait();
    const Event* event = collector.waitFor(EventKind::SettingsChanged);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->step, 7) << "seven minibatches had the old value, the eighth has the new one";
    EXPECT_EQ(event->live.lambdas.lambda3, 0.25);
    EXPECT_NE(toText(event->message).find("lambda3 0 -> 0.25"), std::string::npos);
    collector.collect();
    EXPECT_EQ(collector.history.points().back().step, 8);
    EXPECT_EQ(collector.history.points().back().lambdas.lambda3, 0.25);
    EXPECT_EQ(session.run(), run) << "nothing restarted";
}

TEST(Session, ASettingsChangeWhileRunningTakesEffectWithoutARestart) {
    Session session;
    Collector collector(session);
    Experiment experiment = moons(0);
    experiment.train.warmupEpochs = 0;
    session.start(experiment);
    LiveSettings live = liveSettings(experiment.train);
    live.lambdas.lambda3 = 0.5;
    session.setLive(live);
    const Event* event = collector.waitFor(EventKind::SettingsChanged);
    ASSERT_TRUE(event);
    const auto changedAt = event->step;
    collector.waitFor(EventKind::UnitsRemoved);
    session.pause();
    session.wait();
    collector.collect();
    for (const Point& point : collector.history.points()) {
        if (point.step <= changedAt) {
            EXPECT_EQ(point.lambdas.lambda3, 0) << point.step;
        }
    }
    EXPECT_EQ(collector.history.points().back().lambdas.lambda3, 0.5);
    EXPECT_EQ(session.run(), 1);
    int started = 0;
    for (const Event& e : collector.history.events()) started += e.kind == EventKind::Started;
    EXPECT_EQ(started, 1);
}

TEST(Session, ContinuingACheckpointEqualsNeverHavingStopped) {
    Experiment experiment = moons(8);
    experiment.train.lambdas.lambda3 = 2e-2;
    Session straight;
    straight.start(experiment);
    straight.wait();
    Session first;
    first.start(experiment, true);
    first.wait();
    first.step(33);
    first.wait();
    const auto saved = first.checkpoint().get();
    Session second;
    second.start(saved);
    second.wait();
    EXPECT_EQ(second.state(), RunState::Finished);
    EXPECT_EQ(signatureOf(second), signatureOf(straight));
}

TEST(Session, DivergenceBringsTheLastGoodStateBackAndPauses) {
    Session session;
    Collector collector(session);
    Experiment experiment = moons(0);
    experiment.net = nn::parseNetworkSpec("2-24-24-2");
    experiment.train.optimizer = OptimizerKind::Sgd;
    experiment.train.rate = 0.01;
    session.start(experiment, true);
    session.wait();
    // Linear layers cannot die: a rate far too high makes their product grow beyond every number.
    auto linear = std::make_shared<Checkpoint>(*session.checkpoint().get());
    for (auto* gates : linear->network.gates()) gates->depth = 1;
    session.start(linear, true);
    session.wait();
    session.stepEpoch();
    session.wait();
    session.step(2);
    session.wait();
    LiveSettings live = liveSettings(experiment.train);
    live.rate = 1000;
    session.setLive(live);
    session.step(200);
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
    ASSERT_TRUE(collector.waitFor(EventKind::Diverged));
    const auto state = session.checkpoint().get();
    EXPECT_EQ(state->trainer.step, 10) << "the end of the first epoch";
    for (const auto* parameter : state->network.parameters()) EXPECT_TRUE(parameter->value.isFinite().all());
}

TEST(Session, AFailureIsASentenceAndTheSessionLives) {
    Session session;
    Collector collector(session);
    Experiment experiment = moons(1);
    experiment.data.source = "no-such-data";
    session.start(experiment);
    session.wait();
    EXPECT_EQ(session.state(), RunState::Failed);
    const Event* event = collector.waitFor(EventKind::Failed);
    ASSERT_TRUE(event);
    EXPECT_NE(toText(event->message).find("no-such-data"), std::string::npos);
    EXPECT_THROW(session.checkpoint().get(), Error);
    session.start(moons(1));
    session.wait();
    EXPECT_EQ(session.state(), RunState::Finished);
}

TEST(Session, ANewRunReplacesTheOldAndDropsItsMail) {
    Session session;
    const int first = session.start(moons(0));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const int second = session.start(moons(1));
    EXPECT_EQ(second, first + 1);
    session.wait();
    const Mail mail = session.drain();
    EXPECT_EQ(mail.run, second);
    ASSERT_FALSE(mail.points.empty());
    EXPECT_EQ(mail.points.back().step, 10);
    int started = 0;
    for (const Event& e : mail.events) started += e.kind == EventKind::Started;
    EXPECT_EQ(started, 1);
}

TEST(Session, RefusesSettingsThatCannotBeAtOnce) {
    Session session;
    Experiment experiment = moons(1);
    experiment.train.batch = 0;
    EXPECT_THROW(session.start(experiment), Error);
    LiveSettings live;
    live.lambdas.lambda3 = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(session.setLive(live), Error);
}

TEST(Session, StopAndDestructionEndARunAtOnce) {
    Session session;
    session.start(moons(0));
    session.stop();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Idle);
    session.start(moons(0));
} // the destructor ends the second run

TEST(Session, PausesHoweverCloselyPauseFollowsResume) {
    Session session;
    session.start(moons(0), true);
    session.wait();
    for (int i = 0; i < 200; ++i) {
        session.resume();
        session.pause();
        session.wait();
        ASSERT_EQ(session.state(), RunState::Paused);
    }
}

TEST(Session, SlowMotionCanBeInterrupted) {
    Session session;
    Experiment experiment = moons(0);
    session.start(experiment, true);
    session.wait();
    LiveSettings live = liveSettings(experiment.train);
    live.pauseSeconds = 60;
    session.setLive(live);
    session.resume();
    session.pause();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
}

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
