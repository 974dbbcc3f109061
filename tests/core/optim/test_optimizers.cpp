#include "core/optim/adam.h"
#include "core/optim/gate_descent.h"
#include "core/optim/sgd.h"

#include <gtest/gtest.h>

#include <cmath>

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
