#include "core/optim/adam.h"
#include "core/optim/gate_descent.h"
#include "core/optim/sgd.h"
#include "core/optim/weight_decay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace tristate::optim {
namespace {

nn::Parameter<double> parameter(int rows, int columns, double value, double gradient) {
    nn::Parameter<double> p;
    p.resize(rows, columns);
    p.value.setConstant(value);
    p.gradient.setConstant(gradient);
    return p;
}

TEST(Sgd, AccumulatesMomentum) {
    Sgd<double> sgd(0.9);
    auto p = parameter(1, 1, 1.0, 2.0);
    sgd.attach(p);
    sgd.beginStep(1, 0.1);
    sgd.update(p, {0, 1});
    EXPECT_DOUBLE_EQ(p.value(0, 0), 1.0 - 0.1 * 2.0);
    sgd.beginStep(2, 0.1);
    sgd.update(p, {0, 1});
    EXPECT_DOUBLE_EQ(p.value(0, 0), 0.8 - 0.1 * (0.9 * 2.0 + 2.0));
}

TEST(Adam, FollowsTheAlgorithmOfThePaper) {
    Adam<double> adam;
    auto p = parameter(1, 1, 1.0, 0);
    adam.attach(p);
    double m = 0, v = 0, expected = 1;
    const double gradients[] = {0.5, -2.0, 0.1, 3.0};
    for (int t = 1; t <= 4; ++t) {
        const double g = gradients[t - 1];
        p.gradient.setConstant(g);
        adam.beginStep(t, 0.01);
        adam.update(p, {0, 1});
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        expected -= 0.01 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
        EXPECT_NEAR(p.value(0, 0), expected, 1e-12) << "step " << t;
    }
}

TEST(Optimizer, TouchesOnlyTheRowsItIsGiven) {
    for (const bool useAdam : {false, true}) {
        Sgd<double> sgd(0.9);
        Adam<double> adam;
        Optimizer<double>& optimizer = useAdam ? static_cast<Optimizer<double>&>(adam) : sgd;
        auto p = parameter(5, 3, 1.0, 1.0);
        optimizer.attach(p);
        optimizer.beginStep(1, 0.1);
        optimizer.update(p, {1, 3});
        EXPECT_TRUE((p.value.row(0) == 1.0).all());
        EXPECT_TRUE((p.value.middleRows(1, 2) < 1.0).all());
        EXPECT_TRUE((p.value.bottomRows(2) == 1.0).all());
    }
}

TEST(Optimizer, MemoryIsRemovedWithTheUnits) {
    Adam<double> adam;
    auto p = parameter(4, 3, 1.0, 1.0);
    adam.attach(p);
    for (int i = 0; i < 12; ++i) p.slots[1].data()[i] = i;
    const std::vector<int> rows = {0, 3}, columns = {2};
    p.selectRows(rows);
    p.selectColumns(columns);
    ASSERT_EQ(p.slots[1].rows(), 2);
    ASSERT_EQ(p.slots[1].cols(), 1);
    EXPECT_EQ(p.slots[1](0, 0), 2);
    EXPECT_EQ(p.slots[1](1, 0), 11);
    EXPECT_EQ(p.gradient.size(), 2);
}

TEST(Adam, CountsTheStepsOfAParameterFromWhenItWasBorn) {
    Adam<double> adam;
    auto old = parameter(1, 1, 1.0, 0.3), fresh = parameter(1, 1, 1.0, 0.3);
    adam.attach(old);
    adam.attach(fresh);
    fresh.born = 500; // its memory was emptied after 500 steps
    adam.beginStep(1, 0.01);
    adam.update(old, {0, 1});
    adam.beginStep(501, 0.01);
    adam.update(fresh, {0, 1});
    EXPECT_DOUBLE_EQ(fresh.value(0, 0), old.value(0, 0)) << "its first step is a first step";
    EXPECT_NEAR(fresh.value(0, 0), 1 - 0.01, 1e-9) << "which is as long as the rate, whatever the gradient";
}

/// Eigen takes roots of floats by an estimate of the reciprocal, which is infinite at 0.
TEST(Adam, LeavesAWeightAloneThatNeverHadAGradient) {
    Adam<float> adam;
    nn::Parameter<float> p;
    p.resize(3, 21);
    p.value.setConstant(0.7f);
    p.gradient.setZero();
    adam.attach(p);
    for (int step = 1; step <= 5; ++step) {
        adam.beginStep(step, 0.01);
        adam.update(p, {0, 3});
    }
    EXPECT_TRUE((p.value == 0.7f).all());
}

TEST(Adam, StaysFiniteForGradientsFarFromOne) {
    for (const float g : {1e-30f, 1e-12f, 1e12f, 1e18f}) {
        Adam<float> adam;
        nn::Parameter<float> p;
        p.resize(2, 19);
        p.value.setConstant(1);
        p.gradient.setConstant(g);
        adam.attach(p);
        for (int step = 1; step <= 20; ++step) {
            adam.beginStep(step, 0.01);
            adam.update(p, {0, 2});
        }
        EXPECT_TRUE(p.value.allFinite()) << g;
        EXPECT_TRUE((p.value <= 1).all() && (p.value > 0.7f).all()) << g;
    }
}

/// Blocks of rows are updated one by one, in any order.
TEST(Optimizer, TakesTheSameStepsHoweverTheRowsAreCut) {
    for (const bool useAdam : {false, true}) {
        Sgd<float> sgd(0.9);
        Adam<float> adam;
        Optimizer<float>& optimizer = useAdam ? static_cast<Optimizer<float>&>(adam) : sgd;
        nn::Parameter<float> whole;
        whole.resize(13, 7);
        for (int i = 0; i < 91; ++i) whole.value.data()[i] = std::sin(static_cast<float>(i));
        optimizer.attach(whole);
        nn::Parameter<float> cut = whole;
        for (int step = 1; step <= 4; ++step) {
            for (int i = 0; i < 91; ++i)
                whole.gradient.data()[i] = cut.gradient.data()[i] = std::cos(static_cast<float>(i * step));
            optimizer.beginStep(step, 0.01);
            optimizer.update(whole, {0, 13});
            for (const nn::RowRange rows : {nn::RowRange{9, 13}, {0, 1}, {1, 4}, {4, 4}, {4, 9}})
                optimizer.update(cut, rows);
        }
        EXPECT_LE((cut.value - whole.value).abs().maxCoeff(), 1e-6f);
        for (std::size_t slot = 0; slot < whole.slots.size(); ++slot)
            EXPECT_LE((cut.slots[slot] - whole.slots[slot]).abs().maxCoeff(), 1e-6f);
    }
}

TEST(WeightDecay, ShrinksOnlyWhatLiesBetweenOpenUnits) {
    auto p = parameter(3, 4, 2.0, 0.0);
    const std::vector<std::uint8_t> rows{1, 0, 1}, columns{1, 1, 0, 1};
    decayWeights<double>(p, {0, 2}, 0.25, rows, columns);
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column) {
            const bool decays = row == 0 && column != 2;
            EXPECT_EQ(p.value(row, column), decays ? 1.5 : 2.0) << row << ", " << column;
        }
}

TEST(GateDescent, ClipsToTheUnitInterval) {
    Eigen::Array<double, Eigen::Dynamic, 1> w(3), g(3);
    w << 0.5, 0.1, 0.9;
    g << 1.0, 5.0, -5.0;
    descendClipped(w, g, 0.1);
    EXPECT_DOUBLE_EQ(w[0], 0.4);
    EXPECT_DOUBLE_EQ(w[1], 0.0);
    EXPECT_DOUBLE_EQ(w[2], 1.0);
    double d = 0.2;
    descendClipped(d, 10.0, 0.1);
    EXPECT_DOUBLE_EQ(d, 0.0);
}

} // namespace
} // namespace tristate::optim
