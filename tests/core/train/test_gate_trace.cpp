#include "core/base/error.h"
#include "core/messages/forces.h"
#include "core/messages/runs.h"
#include "core/train/gate_trace.h"
#include "core/train/held_gate.h"
#include "tests/core/train/traced_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tristate::train {
namespace {

constexpr double kSumsWithin = 1e-6;

/// The books agree with what the run itself reported, minibatch for minibatch.
void expectBalanced(const TracedRun& run, const GateLedger& ledger) {
    const float* before = run.gateAfter(0, ledger.gate);
    ASSERT_NE(before, nullptr);
    EXPECT_EQ(ledger.before, static_cast<double>(*before));
    const std::vector<const GateAccount*> accounts{&ledger.all, &ledger.why()};
    for (const GateAccount* account : accounts) {
        const float* after = run.gateAfter(account->to, ledger.gate);
        ASSERT_NE(after, nullptr);
        EXPECT_EQ(account->after, static_cast<double>(*after));
        EXPECT_NEAR(account->total(), account->after - ledger.before, kSumsWithin);
        double loss = 0;
        for (const double part : account->loss) loss += part;
        EXPECT_NEAR(loss, account->of(Force::Loss), kSumsWithin);
        // What no force explains: half a last place of a float in each minibatch, and the loss taken apart.
        EXPECT_LT(std::abs(account->of(Force::Rounding)), 1e-6 + 1e-7 * static_cast<double>(account->learnt));
        for (const auto* pushes : {&account->down, &account->up})
            for (const GatePush& push : *pushes) {
                const float *from = run.gateAfter(push.step, ledger.gate),
                            *to = run.gateAfter(push.step + 1, ledger.gate);
                EXPECT_EQ(push.moved, static_cast<double>(*to) - static_cast<double>(*from));
            }
    }
    const bool isThere = run.gateAfter(run.end->trainer.step, ledger.gate) != nullptr;
    EXPECT_EQ(ledger.hasLeft, !isThere);
}

class GateTraceOf : public testing::TestWithParam<test::Variant> {};

TEST_P(GateTraceOf, EveryRunAddsUpAndReplaysItsBits) {
    const TracedRun run(GetParam().experiment(), barSplits(), 30);
    bool moved = false;
    for (const auto* layer : run.start->network.gates()) {
        const auto trace = run.trace({layer->index, 1});
        ASSERT_TRUE(trace);
        EXPECT_EQ(trace->state->network.signature(), run.end->network.signature());
        EXPECT_EQ(trace->ledger.all.of(Force::Lambda2), 0) << "it is of d";
        EXPECT_EQ(trace->ledger.all.of(Force::Lambda4), 0);
        expectBalanced(run, trace->ledger);
        moved = moved || trace->ledger.all.of(Force::Loss) != 0;
        if (layer->depthLearnable) expectBalanced(run, run.ledger({layer->index}));
    }
    EXPECT_TRUE(moved) << "a test of gates at rest shows little";
}

INSTANTIATE_TEST_SUITE_P(All, GateTraceOf, testing::ValuesIn(test::everyOption()),
                         [](const auto& of) { return of.param.name; });

TEST(GateTrace, KnowsEachStrengthByItself) {
    constexpr std::array kLambdas{Force::Lambda1, Force::Lambda2, Force::Lambda3, Force::Lambda4};
    for (const Force force : kLambdas) {
        Experiment experiment = learningGates();
        experiment.train.depthGates = true;
        experiment.train.gateStart = 0.8;
        objective::Lambdas& l = experiment.train.lambdas;
        l = {};
        (force == Force::Lambda1   ? l.lambda1
         : force == Force::Lambda2 ? l.lambda2
         : force == Force::Lambda3 ? l.lambda3
                                   : l.lambda4) = 0.01;
        const TracedRun run(experiment, tinySplits(), 20);
        const bool isOfDepth = force == Force::Lambda2 || force == Force::Lambda4;
        const GateLedger ledger = run.ledger({0, isOfDepth ? -1 : 5});
        expectBalanced(run, ledger);
        for (const Force other : kLambdas) {
            if (other == force)
                EXPECT_NE(ledger.all.of(other), 0) << keyOf(other);
            else
                EXPECT_EQ(ledger.all.of(other), 0) << keyOf(other);
        }
    }
    // The cost of width is the same in every minibatch: rate times strength.
    const TracedRun run(learningGates(), tinySplits(), 20);
    EXPECT_NEAR(run.ledger({0, 5}).all.of(Force::Lambda3), -20 * 0.1 * 0.02, 1e-7);
}

TEST(GateTrace, FollowsStrengthsThatAreChangedAndGatesThatRest) {
    const TracedRun run(learningGates(), tinySplits(), 40, [](train::Run& live, std::int64_t step) {
        LiveSettings settings = live.live();
        if (step == 10) settings.lambdas.lambda3 = 0.05;
        if (step == 20) settings.freezeGates = true;
        if (step == 30) settings.freezeGates = false, settings.gateRate = 0.2;
        live.setLive(settings);
    });
    const GateLedger ledger = run.ledger({0, 3});
    expectBalanced(run, ledger);
    EXPECT_EQ(ledger.all.learnt, 30);
    EXPECT_NEAR(ledger.all.of(Force::Lambda3), -10 * 0.1 * 0.02 - 10 * 0.1 * 0.05 - 10 * 0.2 * 0.05, 1e-7);
}

TEST(GateTrace, TellsAGateSetByHandFromOneThatLearnt) {
    const TracedRun run(learningGates(), tinySplits(), 30, [](train::Run& live, std::int64_t step) {
        if (step == 12) live.edit({.layer = 0, .unit = 7, .open = false});
    });
    const GateLedger ledger = run.ledger({0, 7});
    expectBalanced(run, ledger);
    EXPECT_EQ(*run.gateAfter(12, {0, 7}), 0) << "set before the minibatch that is next";
    EXPECT_LT(ledger.all.of(Force::Hand), -0.9);
    ASSERT_TRUE(ledger.untilTurn);
    EXPECT_EQ(ledger.all.of(Force::Hand), ledger.untilTurn->of(Force::Hand));
    EXPECT_EQ(ledger.untilTurn->to, 12);
    EXPECT_EQ(ledger.untilTurn->after, 0);
    EXPECT_EQ(run.ledger({0, 8}).all.of(Force::Hand), 0);
}

TEST(GateTrace, GoesAsFarAsTheUnitDoes) {
    Experiment experiment = learningGates();
    experiment.train.lambdas.lambda3 = 0.3;
    experiment.train.patience = 5;
    const TracedRun run(experiment, tinySplits(), 60);
    int left = 0;
    for (int unit = 0; unit < 24; ++unit) {
        if (run.gateAfter(60, {0, unit})) continue;
        ++left;
        const GateLedger ledger = run.ledger({0, unit});
        expectBalanced(run, ledger);
        EXPECT_TRUE(ledger.hasLeft);
        EXPECT_FALSE(ledger.isHigh);
        EXPECT_EQ(run.gateAfter(ledger.all.to + 1, {0, unit}), nullptr);
        ASSERT_TRUE(ledger.untilTurn);
        EXPECT_LT(ledger.untilTurn->after, 0.5);
        EXPECT_GE(*run.gateAfter(ledger.untilTurn->to - 1, {0, unit}), 0.5F);
        const auto sentences = story(ledger, ledger.why(), run.start->data->train);
        EXPECT_TRUE(sentences.front().is(say::kGateClosed));
        EXPECT_TRUE(sentences.back().is(say::kUnitLeft));
        EXPECT_THROW(traceGate(*run.end, run.history.events(), 60, {0, unit}), Error);
    }
    EXPECT_GT(left, 3);
}

TEST(GateTrace, CountsWhatTheLimitsTakeBack) {
    Experiment experiment = learningGates();
    experiment.train.lambdas = {.lambda1 = 0.5}; // from 1 it pushes up all the time
    const TracedRun run(experiment, tinySplits(), 10);
    const GateLedger ledger = run.ledger({0, 0});
    expectBalanced(run, ledger);
    EXPECT_GT(ledger.all.of(Force::Lambda1), 0.3);
    EXPECT_LT(ledger.all.of(Force::Clipping), -0.25);
}

TEST(GateTrace, NamesTheMinibatchesThatPushedMost) {
    const TracedRun run(learningGates(), tinySplits(), 50);
    const GateLedger ledger = run.ledger({0, 2});
    ASSERT_EQ(ledger.all.down.size(), GateAccount::kMostPushes);
    const auto isHarder = [](const GatePush& a, const GatePush& b) {
        return std::abs(a.push) > std::abs(b.push);
    };
    EXPECT_TRUE(std::is_sorted(ledger.all.down.begin(), ledger.all.down.end(), isHarder));
    EXPECT_TRUE(std::is_sorted(ledger.all.up.begin(), ledger.all.up.end(), isHarder));
    // No other minibatch took the gate further down than the hardest ones.
    double deepest = 0;
    for (int step = 0; step < 50; ++step)
        deepest = std::min(deepest, static_cast<double>(*run.gateAfter(step + 1, {0, 2})) -
                                        static_cast<double>(*run.gateAfter(step, {0, 2})));
    EXPECT_LE(ledger.all.down.front().push, deepest + kSumsWithin);
    for (const GatePush& push : ledger.all.down) {
        EXPECT_LT(push.push, 0);
        data::SampleOrder order = run.start->trainer.order;
        for (std::int64_t step = 0; step < push.step; ++step) order.next(40);
        const auto batch = order.next(40);
        EXPECT_EQ(push.samples, std::vector<std::uint32_t>(batch.begin(), batch.end()));
    }
}

TEST(GateTrace, IsTheSameWithAnyNumberOfThreadsAndEndsWhenAsked) {
    Experiment experiment = test::everyOption().front().experiment();
    std::vector<GateLedger> ledgers;
    for (const int threads : {1, 2, 3}) {
        experiment.train.threads = threads;
        const TracedRun run(experiment, barSplits(), 15);
        ledgers.push_back(run.ledger({1, 2}));
        EXPECT_EQ(ledgers.back().all.moved, ledgers.front().all.moved);
        EXPECT_EQ(ledgers.back().all.loss, ledgers.front().all.loss);
        std::stop_source stop;
        stop.request_stop();
        EXPECT_FALSE(run.trace({1, 2}, stop.get_token()));
    }
}

TEST(GateTrace, SaysWhyThereIsNothingToTell) {
    const TracedRun run(learningGates(), tinySplits(), 2);
    const auto refused = [&](const GateRef& gate) {
        try {
            run.trace(gate);
        } catch (const Error& error) {
            return error.message();
        }
        return Message();
    };
    EXPECT_TRUE(refused({4, 0}).is(say::kNoGatedLayer));
    EXPECT_TRUE(refused({-1, 0}).is(say::kNoGatedLayer));
    EXPECT_TRUE(refused({0, 24}).is(say::kNoUnit));
    EXPECT_TRUE(refused({0, -1}).is(say::kDepthRests));
}

TEST(HeldGate, ShowsWhatAGateWasWorth) {
    Experiment experiment = learningGates();
    experiment.train.lambdas.lambda3 = 0.3;
    experiment.train.patience = 5;
    const TracedRun run(experiment, tinySplits(), 60);
    int unit = 0;
    while (run.gateAfter(60, {0, unit})) ++unit;
    const std::int64_t turn = run.ledger({0, unit}).untilTurn->to;
    EXPECT_EQ(holdFrom(run.ledger({0, unit})), turn - 1);
    const auto before = replay(*run.start, run.history.events(), turn - 1);
    const auto held = holdOpen(*before, run.end, run.history.events(), {0, unit});
    ASSERT_TRUE(held);
    EXPECT_EQ(held->from, turn - 1);
    EXPECT_EQ(held->without.state, run.end);
    EXPECT_EQ(held->with.state->trainer.step, 60);
    const auto& left = held->with.state->network.gatesAt(0)->original;
    EXPECT_NE(std::find(left.begin(), left.end(), unit), left.end()) << "it is still there";
    EXPECT_NE(held->with.state->network.signature(), run.end->network.signature());
    EXPECT_EQ(held->without.evaluation.error,
              evaluate(run.end->network, run.end->data->evaluation(), 1).error);
    EXPECT_GT(held->with.parameters, 0);
    EXPECT_THROW(holdOpen(*run.end, run.end, run.history.events(), {0, unit}), Error) << "it is gone";
    EXPECT_THROW(holdOpen(*before, run.end, run.history.events(), {0}), Error) << "d cannot be held";
}

TEST(HeldGate, OfAGateThatClosedBeforeAnyMinibatchBeginsWhereTheLedgerDoes) {
    GateLedger ledger;
    ledger.from = 7;
    ledger.untilTurn.emplace().to = 7; // by hand, while the run was paused there
    EXPECT_EQ(holdFrom(ledger), 7);
}

} // namespace
} // namespace tristate::train
