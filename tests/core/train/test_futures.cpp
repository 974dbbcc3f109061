#include "core/base/error.h"
#include "core/train/checkpoint.h"
#include "core/train/futures.h"
#include "core/train/replay.h"
#include "core/train/session.h"
#include "tests/core/train/session_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tristate::train {
namespace {

const Difference kStronger = OtherSetting{"lambda3", 0.05};

Experiment pruned(int threads) {
    Experiment experiment = moons(0);
    experiment.net = graph::parseGraph("2-48-32-2");
    experiment.train.threads = threads;
    experiment.train.warmupEpochs = 0;
    experiment.train.lambdas.lambda3 = 0.01;
    return experiment;
}

/// A run that is forked after some minibatches, driven by hand.
struct Forked {
    Mailbox firstMail, secondMail;
    Futures futures;

    explicit Forked(const Experiment& experiment, const Difference& difference, int after = 25)
        : futures(freshCheckpoint(experiment, dataOf(experiment)), firstMail, {nullptr, true}) {
        for (int i = 0; i < after; ++i) futures.step();
        futures.fork(difference, secondMail);
    }
    static std::shared_ptr<const data::Splits> dataOf(const Experiment& experiment) {
        return std::make_shared<const data::Splits>(data::load(experiment.data));
    }
    void train(int minibatches) {
        for (int i = 0; i < minibatches; ++i) EXPECT_TRUE(futures.step());
    }
    /// Of both; the second one's is taken by making it the only one.
    std::pair<std::string, std::string> signatures() {
        const std::string first = futures.checkpoint()->network.signature();
        futures.keep(Future::Second);
        return {first, futures.checkpoint()->network.signature()};
    }
};

TEST(Futures, AreEqualBitForBitWhereNothingIsDifferent) {
    const Experiment experiment = pruned(2);
    Forked forked(experiment, OtherSetting{"lambda3", experiment.train.lambdas.lambda3});
    forked.train(120);
    const auto [first, second] = forked.signatures();
    EXPECT_EQ(first, second);
    EXPECT_EQ(forked.futures.checkpoint()->trainer.step, 145);
}

TEST(Futures, AreEqualUntilTheDifferenceActs) {
    Experiment experiment = pruned(1);
    experiment.train.warmupEpochs = 4; // 40 minibatches in which no lambda acts
    Forked before(experiment, kStronger);
    before.train(15);
    const auto [first, second] = before.signatures();
    EXPECT_EQ(first, second) << "the gates do not learn before minibatch 40";
    Forked after(experiment, kStronger);
    after.train(16);
    const auto [one, other] = after.signatures();
    EXPECT_NE(one, other);
}

TEST(Futures, TheFirstOneGoesWhereItGoesAlone) {
    const Experiment experiment = pruned(1);
    Forked forked(experiment, OtherSetting{"freezeGates", true});
    forked.train(100);
    Mailbox mailbox;
    Futures alone(freshCheckpoint(experiment, Forked::dataOf(experiment)), mailbox, {});
    for (int i = 0; i < 125; ++i) alone.step();
    EXPECT_EQ(forked.futures.checkpoint()->network.signature(), alone.checkpoint()->network.signature());
}

TEST(Futures, DoNotDependOnTheNumberOfThreads) {
    std::pair<std::string, std::string> of[3];
    for (int threads = 1; threads <= 3; ++threads) {
        Forked forked(pruned(threads), kStronger);
        forked.train(80);
        of[threads - 1] = forked.signatures();
    }
    EXPECT_EQ(of[0], of[1]);
    EXPECT_EQ(of[0], of[2]);
    EXPECT_NE(of[0].first, of[0].second);
}

TEST(Futures, AUnitIsCutInTheSecondOneAlone) {
    Forked forked(pruned(1), GateEdit{.layer = 0, .unit = 7, .open = false});
    EXPECT_GE(forked.futures.checkpoint()->network.gates()[0]->width[7], 0.5f);
    forked.futures.edit({.layer = 0, .unit = 7, .open = false}); // of the difference: the first one's alone
    forked.futures.edit({.layer = 0, .unit = 9, .open = false});
    forked.futures.keep(Future::Second);
    const auto second = forked.futures.checkpoint();
    EXPECT_EQ(second->network.gates()[0]->width[7], 0.0f);
    EXPECT_EQ(second->network.gates()[0]->width[9], 0.0f) << "what else is done by hand is done to both";
    int cuts = 0;
    for (const Event& event : forked.secondMail.take().events)
        cuts += event.kind == EventKind::UnitPruned && event.unit == 7;
    EXPECT_EQ(cuts, 1);
}

TEST(Futures, AUnitThatCannotBeCutBeginsNoSecondOne) {
    Mailbox mailbox, second;
    const Experiment experiment = pruned(1);
    Futures futures(freshCheckpoint(experiment, Forked::dataOf(experiment)), mailbox, {});
    EXPECT_FALSE(futures.fork(GateEdit{.layer = 0, .unit = 1000, .open = false}, second));
    EXPECT_FALSE(futures.isForked());
    EXPECT_EQ(mailbox.take().events.back().kind, EventKind::EditRefused);
    EXPECT_TRUE(second.take().events.empty());
}

TEST(Futures, OtherSettingsAreOfBothAndTheDifferentOneOfTheFirst) {
    const Experiment experiment = pruned(1);
    Forked forked(experiment, kStronger);
    LiveSettings live = liveSettings(experiment.train);
    live.rate = 7e-4;
    live.lambdas.lambda3 = 0.02;
    forked.futures.setLive(live);
    EXPECT_EQ(forked.futures.checkpoint()->live, live);
    forked.futures.keep(Future::Second);
    live.lambdas.lambda3 = 0.05;
    EXPECT_EQ(forked.futures.checkpoint()->live, live);
}

TEST(Futures, ReportPicturesOfOneMinibatchAndPointsAtTheSameSteps) {
    Forked forked(pruned(1), kStronger);
    for (int round = 0; round < 20; ++round) {
        const Mail first = forked.firstMail.take(), second = forked.secondMail.take();
        ASSERT_TRUE(first.frame && second.frame) << round;
        EXPECT_EQ(first.frame->step, second.frame->step);
        if (round > 0) {
            EXPECT_EQ(first.points.size(), second.points.size());
        }
        for (std::size_t i = 1; i <= second.points.size(); ++i)
            EXPECT_EQ(first.points[first.points.size() - i].step,
                      second.points[second.points.size() - i].step);
        forked.train(1 + round % 3);
    }
    const auto last = forked.firstMail.take().frame;
    forked.train(3); // the other one's was not taken
    EXPECT_FALSE(forked.firstMail.take().frame);
    EXPECT_EQ(forked.secondMail.take().frame->step, last->step);
}

TEST(Futures, TheSecondOneIsPlayedAgainFromWhereItBegan) {
    const Experiment experiment = pruned(1);
    Forked forked(experiment, GateEdit{.layer = 1, .unit = 3, .open = false});
    const Mail begin = forked.secondMail.take();
    ASSERT_TRUE(begin.snapshot);
    EXPECT_EQ(begin.snapshot->trainer.step, 25);
    forked.train(60);
    forked.futures.keep(Future::Second);
    const auto again = replay(*begin.snapshot, begin.events, 85);
    EXPECT_EQ(again->network.signature(), forked.futures.checkpoint()->network.signature());
}

TEST(Futures, OneThatDivergedGoesBackAndTheOtherOneWaitsForIt) {
    Experiment experiment = pruned(1);
    experiment.train.optimizer = OptimizerKind::Sgd;
    experiment.train.lambdas = {};
    const auto data = Forked::dataOf(experiment);
    auto linear = makeNetwork(experiment); // dead units would not diverge
    for (auto* gates : linear.gates()) gates->depth = 1;
    auto from = std::make_shared<Checkpoint>(*freshCheckpoint(experiment, data));
    from->network = linear;
    Mailbox firstMail, secondMail;
    Futures futures(from, firstMail, {});
    for (int i = 0; i < 12; ++i) futures.step();
    ASSERT_TRUE(futures.fork(OtherSetting{"rate", 1000.0}, secondMail));
    int steps = 12;
    for (; steps < 300 && futures.step(); ++steps) {
    }
    ASSERT_LT(steps, 300) << "it did not diverge";
    const auto waits = futures.checkpoint()->trainer.step;
    EXPECT_EQ(waits, steps + 1);
    futures.step();
    EXPECT_EQ(futures.checkpoint()->trainer.step, waits) << "the first one waits for the second";
    const auto divergences = [](const Mail& mail) {
        return std::count_if(mail.events.begin(), mail.events.end(),
                             [](const Event& event) { return event.kind == EventKind::Diverged; });
    };
    EXPECT_EQ(divergences(firstMail.take()), 0);
    EXPECT_GE(divergences(secondMail.take()), 1);
}

TEST(Futures, OnlyLiveSettingsCanBeDifferent) {
    for (const Difference& wrong :
         {Difference(OtherSetting{"batch", 3}), Difference(OtherSetting{"lambda3", true}),
          Difference(OtherSetting{"patience", -1}), Difference(OtherSetting{"", 0.0})})
        EXPECT_THROW(validate(wrong), Error);
    EXPECT_NO_THROW(validate(kStronger));
}

TEST(Futures, OfASessionPauseGoOnAndEndTogether) {
    Session session(Session::Priority::Normal, Session::Snapshots::Mailed);
    const int run = session.start(pruned(1), true);
    const int second = session.fork(kStronger);
    EXPECT_NE(run, second);
    session.step(12);
    session.wait();
    const Mail first = session.drain(), other = session.drainSecond();
    EXPECT_EQ(first.run, run);
    ASSERT_EQ(other.run, second);
    EXPECT_EQ(first.points.back().step, 12);
    EXPECT_EQ(other.points.back().step, 12);
    EXPECT_EQ(other.frame->step, 12);
    EXPECT_EQ(other.events.back().kind, EventKind::Paused);
    session.keep(Future::Second);
    EXPECT_EQ(session.checkpoint().get()->live.lambdas.lambda3, 0.05);
    EXPECT_EQ(session.run(), second);
    session.step(1);
    session.wait();
    EXPECT_EQ(session.drain().run, second);
    const Mail left = session.drainSecond();
    EXPECT_EQ(left.run, 0) << "nothing of the future that was dropped is kept";
    EXPECT_TRUE(left.points.empty() && left.events.empty() && !left.frame && !left.snapshot);
    session.start(pruned(1), true);
    session.wait();
    EXPECT_EQ(session.checkpoint().get()->live.lambdas.lambda3, 0.01) << "a new run has one future";
}

} // namespace
} // namespace tristate::train
