#include "core/inspect/unit_effect.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

namespace tristate::inspect {
namespace {

TEST(UnitEffect, IsTheDifferenceOfTwoEvaluations) {
    const auto data = test::tinyData();
    auto network = train::makeNetwork(test::tinyExperiment());
    train::Trainer trainer(network, data.train, test::tinyExperiment().train);
    const auto live = train::liveSettings(test::tinyExperiment().train);
    for (int step = 0; step < 30; ++step) trainer.step(live);

    int unit = 0; // the first one that some sample needs
    const int units = network.gates()[0]->originalUnits();
    while (unit < units && measureUnit(network, data.test, 1000, 0, unit)->activity == 0) ++unit;
    ASSERT_LT(unit, units);
    const auto effect = measureUnit(network, data.test, 1000, 0, unit);
    ASSERT_TRUE(effect);
    EXPECT_EQ(effect->samples, 200u);
    const auto with = train::evaluate(network, data.test, 1);
    EXPECT_NEAR(effect->lossOpen, with.loss, 1e-9);
    EXPECT_EQ(effect->errorOpen, with.error);
    network.gates()[0]->width[unit] = 0;
    const auto without = train::evaluate(network, data.test, 1);
    EXPECT_NEAR(effect->lossClosed, without.loss, 1e-9);
    EXPECT_EQ(effect->errorClosed, without.error);
    EXPECT_NE(effect->lossOpen, effect->lossClosed);

    const auto ofClosed = measureUnit(network, data.test, 1000, 0, unit);
    EXPECT_NEAR(ofClosed->lossOpen, with.loss, 1e-9) << "what reviving it would do";
}

TEST(UnitEffect, CountsHowOftenAUnitIsActive) {
    auto network = train::makeNetwork(test::tinyExperiment());
    const auto data = test::tinyData();
    nn::WeightLayer<float>& first = *network.stages()[0].weights;
    first.weight.value.row(0).setZero();
    first.weight.value.row(1).setZero();
    first.bias.value(0, 0) = 1;
    first.bias.value(1, 0) = -1;
    EXPECT_EQ(measureUnit(network, data.test, 50, 0, 0)->activity, 1);
    EXPECT_EQ(measureUnit(network, data.test, 50, 0, 1)->activity, 0);
    const double some = measureUnit(network, data.test, 50, 0, 2)->activity;
    EXPECT_GE(some, 0);
    EXPECT_LE(some, 1);
}

TEST(UnitEffect, KnowsNothingOfARemovedUnit) {
    auto network = train::makeNetwork(test::tinyExperiment());
    ASSERT_TRUE(network.keepUnits(0, {1, 2}));
    EXPECT_FALSE(measureUnit(network, test::tinyData().test, 50, 0, 0));
    EXPECT_TRUE(measureUnit(network, test::tinyData().test, 50, 0, 2));
    EXPECT_FALSE(measureUnit(network, data::Dataset{}, 50, 0, 2)) << "no samples";
}

} // namespace
} // namespace tristate::inspect
