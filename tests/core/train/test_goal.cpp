#include "core/base/error.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"
#include "core/train/goal.h"
#include "core/train/run.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tristate::train {
namespace {

TrainConfig target(double error) {
    TrainConfig config;
    config.targetError = error;
    return config;
}

const TrainConfig kTarget = target(2);

GoalMeasurement measured(double error, long long parameters, double rateShare = 0) {
    return {.error = error, .parameters = parameters, .rateShare = rateShare, .step = 7};
}

TEST(Goal, PrunesWhileTheTargetIsMetAndRestsWhileItIsNot) {
    GoalState state;
    state = steer(state, measured(1.9, 100), kTarget);
    EXPECT_TRUE(state.isPruning);
    state = steer(state, measured(2.1, 90), kTarget);
    EXPECT_FALSE(state.isPruning);
    state = steer(state, measured(2.0, 90), kTarget);
    EXPECT_TRUE(state.isPruning);
}

TEST(Goal, ExpectsAnErrorToFallWithTheLearningRate) {
    const GoalState high = steer({}, measured(2.4, 100, 1.0), kTarget);
    const GoalState low = steer({}, measured(2.4, 100, 0.1), kTarget);
    EXPECT_LT(high.estimate, low.estimate);
    EXPECT_LT(low.estimate, 2.4);
    EXPECT_TRUE(high.isPruning);
    EXPECT_FALSE(low.isPruning);
    EXPECT_DOUBLE_EQ(steer({}, measured(2.4, 100, 0.0), kTarget).estimate, 2.4);
}

TEST(Goal, KeepsTheSmallestThatMeetsTheTargetItself) {
    GoalState state = steer({}, measured(2.4, 50, 1.0), kTarget);
    EXPECT_FALSE(state.isMet()) << "an estimate is no measurement";
    state = steer(state, measured(2.0, 100), kTarget);
    EXPECT_TRUE(state.isMet());
    EXPECT_EQ(state.bestParameters, 100);
    EXPECT_EQ(state.bestError, 2.0);
    EXPECT_EQ(state.bestStep, 7);
    state = steer(state, measured(0.5, 120), kTarget);
    EXPECT_EQ(state.bestParameters, 100);
    state = steer(state, measured(1.0, 100), kTarget);
    EXPECT_EQ(state.bestError, 2.0) << "of equal ones the first";
    state = steer(state, measured(1.5, 99), kTarget);
    EXPECT_EQ(state.bestParameters, 99);
}

/// Shares of the limit, and measurements that are left.
GoalMeasurement sized(double excess, int checksLeft, double error = 5) {
    return {.error = error,
            .parameters = static_cast<long long>(excess * 1000),
            .excess = excess,
            .checksLeft = checksLeft,
            .step = 7};
}

TrainConfig sizeTarget() {
    TrainConfig config;
    config.targetParameters = 1000;
    return config;
}

TEST(SizeGoal, TakesTheLargestShareOfALimit) {
    TrainConfig config = sizeTarget();
    EXPECT_EQ(excessOf(config, 1500, 999'999, 999'999), 1.5) << "the others have no limit";
    config.targetOperations = 100;
    config.targetBytes = 4000;
    EXPECT_EQ(excessOf(config, 1500, 50, 6400), 1.6);
    EXPECT_EQ(excessOf(config, 500, 300, 2000), 3);
    EXPECT_EQ(excessOf({}, 500, 300, 2000), 0);
}

TEST(SizeGoal, PrunesAboveTheLimitWhateverTheErrorAndRestsWithinIt) {
    GoalState state = steer({}, sized(1.01, 5, 60), sizeTarget());
    EXPECT_TRUE(state.isPruning);
    EXPECT_FALSE(state.isMet());
    state = steer(state, sized(1, 4, 60), sizeTarget());
    EXPECT_FALSE(state.isPruning);
    EXPECT_EQ(state.lambda3(), 0);
    EXPECT_EQ(state.bestError, 60);
    TrainConfig both = sizeTarget();
    both.targetError = 2;
    EXPECT_TRUE(steer({}, sized(0.9, 4, 1), both).isPruning) << "smaller is better while the error is met";
    EXPECT_FALSE(steer({}, sized(0.9, 4, 3), both).isPruning);
    EXPECT_FALSE(steer({}, sized(0.9, 4, 3), both).isMet());
}

TEST(SizeGoal, KeepsTheMostAccurateWithinTheLimit) {
    GoalState state = steer({}, sized(0.5, 5, 4), sizeTarget());
    state = steer(state, sized(0.9, 4, 3), sizeTarget());
    EXPECT_EQ(state.bestParameters, 900) << "of limits alone size is no merit";
    state = steer(state, sized(1.1, 3, 1), sizeTarget());
    EXPECT_EQ(state.bestError, 3);
}

TEST(SizeGoal, GrowsStrongerWhereItWouldNotBeInTime) {
    GoalState state = steer({}, sized(16, 4), sizeTarget());
    EXPECT_EQ(state.boost, 1) << "one measurement tells no pace";
    state = steer(state, sized(15, 3), sizeTarget());
    const double slow = state.boost;
    EXPECT_GT(slow, 1);
    EXPECT_EQ(state.lambda3(), state.strength * slow);
    state = steer(state, sized(5, 2), sizeTarget());
    EXPECT_EQ(state.boost, slow) << "that is the pace";
    state = steer(state, sized(1.1, 1), sizeTarget());
    EXPECT_LT(state.boost, slow) << "much faster";
    EXPECT_EQ(askedLambda3(state.lambda3(), state), state.strength) << "nobody asked for the boost";
    EXPECT_EQ(askedLambda3(0.7, state), 0.7);
}

Experiment withTarget() {
    Experiment experiment = test::tinyExperiment();
    experiment.train.targetError = 12;
    experiment.train.lambdas.lambda3 = 0.1;
    experiment.data.validation = 200;
    return experiment;
}

std::shared_ptr<const data::Splits> splits(std::uint64_t testSeed = 2) {
    return std::make_shared<const data::Splits>(
        data::Splits{test::tinyDataset(500, 1), test::tinyDataset(200, 3), test::tinyDataset(200, testSeed)});
}

struct Ended {
    std::shared_ptr<const Checkpoint> end;
    Mail mail;
};

Ended runToEnd(const Experiment& experiment, std::shared_ptr<const data::Splits> data) {
    Mailbox mailbox;
    Run run(freshCheckpoint(experiment, std::move(data)), mailbox);
    while (!run.finished()) EXPECT_TRUE(run.step());
    run.flush();
    return {run.checkpoint(), mailbox.take()};
}

TEST(GoalRun, EndsWithTheSmallestNetworkThatMetTheTarget) {
    const auto data = splits();
    const auto [end, mail] = runToEnd(withTarget(), data);
    ASSERT_TRUE(end->goal.state.isMet());
    EXPECT_LT(nn::openUnits(end->network)[0], 24);
    EXPECT_EQ(nn::totalParameters(nn::openSizes(end->network)), end->goal.state.bestParameters);
    const double error = evaluate(end->network, data->validation, 1).error;
    EXPECT_EQ(error, end->goal.state.bestError);
    EXPECT_LE(error, 12);
    EXPECT_EQ(mail.points.back().evaluationError, error) << "the curves end with what was taken";
    EXPECT_EQ(mail.points.back().parameters, end->goal.state.bestParameters);
}

TEST(SizeGoalRun, EndsWithinTheLimit) {
    Experiment experiment = withTarget();
    experiment.train.targetError = 0;
    const auto data = splits();
    for (const double strength : {0.1, 1e-4}) { // the second is too weak by far
        experiment.train.lambdas.lambda3 = strength;
        for (const int limit : {100, 200}) {
            experiment.train.targetParameters = limit;
            const auto end = runToEnd(experiment, data).end;
            ASSERT_TRUE(end->goal.state.isMet()) << strength << " " << limit;
            const long long size = nn::totalParameters(nn::openSizes(end->network));
            EXPECT_LE(size, limit);
            EXPECT_EQ(evaluate(end->network, data->validation, 1).error, end->goal.state.bestError);
        }
    }
    experiment.train.targetParameters = 0;
    experiment.train.targetBytes = 1000;
    const auto end = runToEnd(experiment, data).end;
    EXPECT_LE(4 * nn::totalParameters(nn::openSizes(end->network)), 1000);
}

TEST(SizeGoalRun, GoesOnFromACheckpointAsIfItHadNotStopped) {
    Experiment experiment = withTarget();
    experiment.train.targetError = 0;
    experiment.train.targetParameters = 150;
    experiment.train.lambdas.lambda3 = 1e-3;
    const auto whole = runToEnd(experiment, splits()).end;
    Mailbox mailbox;
    train::Run first(freshCheckpoint(experiment, splits()), mailbox);
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(first.step());
    train::Run second(first.checkpoint(), mailbox);
    while (!second.finished()) ASSERT_TRUE(second.step());
    EXPECT_EQ(second.checkpoint()->network.signature(), whole->network.signature());
    EXPECT_EQ(second.checkpoint()->goal.state.boost, whole->goal.state.boost);
}

TEST(GoalRun, ReportsEveryTurnOfLambda3) {
    const auto [end, mail] = runToEnd(withTarget(), splits());
    double lambda3 = 0.1;
    int turns = 0;
    for (const Event& event : mail.events) {
        if (event.kind != EventKind::SettingsChanged) continue;
        EXPECT_NE(event.live.lambdas.lambda3, lambda3);
        lambda3 = event.live.lambdas.lambda3;
        EXPECT_TRUE(lambda3 == 0 || lambda3 == 0.1);
        ++turns;
    }
    EXPECT_GT(turns, 0);
}

/// As a window does, which knows what was asked for, and not what the controller made of it.
TEST(GoalRun, WhatElseIsSetDoesNotUndoTheSteering) {
    Experiment experiment = withTarget();
    experiment.train.targetError = 1e-9;
    Mailbox mailbox;
    train::Run run(freshCheckpoint(experiment, splits()), mailbox);
    while (run.live().lambdas.lambda3 > 0) ASSERT_TRUE(run.step());
    LiveSettings asked = liveSettings(experiment.train);
    EXPECT_EQ(askedLive(*run.checkpoint()), asked);

    asked.freezeGates = true;
    EXPECT_EQ(liveInForce(*run.checkpoint(), asked).lambdas.lambda3, 0);
    run.setLive(asked);
    EXPECT_TRUE(run.live().freezeGates);
    EXPECT_EQ(run.live().lambdas.lambda3, 0);

    asked.lambdas.lambda3 = 0.05;
    run.setLive(asked);
    EXPECT_EQ(run.live().lambdas.lambda3, 0.05) << "another one counts";
    EXPECT_EQ(run.checkpoint()->goal.state.strength, 0.05);
}

TEST(GoalRun, NeverLooksAtTheTestSet) {
    EXPECT_EQ(runToEnd(withTarget(), splits(2)).end->network.signature(),
              runToEnd(withTarget(), splits(9)).end->network.signature());
}

TEST(GoalRun, AnUnreachableTargetLeavesTheNetworkAsItIs) {
    Experiment experiment = withTarget();
    experiment.train.targetError = 1e-9;
    experiment.train.epochs = 2;
    const auto end = runToEnd(experiment, splits()).end;
    EXPECT_FALSE(end->goal.state.isMet());
    EXPECT_FALSE(end->goal.state.isPruning);
}

TEST(GoalRun, TakesAStrengthOfItsOwnWhereNoneIsSet) {
    Experiment experiment = withTarget();
    experiment.train.lambdas.lambda3 = 0;
    EXPECT_EQ(liveSettings(experiment.train).lambdas.lambda3, kGoalStrength);
    experiment.train.targetError = 0;
    EXPECT_EQ(liveSettings(experiment.train).lambdas.lambda3, 0);
}

TEST(GoalRun, NeedsValidationDataAndGates) {
    Experiment experiment = withTarget();
    EXPECT_NO_THROW(validate(experiment));
    experiment.data.validation = 0;
    EXPECT_THROW(validate(experiment), Error);
    experiment.data.validation = 200;
    experiment.train.gates = false;
    EXPECT_THROW(validate(experiment), Error);
    experiment.train.gates = true;
    experiment.train.targetError = 101;
    EXPECT_THROW(validate(experiment), Error);
    experiment.train.targetError = 0;
    experiment.train.targetBytes = 1000;
    EXPECT_NO_THROW(validate(experiment));
    experiment.train.epochs = 0; // half way is nowhere
    EXPECT_THROW(validate(experiment), Error);
}

} // namespace
} // namespace tristate::train
