#include "core/graph/graph_text.h"
#include "core/nn/constant_layer.h"
#include "core/nn/network.h"
#include "core/nn/select_layer.h"
#include "tests/support/network_runner.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <vector>

// Layers that put channels into another order, or in the place of some, and networks with them.

namespace tristate::nn {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::Pointwise;
using Maps = Activation<double>;
using Double = BasicNetwork<double>;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr Pass kTwenty{20, Purpose::Training, 1, 1}; // the second group has four samples
constexpr GroupRange kBoth{0, 2};

Maps drawn(int features, std::uint64_t seed) {
    Rng rng(seed);
    return test::randomActivation<double>(features, kBoth.end, rng);
}

double valueOf(const Maps& maps, int group, int feature, int lane) {
    return maps.group(group)[feature * kLanes + lane];
}

Double built(const char* text, std::uint64_t seed = 4) {
    Rng rng(seed);
    return Double(graph::parseGraph(text), rng);
}

TEST(SelectLayer, TakesMapsInItsOrderAndSumsWhatComesBackToOne) {
    const SelectLayer<double> layer({3, 1, 2}, {2, 0, 2});
    EXPECT_EQ(layer.outputShape(), (Shape{3, 1, 2}));
    const Maps input = drawn(6, 1);
    Tape<double> tape;
    layer.prepare(tape, kTwenty);
    layer.forward(input, tape, kBoth);
    tape.outputGradient = drawn(6, 2);
    Maps gradient = drawn(6, 3);
    for (int g = 0; g < kBoth.end; ++g) gradient.map(g).setConstant(kNothing);
    layer.backward(input, tape, &gradient, kBoth);
    for (int g = 0; g < kBoth.end; ++g)
        for (int lane = 0; lane < kLanes; ++lane)
            for (int at = 0; at < 2; ++at) {
                const auto back = [&](int map) {
                    return valueOf(tape.outputGradient, g, 2 * map + at, lane);
                };
                for (const int map : {0, 2})
                    EXPECT_EQ(valueOf(tape.output, g, 2 * map + at, lane), valueOf(input, g, 4 + at, lane));
                EXPECT_EQ(valueOf(tape.output, g, 2 + at, lane), valueOf(input, g, at, lane));
                EXPECT_EQ(valueOf(gradient, g, at, lane), back(1));
                EXPECT_EQ(valueOf(gradient, g, 2 + at, lane), 0) << "nobody reads the second map";
                EXPECT_EQ(valueOf(gradient, g, 4 + at, lane), back(0) + back(2));
            }
}

/// The gradient of values in lanes without a sample means nothing.
TEST(ConstantLayer, IsTheSameEverywhereAndLearnsFromSamplesAlone) {
    ConstantLayer<double> layer("c", {3, 2, 2});
    layer.value.value << 1, -2, 0.5;
    const Maps input = drawn(1, 1);
    Tape<double> tape;
    layer.prepare(tape, kTwenty);
    layer.forward(input, tape, kBoth);
    tape.outputGradient = drawn(12, 2);
    tape.outputGradient.map(1).bottomRows(kLanes - 4).setConstant(kNothing);
    layer.backward(input, tape, nullptr, kBoth);
    layer.value.gradient.setConstant(kNothing);
    layer.gradient(input, tape, 0);
    for (int c = 0; c < 3; ++c) {
        double sum = 0;
        for (int sample = 0; sample < 20; ++sample)
            for (int i = 4 * c; i < 4 * (c + 1); ++i) {
                EXPECT_EQ(valueOf(tape.output, sample / kLanes, i, sample % kLanes), layer.value.value(c, 0));
                sum += valueOf(tape.outputGradient, sample / kLanes, i, sample % kLanes);
            }
        EXPECT_NEAR(layer.value.gradient(c, 0), sum, 1e-12);
    }
    const std::vector<int> kept{2, 0};
    layer.selectOutputs(kept);
    EXPECT_EQ(layer.outputShape(), (Shape{2, 2, 2}));
    EXPECT_EQ(layer.value.value(0, 0), 0.5);
    EXPECT_EQ(layer.value.value(1, 0), 1);
}

/// What a shuffle of channels does to the reader behind it, a permutation of the columns undoes.
TEST(Shuffles, AreThePermutationOfTheReadersColumns) {
    const std::vector<int> order{0, 3, 1, 4, 2, 5};
    Double shuffled = built("2x7x5:6c3+1n-sel0,3,1,4,2,5-r-p2-7"), plain = built("2x7x5:6c3+1n-r-p2-7");
    for (auto* parameter : plain.parameters()) shuffled.parameter(parameter->name).value = parameter->value;
    const int area = static_cast<int>(plain.parameter("fc1.weight").value.cols()) / 6;
    for (std::size_t map = 0; map < order.size(); ++map)
        plain.parameter("fc1.weight").value.matrix().middleCols(order[map] * area, area) =
            shuffled.parameter("fc1.weight").value.matrix().middleCols(static_cast<int>(map) * area, area);
    const test::RandomBatch<double> batch(plain.graph(), 20, 3);
    test::NetworkRunner<double> runner(batch);
    EXPECT_THAT(runner.logits(shuffled), Pointwise(DoubleNear(1e-12), runner.logits(plain)));
    EXPECT_NEAR(runner.gradients(shuffled), runner.gradients(plain), 1e-12);
    EXPECT_TRUE(shuffled.parameter("conv1.weight")
                    .gradient.isApprox(plain.parameter("conv1.weight").gradient, 1e-12));
}

/// As a block of ShuffleNet: half of the maps pass, the others go through a branch, and all are shuffled.
constexpr const char* kShuffleBlock =
    "3x6x6:8c3+1n-[sel0..3/sel4..7-6c1-dw3+1-4c1n]-sel0,4,1,5,2,6,3,7-r-ga-5";

TEST(Shuffles, GradientsAgreeWithCentralDifferences) {
    Double network = built(kShuffleBlock);
    Rng rng(8);
    for (auto* parameter : network.parameters()) // a sum that is 0 is where a ReLU has no derivative
        if (parameter->name.ends_with(".bias"))
            for (Eigen::Index i = 0; i < parameter->value.size(); ++i)
                parameter->value.data()[i] = 0.3 * rng.normal();
    const test::RandomBatch<double> batch(network.graph(), 20, 5);
    test::NetworkRunner<double> runner(batch);
    Double differentiated = network;
    runner.gradients(differentiated);
    constexpr double kStep = 1e-6;
    for (auto* parameter : network.parameters())
        for (Eigen::Index i = 0; i < parameter->value.size(); i += 5) {
            double& value = parameter->value.data()[i];
            const double before = value;
            value = before + kStep;
            const double above = runner.trainingLoss(network);
            value = before - kStep;
            const double below = runner.trainingLoss(network);
            value = before;
            EXPECT_NEAR(differentiated.parameter(parameter->name).gradient.data()[i],
                        (above - below) / (2 * kStep), 1e-6)
                << parameter->name << " " << i;
        }
}

TEST(Shuffles, LeaveGatesToTheMapsThatNoneOfThemReads) {
    Double network = built(kShuffleBlock);
    ASSERT_EQ(network.gates().size(), 1u) << "those of the branch's inner maps";
    auto& gates = *network.gates()[0];
    ASSERT_EQ(gates.units(), 6);
    gates.width.setConstant(1);
    gates.width[1] = gates.width[4] = 0.1;
    const test::RandomBatch<double> batch(network.graph(), 20, 6);
    test::NetworkRunner<double> runner(batch);
    const std::vector<double> before = runner.logits(network);
    const std::vector<int> kept{0, 2, 3, 5};
    network.keepUnits(0, kept);
    EXPECT_EQ(network.parameter("conv2.weight").value.rows(), 4);
    EXPECT_THAT(runner.logits(network), Pointwise(DoubleNear(1e-12), before));
    EXPECT_THAT(runner.logits(network, true), Pointwise(DoubleNear(1e-12), before));
    EXPECT_THAT(before, testing::Not(Each(before.front())));
}

} // namespace
} // namespace tristate::nn
