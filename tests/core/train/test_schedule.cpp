#include "core/graph/graph_text.h"
#include "core/train/decay_masks.h"
#include "core/train/schedule.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What of the settings is in force at which minibatch.

namespace tristate::train {
namespace {

using testing::Each;
using testing::ElementsAre;

/// Ten minibatches an epoch.
Progress at(std::int64_t step) {
    return {step, 10};
}

TEST(Rate, FallsAlongACosineToNothing) {
    TrainConfig config;
    config.schedule = RateSchedule::Cosine;
    config.epochs = 8;
    EXPECT_DOUBLE_EQ(rateAt(config, 0.4, at(0)), 0.4);
    EXPECT_NEAR(rateAt(config, 0.4, at(40)), 0.2, 1e-12) << "half of it half way";
    EXPECT_NEAR(rateAt(config, 0.4, at(80)), 0, 1e-12);
    EXPECT_NEAR(rateAt(config, 0.4, at(200)), 0, 1e-12) << "and does not rise again";
    for (int step = 1; step <= 80; ++step)
        EXPECT_LT(rateAt(config, 0.4, at(step)), rateAt(config, 0.4, at(step - 1))) << step;
}

TEST(Rate, OfARunWithoutEndStays) {
    TrainConfig config;
    config.schedule = RateSchedule::Cosine;
    config.epochs = 0;
    EXPECT_EQ(rateAt(config, 0.4, at(123456)), 0.4);
    config.schedule = RateSchedule::Constant;
    config.epochs = 3;
    EXPECT_EQ(rateAt(config, 0.4, at(29)), 0.4);
}

TEST(Rate, FallsInStepsBetweenEpochs) {
    TrainConfig config;
    config.schedule = RateSchedule::Step;
    config.stepEpochs = 2;
    config.stepFactor = 0.5;
    EXPECT_DOUBLE_EQ(rateAt(config, 0.8, at(19)), 0.8);
    EXPECT_DOUBLE_EQ(rateAt(config, 0.8, at(20)), 0.4);
    EXPECT_DOUBLE_EQ(rateAt(config, 0.8, at(65)), 0.1);
}

TEST(Strengths, RiseAfterTheWarmUpAndBinariseFromTheirEpochOn) {
    TrainConfig config;
    config.warmupEpochs = 1;
    config.lambdaWarmupEpochs = 2;
    config.binariseEpoch = 4;
    const objective::Lambdas set{0.1, 0.2, 0.4, 0.8};
    EXPECT_EQ(lambdasAt(config, set, at(0)), (objective::Lambdas{0, 0, 0, 0}));
    EXPECT_EQ(lambdasAt(config, set, at(10)), (objective::Lambdas{0, 0, 0, 0}));
    EXPECT_EQ(lambdasAt(config, set, at(20)), (objective::Lambdas{0, 0, 0.2, 0.4}));
    EXPECT_EQ(lambdasAt(config, set, at(30)), (objective::Lambdas{0, 0, 0.4, 0.8}));
    EXPECT_EQ(lambdasAt(config, set, at(39)).lambda1, 0);
    EXPECT_EQ(lambdasAt(config, set, at(40)), set);
    config.lambdaWarmupEpochs = 0;
    EXPECT_EQ(lambdasAt(config, set, at(0)).lambda3, 0.4) << "without a rise they are there at once";
}

TEST(Gates, LearnBetweenWarmUpAndFreezeToTheMinibatch) {
    TrainConfig config;
    config.epochs = 5;
    config.warmupEpochs = 1;
    config.frozenEpochs = 2;
    EXPECT_FALSE(gatesLearn(config, at(9)));
    EXPECT_TRUE(gatesLearn(config, at(10)));
    EXPECT_TRUE(gatesLearn(config, at(29)));
    EXPECT_FALSE(gatesLearn(config, at(30)));
    EXPECT_FALSE(gatesAreFrozenForGood(config, at(9))) << "they wait only";
    EXPECT_TRUE(gatesAreFrozenForGood(config, at(30)));
    config.targetError = 5;
    EXPECT_TRUE(gatesLearn(config, at(49))) << "with a target they learn to the end";
    config.targetError = 0;
    config.epochs = 0;
    EXPECT_TRUE(gatesLearn(config, at(100000))) << "and without one";
    config.gates = false;
    EXPECT_FALSE(gatesLearn(config, at(20)));
    EXPECT_TRUE(gatesAreFrozenForGood(config, at(0)));
}

nn::Network built(const char* spec) {
    return nn::Network(graph::parseGraph(spec));
}

TEST(DecayMasks, SpareTheWeightsOfClosedUnitsAndThoseThatLeadFromThem) {
    nn::Network network = built("4-3-2-2");
    network.gates()[0]->width[1] = 0.2f;
    network.gates()[1]->width[0] = 0;
    const auto masks = decayMasks(network);
    ASSERT_EQ(masks.size(), network.layers().size());
    EXPECT_THAT(masks[0].rows, ElementsAre(1, 0, 1));
    EXPECT_THAT(masks[0].columns, Each(1));
    EXPECT_THAT(masks[2].rows, ElementsAre(0, 1));
    EXPECT_THAT(masks[2].columns, ElementsAre(1, 0, 1));
    EXPECT_THAT(masks[4].rows, Each(1)) << "classes have no gates";
    EXPECT_THAT(masks[4].columns, ElementsAre(0, 1));
}

TEST(DecayMasks, ReachThroughPoolingToTheValuesOfAMap) {
    nn::Network network = built("1x6x6:2c3b-a2-d10-3-2"); // maps of 2 x 2 behind the pooling
    network.gates()[0]->width[0] = 0;
    const auto masks = decayMasks(network);
    for (std::size_t i = 0; i < masks.size(); ++i) {
        const auto* weights = network.layers()[i]->asWeights();
        EXPECT_EQ(masks[i].rows.empty(), weights == nullptr);
        if (!weights || weights->weight.name != "fc1.weight") continue;
        EXPECT_THAT(masks[i].columns, ElementsAre(0, 0, 0, 0, 1, 1, 1, 1));
    }
}

TEST(DecayMasks, GoByTheValuesThatInputGatesLetThrough) {
    nn::Network network = built("5-g-3-2");
    network.gates()[0]->width[3] = 0;
    ASSERT_TRUE(network.keepUnits(0, {0, 2, 3}));
    for (std::size_t i = 0; i < network.layers().size(); ++i)
        if (const auto* weights = network.layers()[i]->asWeights();
            weights && weights->weight.name == "fc1.weight") {
            EXPECT_THAT(decayMasks(network)[i].columns, ElementsAre(1, 1, 0));
        }
}

} // namespace
} // namespace tristate::train
