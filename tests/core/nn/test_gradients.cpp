#include "core/graph/graph_text.h"
#include "tests/support/network_runner.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace tristate::nn {
namespace {

constexpr double kEpsilon = 1e-5;

/// (f(value + epsilon) - f(value - epsilon)) / (2 epsilon), with the value back in its place afterwards.
template <class F>
double centralDifference(double& value, F f) {
    const double kept = value;
    value = kept + kEpsilon;
    const double above = f();
    value = kept - kEpsilon;
    const double below = f();
    value = kept;
    return (above - below) / (2 * kEpsilon);
}

/// A network with random biases, some units closed, every second layer linear.
BasicNetwork<double> randomNetwork(const graph::Graph& spec) {
    Rng rng(21);
    BasicNetwork<double> network(spec, rng);
    for (auto* parameter : network.parameters())
        if (parameter->value.cols() == 1)
            for (auto& bias : parameter->value.reshaped()) bias += 0.1 * rng.normal();
    int layer = 0;
    for (auto* gates : network.gates()) {
        gates->width[0] = 0.3;
        if (gates->depthLearnable) gates->depth = layer++ % 2 == 1 ? 0.7 : 0.2;
    }
    return network;
}

/// The training code itself, compiled for double, against central differences of its own loss.
class Gradients : public testing::TestWithParam<const char*> {};

TEST_P(Gradients, OfEveryWeightAndBiasAgreeWithCentralDifferences) {
    const graph::Graph spec = graph::parseGraph(GetParam());
    BasicNetwork<double> network = randomNetwork(spec);
    const test::RandomBatch<double> batch(spec, 21, 5);
    test::NetworkRunner<double> runner(batch);
    runner.gradients(network);
    const BasicNetwork<double> analytic = network;

    const auto parameters = network.parameters();
    const auto expected = analytic.parameters();
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        auto& value = parameters[p]->value;
        for (Eigen::Index i = 0; i < value.size(); i += 1 + value.size() / 150) {
            const double numeric =
                centralDifference(value.data()[i], [&] { return runner.trainingLoss(network); });
            EXPECT_LE(test::relativeDifference(expected[p]->gradient.data()[i], numeric), 1e-6)
                << parameters[p]->name << "[" << i << "]: " << expected[p]->gradient.data()[i] << " against "
                << numeric;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Nets, Gradients,
    testing::Values("5-3", "20-13-4", "17-40-9-11-3", "1x8x8:3c3-p2-5", "2x9x9:5c3-p2-4c2-7-3",
                    "3x7x7:4c3+1-6c3s2-5", "1x11x9:6c5s2+2-p3s1-4c1-9-4", "2x9x9:5c3-a2-4c2-a2s1-7-3",
                    "12-9b-7b-3", "2x8x8:4c3+1b-p2-5c2b-6b-3", "20-13-d50-9-d20-4", "2x8x8:5c3-d30-p2-6-3",
                    "14-g-9-3", "2x8x8:4c3-p2-g-6-g-5-3", "2x8x8:4c3b-a2-g-6b-d40-5-3", "12-9l0.2-7bl0.5-3",
                    "2x8x8:4c3l0.1-p2-5c2+1l0.3-a2-6l0.01-3", "2x7x7:4c3+1-[5c3+1-4c3+1]+-3",
                    "2x4x4:3c3+1b-[4c3+1b-3c3+1b]+-[4c3s2+1b-4c3+1b]+-ga-3",
                    "3x6x6:4c3+1b-dw3+1b-6c1b-dw3s2+1-ga-4", "2x7x7:4c1-[3c1/5c3+1/]-6c1-p2-3",
                    "2x7x7:4c3+1n-[/b-6c1-3c3+1n]-[/b-5c1-3c3+1n]-b-ga-3", "2x7x7:4c3+1n-r-p3s2+1-5c3m0.4-4",
                    "2x7x7:4c3+1-p2u-5c1l0.1m0.3-a3s1+1-6-4", "3x6x6:4c3+1bn-[9c1bm6-dw3+1bm6-4c1b]+n-ga-3",
                    "4x7x7:6c3+1g2-4c3+2x2-4", "2x9x9:6c3s2+2x2-6c3x2g2b-ga-3", "4x8x8:6c3s3+2x2g2l0.1-3",
                    "4x8x8:6c3g2-p2-5-3", "2x9x9:4c3x2-p2-3", "3x8x8:dw3-p2-3", "2x9x9:6c3s2+4x6-6c1s2g3-3",
                    "3x8x8:6c3-p2-lrn3a0.5-4c2-4", "2x7x7:6c3+1-lrn4a2b0.6k1.5-5c3-3",
                    "2x6x6:[4c3+1/5c1]-lrn7a3-dw3-3", "2x7x7:5c3+1-a3s2u-a3s2+1i-4", "2x7x7:5c3+1-a2+1ui-4",
                    "2x7x7:[4c3+1/4c1]+-g-3", "2x7x7:4c3+1-[[3c1/4c3+1]/7c1]+-[3c1-7c1]+f-3"),
    [](const auto& test) { return "net" + std::to_string(test.index); });

TEST(Gradients, AgreeWithCentralDifferencesAfterBranchesVanished) {
    for (const char* text :
         {"2x7x7:4c3+1-[5c3+1-4c3+1]+x2-3", "2x6x6:4c3+1b-[3c1b-4c3+1b]+-[3c1/2c3+1b]-ga-3",
          "9-8-[5-8]+-[4b-8b]+-3", "2x6x6:4c3+1-[5c3+1-4c3+1]+-[3c1/2c1]-3c1n-ga"}) {
        const graph::Graph spec = graph::parseGraph(text);
        BasicNetwork<double> network = randomNetwork(spec);
        ASSERT_TRUE(network.keepUnits(1, {}));
        ASSERT_TRUE(network.keepUnits(static_cast<int>(network.gates().size()) - 1, {})) << text;
        const test::RandomBatch<double> batch(spec, 21, 5);
        test::NetworkRunner<double> runner(batch);
        runner.gradients(network);
        const BasicNetwork<double> analytic = network;
        for (std::size_t p = 0; p < network.parameters().size(); ++p) {
            auto& value = network.parameters()[p]->value;
            for (Eigen::Index i = 0; i < value.size(); i += 1 + value.size() / 50) {
                const double numeric =
                    centralDifference(value.data()[i], [&] { return runner.trainingLoss(network); });
                EXPECT_LE(test::relativeDifference(analytic.parameters()[p]->gradient.data()[i], numeric),
                          1e-6)
                    << text << ": " << network.parameters()[p]->name;
            }
        }
    }
}

/// Gates whose forward pass is smooth in w have an exact gradient; the straight-through ones are checked
/// against their formula (test_tri_state_relu).
class GateGradients : public testing::TestWithParam<std::tuple<GateEstimator, const char*>> {};

TEST_P(GateGradients, AgreeWithCentralDifferences) {
    const auto [estimator, text] = GetParam();
    const graph::Graph spec = graph::parseGraph(text);
    BasicNetwork<double> network = randomNetwork(spec);
    Rng rng(8);
    for (auto* gates : network.gates()) {
        gates->estimator = estimator;
        for (auto& w : gates->width) w = rng.uniform(0.2, 0.8);
    }
    const test::RandomBatch<double> batch(spec, 21, 5);
    test::NetworkRunner<double> runner(batch);
    runner.gradients(network);
    int notZero = 0;
    for (auto* gates : network.gates())
        for (int unit = 0; unit < gates->units(); ++unit) {
            const double analytic = gates->widthGradient[unit];
            const double numeric =
                centralDifference(gates->width[unit], [&] { return runner.trainingLoss(network); });
            EXPECT_LE(test::relativeDifference(analytic, numeric), 1e-6) << unit;
            notZero += analytic != 0 ? 1 : 0;
        }
    EXPECT_GT(notZero, 4);
}

INSTANTIATE_TEST_SUITE_P(SmoothGates, GateGradients,
                         testing::Combine(testing::Values(GateEstimator::RealValued,
                                                          GateEstimator::HardConcrete),
                                          testing::Values("15-12-9-4", "2x8x8:5c3-p2-6c2b-g-7-3",
                                                          "2x4x4:4c3+1b-[5c3+1b-4c3+1b]+-ga-3",
                                                          "3x6x6:4c3+1-dw3+1b-6c1-[3c1/4c3+1]-ga-4",
                                                          "4x6x6:6c3g2-lrn3a0.5-4c3+2x2b-g-5-3",
                                                          "2x7x7:9c3+1-p2u-lrn4a2b0.6-ga-3")));

TEST(Estimators, SlopesAreTheDerivativesOfTheirValues) {
    for (const double u : {0.1, 0.45, 0.8})
        for (double w = 0.05; w < 1; w += 0.05) {
            const auto value = [&] { return trainingValue(GateEstimator::HardConcrete, w, u); };
            const double m = value();
            const double numeric = centralDifference(w, value);
            if (m > 1e-4 && m < 1 - 1e-4) { // away from the corners of the clipping
                EXPECT_NEAR(slope(GateEstimator::HardConcrete, m), numeric, 1e-6);
            }
        }
    for (const GateEstimator estimator : kGateEstimators)
        for (double w = 0.05; w < 1; w += 0.05)
            EXPECT_NEAR(opennessSlope(estimator, w),
                        centralDifference(w, [&] { return openness(estimator, w); }), 1e-8);
}

TEST(Estimators, AUnitIsOpenAboveItsLimit) {
    for (const GateEstimator estimator : kGateEstimators) {
        const double limit = openLimit(estimator);
        EXPECT_FALSE(isOpen(estimator, std::max(0.0, limit - 1e-6)));
        EXPECT_TRUE(isOpen(estimator, limit + 1e-6));
        EXPECT_GT(finalValue(estimator, 1), 0.99);
    }
}

TEST(Estimators, TheHardConcreteGateIsZeroAsOftenAsItsCostSays) {
    Rng rng(3);
    for (const double w : {0.1, 0.3, 0.5, 0.9}) {
        int open = 0;
        constexpr int kDraws = 20000;
        for (int i = 0; i < kDraws; ++i)
            open += trainingValue(GateEstimator::HardConcrete, w, rng.uniform(1e-9, 1)) > 0 ? 1 : 0;
        EXPECT_NEAR(open / double(kDraws), openness(GateEstimator::HardConcrete, w), 0.012);
    }
}

TEST(Loss, IsTheCrossEntropyOfTheSoftmaxAndItsGradient) {
    Activation<double> logits, gradient;
    logits.resize(3, 1);
    gradient.resize(3, 1);
    logits.map(0).setZero();
    logits.map(0).row(0) << 1.0, 2.0, 0.5;
    logits.map(0).row(1) << 1000.0, 0.0, 0.0; // no overflow
    const std::vector<std::uint32_t> labels = {1, 2};
    std::vector<double> losses(2);
    std::vector<std::uint8_t> wrong(2);
    softmaxCrossEntropy<double>(logits, labels, {0, 1}, losses, wrong, &gradient);
    const double total = std::exp(1.0) + std::exp(2.0) + std::exp(0.5);
    EXPECT_NEAR(losses[0], std::log(total) - 2.0, 1e-12);
    EXPECT_NEAR(losses[1], 1000.0, 1e-9);
    EXPECT_EQ(wrong[0], 0);
    EXPECT_EQ(wrong[1], 1);
    EXPECT_NEAR(gradient.map(0)(0, 0), std::exp(1.0) / total / 2, 1e-12);
    EXPECT_NEAR(gradient.map(0)(0, 1), (std::exp(2.0) / total - 1) / 2, 1e-12);
    EXPECT_EQ(gradient.map(0)(2, 1), 0.0) << "padding has no gradient";
}

TEST(Loss, CountsATieAsWrongUnlessTheLabelComesFirst) {
    Activation<float> logits;
    logits.resize(2, 1);
    logits.map(0).setZero();
    const std::vector<std::uint32_t> labels = {0, 1};
    std::vector<float> losses(2);
    std::vector<std::uint8_t> wrong(2);
    softmaxCrossEntropy<float>(logits, labels, {0, 1}, losses, wrong, nullptr);
    EXPECT_EQ(wrong[0], 0);
    EXPECT_EQ(wrong[1], 1);
}

TEST(Loss, OfNumbersIsTheMeanSquareInDeviationsAndItsGradient) {
    Activation<double> outputs, gradient;
    outputs.resize(2, 1);
    gradient.resize(2, 1);
    outputs.map(0).setConstant(99); // padding
    outputs.map(0).row(0) << 3.0, 10.0;
    outputs.map(0).row(1) << 1.0, 40.0;
    const std::vector<float> targets = {1, 20, 1, 20};
    const std::vector<double> scales = {0.25, 0.1};
    for (const bool isHuber : {false, true}) {
        std::vector<double> losses(2), squares(2);
        const RegressionTargets wanted{targets, scales, isHuber};
        regressionLoss<double>(outputs, wanted, {0, 1}, losses, squares, &gradient);
        EXPECT_NEAR(losses[0], (0.25 + 1) / 2, 1e-12);
        EXPECT_NEAR(losses[1], (isHuber ? 2 * 2 - 1 : 4) / 2.0, 1e-12);
        EXPECT_NEAR(squares[1], 4 / 2.0, 1e-12);
        EXPECT_EQ(gradient.map(0)(2, 0), 0.0) << "padding has no gradient";
        for (int lane = 0; lane < 2; ++lane)
            for (int output = 0; output < 2; ++output) {
                constexpr double kStep = 1e-6;
                double differences = 0;
                for (const double sign : {-1.0, 1.0}) {
                    const double before = outputs.map(0)(lane, output);
                    outputs.map(0)(lane, output) = before + sign * kStep;
                    std::vector<double> after(2);
                    regressionLoss<double>(outputs, wanted, {0, 1}, after, squares, nullptr);
                    outputs.map(0)(lane, output) = before;
                    differences += sign * (after[0] + after[1]) / 2;
                }
                EXPECT_NEAR(gradient.map(0)(lane, output), differences / (2 * kStep), 1e-6);
            }
    }
}

} // namespace
} // namespace tristate::nn
