#include "tests/support/network_runner.h"

#include <gtest/gtest.h>

#include <string>

namespace tristate::nn {
namespace {

/// The training code itself, compiled for double, against central differences of its own loss.
class Gradients : public testing::TestWithParam<const char*> {};

TEST_P(Gradients, OfEveryWeightAndBiasAgreeWithCentralDifferences) {
    constexpr double kEpsilon = 1e-5;
    const NetworkSpec spec = parseNetworkSpec(GetParam());
    Rng rng(21);
    BasicNetwork<double> network(spec, rng);
    for (auto* parameter : network.parameters())
        if (parameter->value.cols() == 1)
            for (auto& bias : parameter->value.reshaped()) bias = 0.1 * rng.normal();
    int layer = 0;
    for (auto* gates : network.gates()) { // some units closed, every second layer linear
        gates->width[0] = 0.3;
        gates->depth = layer++ % 2 == 1 ? 0.7 : 0.2;
    }
    const test::RandomBatch<double> batch(spec, 21, 5);
    test::NetworkRunner<double> runner(batch);
    runner.gradients(network);
    const BasicNetwork<double> analytic = network;

    const auto parameters = network.parameters();
    const auto expected = analytic.parameters();
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        auto& value = parameters[p]->value;
        for (Eigen::Index i = 0; i < value.size(); i += 1 + value.size() / 150) {
            const double kept = value.data()[i];
            value.data()[i] = kept + kEpsilon;
            const double above = runner.loss(network);
            value.data()[i] = kept - kEpsilon;
            const double below = runner.loss(network);
            value.data()[i] = kept;
            const double numeric = (above - below) / (2 * kEpsilon);
            EXPECT_LE(test::relativeDifference(expected[p]->gradient.data()[i], numeric), 1e-6)
                << parameters[p]->name << "[" << i << "]: " << expected[p]->gradient.data()[i] << " against "
                << numeric;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Nets, Gradients,
                         testing::Values("5-3", "20-13-4", "17-40-9-11-3", "1x8x8:3c3-p2-5",
                                         "2x9x9:5c3-p2-4c2-7-3", "3x7x7:4c3+1-6c3s2-5",
                                         "1x11x9:6c5s2+2-p3s1-4c1-9-4"),
                         [](const auto& test) { return "net" + std::to_string(test.index); });

TEST(Loss, IsTheCrossEntropyOfTheSoftmaxAndItsGradient) {
    Activation<double> logits, gradient;
    logits.resize(3, 1);
    gradient.resize(3, 1);
    logits.map(0).setZero();
    logits.map(0).row(0) << 1.0, 2.0, 0.5;
    logits.map(0).row(1) << 1000.0, 0.0, 0.0; // no overflow
    const std::vector<std::uint8_t> labels = {1, 2};
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
    const std::vector<std::uint8_t> labels = {0, 1};
    std::vector<float> losses(2);
    std::vector<std::uint8_t> wrong(2);
    softmaxCrossEntropy<float>(logits, labels, {0, 1}, losses, wrong, nullptr);
    EXPECT_EQ(wrong[0], 0);
    EXPECT_EQ(wrong[1], 1);
}

} // namespace
} // namespace tristate::nn
