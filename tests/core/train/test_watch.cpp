#include "core/messages/runs.h"
#include "core/train/run.h"
#include "core/train/watch.h"
#include "tests/core/train/session_runs.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <algorithm>

// How long a run that somebody watches waits, and when it rests.

namespace tristate::train {
namespace {

/// Ten units over two layers, ten minibatches an epoch; what a test does to its gates is all that happens.
class Watched : public testing::Test {
protected:
    Watched() : m_driver(*checkpoint()) { m_driver.attach(m_watch); }

    static std::shared_ptr<const Checkpoint> checkpoint() {
        Experiment experiment = moons(0);
        experiment.net = graph::parseGraph("2-6-4-2");
        experiment.train.batch = 40;
        experiment.train.gates = true;
        experiment.train.patience = 0;
        experiment.train.lambdas = {};
        auto start = std::make_shared<Checkpoint>(
            *freshCheckpoint(experiment, std::make_shared<const data::Splits>(data::load(experiment.data))));
        start->live.watch = true;
        start->live.freezeGates = true;
        return start;
    }
    /// A minibatch that took no time, before which each open gate fell by so much.
    double restAfter(float fall) {
        nn::Network network = m_driver.network();
        for (auto* gates : network.gates()) gates->width = (gates->width - fall).max(0.0F);
        m_driver.replaceNetwork(network);
        m_watch.afterStep(m_driver, {});
        return m_watch.rest();
    }
    void close(int units) {
        nn::Network network = m_driver.network();
        for (auto* gates : network.gates())
            for (int unit = 0; unit < gates->units() && units > 0; ++unit)
                if (gates->isOpen(unit)) gates->width[unit] = 0, --units;
        m_driver.replaceNetwork(network);
    }
    void watch(int epochs) {
        for (int i = 0; i < epochs * m_driver.stepsPerEpoch(); ++i) m_watch.afterStep(m_driver, {});
    }

    Watch m_watch;
    Driver m_driver;
};

TEST_F(Watched, WhereNothingMovesThereIsNoWait) {
    for (int i = 0; i < 50; ++i) EXPECT_EQ(restAfter(0), 0) << i;
}

TEST_F(Watched, GatesFallAtTheSameSpeedWhateverAMinibatchMovesThem) {
    for (const float fall : {2e-5F, 5e-5F, 1e-4F}) {
        double rest = 0;
        for (int i = 0; i < 300; ++i) rest = restAfter(fall);
        EXPECT_NEAR(fall / rest, Watch::kFall, 0.05 * Watch::kFall) << fall;
    }
}

TEST_F(Watched, AStrongPullIsSeenToBeStrong) {
    double rest = 0;
    for (int i = 0; i < 100; ++i) rest = restAfter(1e-3F);
    EXPECT_NEAR(rest, Watch::kStep, 1e-9) << "no slower than that, so that a drag speeds it up";
}

TEST_F(Watched, UnitsCloseAtMostSoFast) {
    restAfter(0);
    close(1);
    EXPECT_EQ(restAfter(0), Watch::kMostSeconds) << "a tenth of all units in one minibatch";
    EXPECT_LE(restAfter(0), Watch::kStep) << "once";
}

TEST_F(Watched, AtFullSpeedThereIsNoWait) {
    LiveSettings live = m_driver.live();
    live.watch = false;
    m_driver.setLive(live);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(restAfter(1e-3F), 0);
    live.pauseSeconds = 0.25;
    m_driver.setLive(live);
    EXPECT_EQ(restAfter(0), 0.25);
}

TEST_F(Watched, StandsStillWhenForLongNothingHasChanged) {
    watch(Watch::kWindowEpochs * Watch::kWindows);
    EXPECT_FALSE(m_watch.takeStandstill()) << "the first window has none to compare with";
    watch(Watch::kWindowEpochs);
    EXPECT_TRUE(m_watch.takeStandstill());
    EXPECT_FALSE(m_watch.takeStandstill()) << "once";
    watch(Watch::kWindowEpochs * (Watch::kWindows + 1));
    EXPECT_TRUE(m_watch.takeStandstill()) << "and again as long afterwards";
}

TEST_F(Watched, WhileUnitsCloseOrTheErrorFallsItGoesOn) {
    double error = 50;
    for (int window = 0; window < 4 * Watch::kWindows; ++window) {
        Evaluation evaluation;
        evaluation.error = error *= 0.8;
        m_watch.evaluated(m_driver, evaluation);
        watch(Watch::kWindowEpochs);
        EXPECT_FALSE(m_watch.takeStandstill()) << window;
    }
    for (int window = 0; window < 8; ++window) {
        close(1);
        watch(Watch::kWindowEpochs);
        EXPECT_FALSE(m_watch.takeStandstill()) << window;
    }
}

TEST_F(Watched, ADragBeginsTheWaitAnew) {
    watch(Watch::kWindowEpochs * Watch::kWindows);
    LiveSettings live = m_driver.live();
    live.lambdas.lambda3 = 0.1;
    m_driver.setLive(live);
    watch(Watch::kWindowEpochs * Watch::kWindows);
    EXPECT_FALSE(m_watch.takeStandstill());
}

TEST(Watching, ChangesNoResult) {
    Experiment experiment = moons(3);
    experiment.train.lambdas.lambda3 = 0.05;
    const auto endOf = [&](bool watch) {
        Mailbox mailbox;
        auto from = std::make_shared<Checkpoint>(
            *freshCheckpoint(experiment, std::make_shared<const data::Splits>(data::load(experiment.data))));
        from->live.watch = watch;
        train::Run run(from, mailbox);
        while (!run.finished()) run.step();
        Point point = mailbox.take().points.back();
        return std::pair(point.gates, point.loss);
    };
    EXPECT_EQ(endOf(true), endOf(false));
}

TEST(Watching, ARunThatStandsStillPausesAndSaysSo) {
    Session session;
    Experiment experiment = moons(0);
    experiment.train.gates = false;
    experiment.train.rate = 0;
    session.start(experiment, true);
    session.wait();
    LiveSettings live = liveSettings(experiment.train);
    live.watch = true;
    session.setLive(live);
    session.resume();
    session.wait();
    EXPECT_EQ(session.state(), RunState::Paused);
    Collector collector(session);
    collector.collect();
    const auto& events = collector.history.events();
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [](const Event& event) {
        return event.kind == EventKind::Paused && event.message.is(say::kNothingChanges);
    }));
    session.resume(); // and goes on when somebody wants it to
    session.pause();
    session.wait();
    const auto paused = std::count_if(events.begin(), events.end(), [](const Event& event) {
        return event.message.is(say::kNothingChanges);
    });
    collector.collect();
    EXPECT_EQ(std::count_if(events.begin(), events.end(),
                            [](const Event& event) { return event.message.is(say::kNothingChanges); }),
              paused);
}

TEST(Frames, AreWholeAtTheirMinibatch) {
    Session session;
    Experiment experiment = moons(0);
    experiment.train.lambdas.lambda3 = 0.05;
    session.start(experiment, true);
    session.wait();
    Collector collector(session);
    for (int i = 0; i < 30; ++i) {
        session.step(3);
        session.wait();
        collector.collect();
        const auto& frame = *collector.frame;
        ASSERT_EQ(frame.point.step, frame.step);
        ASSERT_EQ(frame.point.open.size(), 1u);
        EXPECT_EQ(frame.point.open.front(), frame.layers.front().open);
        const auto& gates = frame.point.gates.front();
        EXPECT_EQ(std::count_if(gates.begin(), gates.end(), [](float w) { return w >= 0.5F; }),
                  frame.layers.front().open);
        EXPECT_EQ(frame.point.loss, collector.history.points().back().loss);
    }
}

} // namespace
} // namespace tristate::train
