#include "core/train/describe.h"
#include "core/train/history.h"
#include "core/train/replay.h"
#include "core/train/run.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stop_token>

namespace tristate::train {
namespace {

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
        start = freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData()));
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
        const auto state = replay(*run.start, run.history.events(), step);
        ASSERT_TRUE(state);
        EXPECT_EQ(state->trainer.step, step);
        EXPECT_EQ(state->network.signature(), run.signatures[static_cast<std::size_t>(step) - 1]) << step;
    }
    EXPECT_LT(replay(*run.start, run.history.events(), 120)->network.gates()[0]->units(), 24)
        << "units were removed on the way, or the test shows little";
}

TEST(Replay, OfARunInWhichABlockVanishesIsExact) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("8-12-[6-12]+-4");
    experiment.train.warmupEpochs = 0;
    experiment.train.patience = 3;
    experiment.train.lambdas.lambda3 = 1;
    const auto start = freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData()));
    Mailbox mailbox;
    train::Run run(start, mailbox);
    for (int step = 0; step < 60; ++step) run.step();
    const auto end = run.checkpoint();
    History history;
    history.add(mailbox.take());
    const auto vanished = std::find_if(history.events().begin(), history.events().end(),
                                       [](const Event& e) { return e.kind == EventKind::BlockVanished; });
    ASSERT_NE(vanished, history.events().end());
    EXPECT_EQ(toText(vanished->message).find("Block 1 vanished: the last unit of fc2 closed"), 0U)
        << toText(vanished->message);
    EXPECT_EQ(vanished->layer, 1);
    EXPECT_EQ(replay(*start, history.events(), 60)->network.signature(), end->network.signature());
}

TEST(Replay, StartsFromAnyCheckpointOfTheRun) {
    const Recorded run;
    const auto state = replay(*run.middle, run.history.events(), 100);
    EXPECT_EQ(state->network.signature(), run.signatures[99]);
    EXPECT_EQ(state->live.lambdas.lambda3, 0);
    EXPECT_EQ(state->live.rate, 1e-3);
    const auto here = replay(*run.middle, run.history.events(), 50);
    EXPECT_EQ(here->network.signature(), run.signatures[49]) << "nothing to train";
}

TEST(Replay, RepeatsGatesThatWereSetByHand) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.epochs = 0;
    const auto start = freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData()));
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
    EXPECT_EQ(replay(*start, history.events(), 60)->network.signature(), signature);
    EXPECT_EQ(replay(*justCut, history.events(), 60)->network.signature(), signature)
        << "a state that has the cut already";
    std::vector<Event> withoutEdits = history.events();
    std::erase_if(withoutEdits, [](const Event& event) { return event.unit >= 0; });
    EXPECT_NE(replay(*start, withoutEdits, 60)->network.signature(), signature);
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
    train::Run branch(replay(*run.start, run.history.events(), 85), mailbox);
    for (int step = 85; step < 120; ++step) branch.step();
    EXPECT_EQ(branch.checkpoint()->network.signature(), run.signatures[119]);
}

TEST(Replay, ShowsTheGatesThatWereReported) {
    const Recorded run;
    ASSERT_GT(run.history.columns().size(), 10u);
    for (const std::size_t column : run.history.columns()) {
        const Point& reported = run.history.points()[column];
        const auto state = replay(*run.start, run.history.events(), reported.step);
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
    std::stop_source stop;
    std::int64_t last = -1;
    const auto state =
        replay(*run.start, run.history.events(), 100, stop.get_token(), [&](std::int64_t step) {
            last = step;
            if (step == 10) stop.request_stop();
        });
    EXPECT_EQ(state, nullptr);
    EXPECT_EQ(last, 10);
}

/// A run with a target to its end, in which somebody asks for other strengths on the way, also while lambda3
/// rests; keeps its state after every minibatch.
struct Steered {
    explicit Steered(double targetError = 12) {
        Experiment experiment = test::tinyExperiment();
        experiment.data.validation = 200;
        experiment.train.targetError = targetError;
        experiment.train.lambdas.lambda3 = 0.1;
        const data::Splits data{test::tinyDataset(500, 1), test::tinyDataset(200, 3),
                                test::tinyDataset(200, 2)};
        Mailbox mailbox;
        Run run(freshCheckpoint(experiment, std::make_shared<const data::Splits>(data)), mailbox);
        states.push_back(run.checkpoint());
        for (bool rested = false; !run.finished();) {
            LiveSettings asked = askedLive(*states.back());
            const auto step = states.back()->trainer.step;
            if (step == 40) asked.lambdas.lambda3 = 0.2;
            if (step == 60) asked.rate = 4e-3;
            if (!rested && step > 70 && run.live().lambdas.lambda3 == 0) {
                rested = true;
                asked.lambdas.lambda3 = 0; // nothing changes but what is to come
                restingFrom = step;
            }
            if (restingFrom >= 0 && step == restingFrom + 5) asked.lambdas.lambda3 = 0.05;
            run.setLive(asked);
            EXPECT_TRUE(run.step());
            states.push_back(run.checkpoint());
        }
        run.flush();
        history.add(mailbox.take());
    }

    std::vector<std::shared_ptr<const Checkpoint>> states; ///< [i]: after i minibatches
    std::int64_t restingFrom = -1; ///< when a strength of 0 was asked for, while lambda3 was 0 already
    History history;
};

void expectSame(const Checkpoint& state, const Checkpoint& original) {
    const auto step = original.trainer.step;
    EXPECT_EQ(state.trainer.step, step);
    EXPECT_EQ(state.network.signature(), original.network.signature()) << step;
    EXPECT_EQ(state.live, original.live) << step;
    const GoalState &goal = state.goal.state, &expected = original.goal.state;
    EXPECT_EQ(goal.isPruning, expected.isPruning) << step;
    EXPECT_EQ(goal.strength, expected.strength) << step;
    EXPECT_EQ(goal.bestParameters, expected.bestParameters) << step;
    EXPECT_EQ(goal.bestStep, expected.bestStep) << step;
    EXPECT_TRUE(goal.bestError == expected.bestError || !expected.isMet()) << step;
    EXPECT_TRUE(goal.estimate == expected.estimate || std::isnan(expected.estimate)) << step;
    ASSERT_EQ(state.goal.best != nullptr, original.goal.best != nullptr) << step;
    if (state.goal.best) {
        EXPECT_EQ(state.goal.best->signature(), original.goal.best->signature()) << step;
    }
}

TEST(SteeredReplay, IsBitForBitWhatTheRunWasWithItsGoal) {
    const Steered run;
    ASSERT_TRUE(run.states.back()->goal.state.isMet()) << "or the test shows little";
    ASSERT_GE(run.restingFrom, 0);
    const auto end = std::ssize(run.states) - 1;
    for (const std::int64_t from : {std::int64_t{0}, std::int64_t{45}, run.restingFrom})
        for (const std::int64_t to :
             {from, from + 3, run.restingFrom + 1, run.restingFrom + 6, end - 1, end}) {
            if (to < from) continue;
            const auto state = replay(*run.states[static_cast<std::size_t>(from)], run.history.events(), to);
            // What was asked for at `to` is in force in the state that is replayed; it is on record one step
            // on.
            const auto again = replay(*run.states[static_cast<std::size_t>(to)], run.history.events(), to);
            expectSame(*state, *again);
            if (to < end) {
                expectSame(
                    *replay(*state, run.history.events(), to + 1),
                    *replay(*run.states[static_cast<std::size_t>(to) + 1], run.history.events(), to + 1));
            }
        }
    expectSame(*replay(*run.states.front(), run.history.events(), end), *run.states.back());
}

TEST(SteeredReplay, AnUnreachableTargetRestsAsItDid) {
    const Steered run(1e-9);
    const auto end = std::ssize(run.states) - 1;
    expectSame(*replay(*run.states.front(), run.history.events(), end), *run.states.back());
}

TEST(SteeredReplay, ABranchGoesOnAsTheRunWentOn) {
    const Steered run;
    const auto last = run.history.events().back().step;
    for (const std::int64_t step : {std::int64_t{65}, last}) {
        auto state = replay(*run.states.front(), run.history.events(), step);
        Mailbox mailbox;
        train::Run branch(state, mailbox);
        while (!branch.finished()) {
            const auto now = branch.checkpoint()->trainer.step;
            if (const auto* asked = liveAt(run.history.events(), now); step == last && asked)
                branch.setLive(askedLive(*branch.checkpoint()));
            ASSERT_TRUE(branch.step());
            if (step != last && now + 1 == run.restingFrom) break; // from there on somebody asked for more
        }
        const auto reached = branch.checkpoint();
        expectSame(*reached, *run.states[static_cast<std::size_t>(reached->trainer.step)]);
    }
}

TEST(SteeredReplay, OfAnOlderFileFollowsTheStrengthsThatShow) {
    const Steered run;
    std::vector<Event> events = run.history.events();
    for (Event& event : events) event.strength = kNotMeasured;
    const auto step = static_cast<std::size_t>(run.restingFrom);
    expectSame(*replay(*run.states.front(), events, run.restingFrom), *run.states[step]);
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
