#include "core/nn/gates.h"
#include "core/nn/parameter.h"
#include "core/nn/units_left.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tristate::nn {
namespace {

using testing::Each;
using testing::ElementsAre;

constexpr int kUnits = 400;

Gates<double> gatesOf(GateEstimator estimator, double width) {
    Gates<double> gates(allUnits(kUnits), kUnits);
    gates.estimator = estimator;
    gates.width.setConstant(width);
    return gates;
}

Pass training(std::uint64_t minibatch, std::uint64_t seed = 1) {
    return {16, Purpose::Training, seed, minibatch};
}

TEST(Gates, OfTheThresholdAreOnOrOffWhateverThePass) {
    auto gates = gatesOf(GateEstimator::Threshold, 0.5);
    gates.width[3] = std::nextafter(0.5, 0.0);
    const auto drawn = gates.draw(training(1));
    EXPECT_EQ(drawn[3], 0);
    EXPECT_EQ(drawn.sum(), kUnits - 1);
    EXPECT_TRUE((drawn == gates.draw({16, Purpose::Inference, 1, 1})).all());
    EXPECT_EQ(gates.openUnits(), kUnits - 1);
}

TEST(Gates, OfBernoulliAreOpenAsOftenAsTheySay) {
    for (const double w : {0.2, 0.7}) {
        const auto gates = gatesOf(GateEstimator::Bernoulli, w);
        double open = 0;
        constexpr int kMinibatches = 50;
        for (int i = 0; i < kMinibatches; ++i)
            open += gates.draw(training(static_cast<std::uint64_t>(i))).sum();
        constexpr double kDraws = kUnits * kMinibatches;
        EXPECT_NEAR(open / kDraws, w, 4 * std::sqrt(w * (1 - w) / kDraws));
    }
}

TEST(Gates, AreDrawnFromSeedMinibatchAndGroup) {
    for (const auto estimator : {GateEstimator::Bernoulli, GateEstimator::HardConcrete}) {
        auto gates = gatesOf(estimator, 0.5);
        const auto first = gates.draw(training(5));
        EXPECT_TRUE((first == gates.draw(training(5))).all());
        EXPECT_FALSE((first == gates.draw(training(6))).all()) << "another minibatch";
        EXPECT_FALSE((first == gates.draw(training(5, 2))).all()) << "another seed";
        gates.index = 1;
        EXPECT_FALSE((first == gates.draw(training(5))).all()) << "another group";
    }
}

TEST(Gates, ARemovedUnitChangesTheDrawOfNoOther) {
    for (const auto estimator : {GateEstimator::Bernoulli, GateEstimator::HardConcrete}) {
        auto gates = gatesOf(estimator, 0.5);
        const auto whole = gates.draw(training(5));
        const std::vector<int> kept{7, 8, 100, 399};
        gates.keep(kept);
        const auto left = gates.draw(training(5));
        for (std::size_t i = 0; i < kept.size(); ++i)
            EXPECT_EQ(left[static_cast<Eigen::Index>(i)], whole[kept[i]]);
    }
}

TEST(Gates, GradientsPassStraightThroughButForTheHardConcrete) {
    for (const auto estimator : kGateEstimators) {
        auto gates = gatesOf(estimator, 0.6);
        const auto values = gates.draw(training(1));
        gates.widthGradient.setConstant(2);
        gates.finishGradient(values);
        for (int unit = 0; unit < 20; ++unit)
            EXPECT_EQ(gates.widthGradient[unit],
                      estimator == GateEstimator::HardConcrete ? 2 * slope(estimator, values[unit]) : 2);
        gates.depthGradient = 3;
        gates.clearGradients();
        EXPECT_TRUE((gates.widthGradient == 0).all());
        EXPECT_EQ(gates.depthGradient, 0);
    }
}

TEST(Gates, AreLinearFromAHalfOn) {
    Gates<float> gates(allUnits(2), 2);
    EXPECT_FALSE(gates.isLinear());
    gates.depth = 0.5f;
    EXPECT_TRUE(gates.isLinear());
}

TEST(Gates, RememberSinceWhenAUnitIsClosed) {
    Gates<double> gates(allUnits(4), 4);
    EXPECT_THAT(gates.closedSince, Each(-1));
    gates.closedSince = {-1, 10, -1, 30};
    gates.widthGradient << 1, 2, 3, 4;
    const std::vector<int> kept{1, 3};
    gates.keep(kept);
    EXPECT_THAT(gates.closedSince, ElementsAre(10, 30));
    EXPECT_EQ(gates.widthGradient[1], 4);
    EXPECT_EQ(gates.originalUnits(), 4);
}

TEST(Parameter, KeepsRowsAndColumnsInEveryArrayAndInTheOrderAsked) {
    Parameter<double> parameter;
    parameter.resize(3, 2);
    parameter.value << 1, 2, 3, 4, 5, 6;
    parameter.gradient = 10 * parameter.value;
    parameter.slots = {100 * parameter.value};
    const std::vector<int> rows{2, 0}, columns{1};
    parameter.selectRows(rows);
    parameter.selectColumns(columns);
    ASSERT_EQ(parameter.value.rows(), 2);
    ASSERT_EQ(parameter.value.cols(), 1);
    EXPECT_EQ(parameter.value(0, 0), 6);
    EXPECT_EQ(parameter.value(1, 0), 2);
    EXPECT_EQ(parameter.gradient(0, 0), 60);
    EXPECT_EQ(parameter.slots[0](1, 0), 200);
}

TEST(Parameter, AnotherSizeBeginsAtZeroAndForgetsTheOptimizer) {
    Parameter<float> parameter;
    parameter.resize(1, 1);
    parameter.value(0, 0) = 3;
    parameter.slots = {parameter.value};
    parameter.resize(2, 5);
    EXPECT_TRUE((parameter.value == 0).all());
    EXPECT_EQ(parameter.gradient.cols(), 5);
    EXPECT_TRUE(parameter.slots.empty());
}

} // namespace
} // namespace tristate::nn
