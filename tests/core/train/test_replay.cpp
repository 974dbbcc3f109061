#include "core/train/describe.h"
#include "core/train/history.h"
#include "core/train/replay.h"
#include "core/train/run.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

namespace tristate::train {
namespace {

const auto kAlways = [](std::int64_t) { return true; };

Event changeAt(std::int64_t step, double lambda3, EventKind kind = EventKind::SettingsChanged) {
    Event event;
    event.kind = kind;
    event.step = step;
    event.live.lambdas.lambda3 = lambda3;
    return event;
}

/// A run with drags on the way; notes its signature after every step.
struct Recorded {
    Recorded() {
        Experiment experiment = test::tinyExperiment();
        experiment.train.warmupEpochs = 1;
        experiment.train.epochs = 0;
        start = Run::fresh(experiment, std::make_shared<const data::Splits>(test::tinyData()));
        Mailbox mailbox;
        Run run(start, mailbox);
        for (int step = 0; step < 120; ++step) {
            auto live = run.live();
            if (step == 20) live.lambdas.lambda3 = 0.3;
            if (step == 70) live.lambdas.lambda3 = 0, live.rate = 1e-3;
            run.setLive(live);
            if (step == 50) middle = run.checkpoint();
            run.step();
            signatures.push_back(run.checkpoint()->network.signature());
        }
        history.add(mailbox.take());
    }

    std::shared_ptr<const Checkpoint> start, middle;
    std::vector<std::string> signatures; ///< [i]: after i + 1 minibatches
    History history;
};

TEST(Replay, IsBitForBitWhatTheRunWas) {
    const Recorded run;
    for (const std::int64_t step : {1, 20, 21, 70, 71, 120}) {
        const auto state = replay(*run.start, run.history.events(), step, kAlways);
        ASSERT_TRUE(state);
        EXPECT_EQ(state->trainer.step, step);
        EXPECT_EQ(state->network.signature(), run.signatures[static_cast<std::size_t>(step) - 1]) << step;
    }
    EXPECT_LT(replay(*run.start, run.history.events(), 120, kAlways)->network.gates()[0]->units(), 24)
        << "units were removed on the way, or the test shows little";
}

TEST(Replay, StartsFromAnyCheckpointOfTheRun) {
    const Recorded run;
    const auto state = replay(*run.middle, run.history.events(), 100, kAlways);
    EXPECT_EQ(state->network.signature(), run.signatures[99]);
    EXPECT_EQ(state->live.lambdas.lambda3, 0);
    EXPECT_EQ(state->live.rate, 1e-3);
    const auto here = replay(*run.middle, run.history.events(), 50, kAlways);
    EXPECT_EQ(here->network.signature(), run.signatures[49]) << "nothing to train";
}

TEST(Replay, RepeatsGatesThatWereSetByHand) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.epochs = 0;
    const auto start = train::Run::fresh(experiment, std::make_shared<const data::Splits>(test::tinyData()));
    Mailbox mailbox;
    train::Run run(start, mailbox);
    std::shared_ptr<const Checkpoint> justCut;
    for (int step = 0; step < 60; ++step) {
        if (step == 10) {
            run.edit({.layer = 0, .unit = 3, .open = false});
            justCut = run.checkpoint();
        }
        if (step == 15) run.edit({.layer = 0, .unit = 5, .open = false});
        if (step == 20) run.edit({.layer = 0, .unit = 5, .open = true});
        run.step();
    }
    History history;
    history.add(mailbox.take());
    const auto signature = run.checkpoint()->network.signature();
    EXPECT_EQ(replay(*start, history.events(), 60, kAlways)->network.signature(), signature);
    EXPECT_EQ(replay(*justCut, history.events(), 60, kAlways)->network.signature(), signature)
        << "a state that has the cut already";
    std::vector<Event> withoutEdits = history.events();
    std::erase_if(withoutEdits, [](const Event& event) { return event.unit >= 0; });
    EXPECT_NE(replay(*start, withoutEdits, 60, kAlways)->network.signature(), signature);
}

TEST(Replay, ForgetsGatesSetInWhatARunWentBackBehind) {
    Event cut = changeAt(30, 0, EventKind::UnitPruned);
    cut.unit = 3;
    const Event diverged = changeAt(25, 0, EventKind::Diverged);
    EXPECT_EQ(editsAt({cut}, 30).size(), 1u);
    EXPECT_TRUE(editsAt({cut}, 29).empty());
    EXPECT_TRUE(editsAt({cut, diverged}, 30).empty());
    EXPECT_EQ(editsAt({cut, diverged, cut}, 30).size(), 1u);
}

TEST(Replay, GoesOnAsTheRunWentOn) {
    const Recorded run;
    Mailbox mailbox;
    train::Run branch(replay(*run.start, run.history.events(), 85, kAlways), mailbox);
    for (int step = 85; step < 120; ++step) branch.step();
    EXPECT_EQ(branch.checkpoint()->network.signature(), run.signatures[119]);
}

TEST(Replay, ShowsTheGatesThatWereReported) {
    const Recorded run;
    ASSERT_GT(run.history.columns().size(), 10u);
    for (const std::size_t column : run.history.columns()) {
        const Point& reported = run.history.points()[column];
        const auto state = replay(*run.start, run.history.events(), reported.step, kAlways);
        Point point;
        describeGates(state->network, point);
        EXPECT_EQ(point.gates, reported.gates);
        EXPECT_EQ(point.depths, reported.depths);
        EXPECT_EQ(point.open, reported.open);
        EXPECT_EQ(point.parameters, reported.parameters);
    }
}

TEST(Replay, CanBeStopped) {
    const Recorded run;
    EXPECT_EQ(replay(*run.start, run.history.events(), 100, [](std::int64_t step) { return step < 10; }),
              nullptr);
}

TEST(LiveAt, IsTheLastChangeNotLaterThanTheStep) {
    const std::vector<Event> events = {changeAt(0, 1, EventKind::Started), changeAt(5, 2), changeAt(9, 3)};
    EXPECT_EQ(liveAt(events, 0)->lambdas.lambda3, 1);
    EXPECT_EQ(liveAt(events, 4)->lambdas.lambda3, 1);
    EXPECT_EQ(liveAt(events, 5)->lambdas.lambda3, 2);
    EXPECT_EQ(liveAt(events, 1000)->lambdas.lambda3, 3);
    EXPECT_EQ(liveAt({}, 3), nullptr);
}

TEST(LiveAt, AfterADivergenceWhatWasReportedLaterCounts) {
    const std::vector<Event> events = {changeAt(0, 1, EventKind::Started), changeAt(500, 2),
                                       changeAt(400, 2, EventKind::Diverged), changeAt(420, 3)};
    EXPECT_EQ(liveAt(events, 300)->lambdas.lambda3, 1);
    EXPECT_EQ(liveAt(events, 410)->lambdas.lambda3, 2);
    EXPECT_EQ(liveAt(events, 510)->lambdas.lambda3, 3) << "the change at 500 was undone";
}

} // namespace
} // namespace tristate::train
