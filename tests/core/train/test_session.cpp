#include "core/graph/graph_text.h"
#include "core/train/checkpoint.h"
#include "core/train/session.h"
#include "tests/core/train/session_runs.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <thread>

namespace tristate::train {
namespace {

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
    experiment.net = graph::parseGraph("2-24-24-2");
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

TEST(Session, BeginsWithDataThatAreLoadedAlready) {
    Experiment experiment = moons(1);
    const auto data = std::make_shared<const data::Splits>(data::load(experiment.data));
    experiment.data.source = "/nowhere";
    Session session;
    session.start(experiment, true, nullptr, data);
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
    const auto state = session.checkpoint().get();
    EXPECT_EQ(state->data, data);
    auto saved = std::make_shared<Checkpoint>(*state);
    saved->data = nullptr; // as a file has it
    session.start(saved, true, data);
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
}

TEST(Session, StoppingWhileDataAreLoadedIsNoFailure) {
    const test::TempDir dir;
    std::string table = "a,b,kind\n";
    for (int i = 0; i < 200'000; ++i) table += std::to_string(i) + (i % 2 ? ",1,odd\n" : ",2,even\n");
    Experiment experiment = moons(0);
    experiment.data = {.source = dir.write("t.csv", table).string()};
    Session session;
    session.start(experiment);
    EXPECT_LE(session.fractionLoaded(), 1);
    session.stop();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Idle);
    for (const Event& event : session.drain().events) EXPECT_NE(event.kind, EventKind::Failed);
}

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

} // namespace
} // namespace tristate::train
