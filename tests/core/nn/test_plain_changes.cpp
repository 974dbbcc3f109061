#include "core/nn/plain_changes.h"
#include "tests/core/nn/random_plain_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

// Where a scale and a shift may not become part of what reads them. What may is in test_plain_network.cpp.

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NodeWeights affine(std::vector<float> scale, std::vector<float> shift) {
    const auto channels = static_cast<Eigen::Index>(scale.size());
    NodeWeights numbers{RowMatrix(1, channels), Eigen::VectorXf(channels)};
    for (Eigen::Index i = 0; i < channels; ++i) {
        numbers.weight(0, i) = scale[static_cast<std::size_t>(i)];
        numbers.bias[i] = shift[static_cast<std::size_t>(i)];
    }
    return numbers;
}

int affinesAfterFolding(PlainNetwork network) {
    foldScales(network);
    int count = 0;
    for (const graph::Node& node : network.graph.nodes)
        count += std::holds_alternative<graph::Affine>(node.operation) ? 1 : 0;
    return count;
}

PlainNetwork beforeConvolution(NodeWeights numbers, int padding) {
    Rng rng(1);
    return chainOf({2, 5, 5},
                   {PlainStep(graph::Affine{}, std::move(numbers)), randomConv(3, 2, 3, 1, padding, rng)});
}

TEST(FoldScales, AShiftStaysBeforeAPaddedConvolution) {
    EXPECT_EQ(affinesAfterFolding(beforeConvolution(affine({2, 3}, {0, 1}), 1)), 1);
    EXPECT_EQ(affinesAfterFolding(beforeConvolution(affine({2, 3}, {0, 1}), 0)), 0);
    EXPECT_EQ(affinesAfterFolding(beforeConvolution(affine({2, 3}, {0, 0}), 1)), 0) << "zeros stay zeros";
}

PlainNetwork beforePooling(NodeWeights numbers, graph::Pool pool) {
    Rng rng(2);
    PlainNetwork network =
        chainOf({2, 6, 6}, {PlainStep(graph::Affine{}, std::move(numbers)), PlainStep(pool)});
    const Shape pooled = network.shapes().back();
    const PlainStep dense = randomDense(3, pooled.features(), rng);
    network.append(dense.operation, dense.weights);
    return network;
}

TEST(FoldScales, ALargestValueIsNoneAfterANegativeScale) {
    const graph::Pool largest{2, 2};
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, -1}, {5, 5}), largest)), 1);
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, 1}, {5, 5}), largest)), 0);
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, 0}, {5, 5}), largest)), 0);
}

TEST(FoldScales, AnAverageOverPaddingIsNotShifted) {
    const graph::Pool padded{2, 2, graph::PoolKind::Average, 1}, whole{2, 2, graph::PoolKind::Average};
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, -1}, {0, 1}), padded)), 1);
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, -1}, {0, 0}), padded)), 0);
    EXPECT_EQ(affinesAfterFolding(beforePooling(affine({2, -1}, {0, 1}), whole)), 0);
}

TEST(FoldScales, WhatSeveralReadStays) {
    Rng rng(3);
    PlainNetwork network{{{4}, {}}, {}, {}};
    network.append(graph::Affine{}, affine({1, 2, 3, 4}, {0, 0, 0, 1}));
    const PlainStep left = randomDense(3, 4, rng), right = randomDense(3, 4, rng);
    network.append(left.operation, left.weights, {0});
    network.append(right.operation, right.weights, {0});
    network.append(graph::Add{}, {}, {1, 2});
    EXPECT_EQ(affinesAfterFolding(network), 1);
}

TEST(FoldScales, ANumberThatWouldOverflowStaysTwo) {
    PlainNetwork network{{{1}, {}}, {}, {}};
    network.append(graph::Affine{}, affine({1e30f}, {0}));
    network.append(graph::Dense{1}, {RowMatrix::Constant(1, 1, 1e30f), Eigen::VectorXf::Zero(1)});
    EXPECT_EQ(affinesAfterFolding(network), 1);
    network.weights[1].weight(0, 0) = 1e5f;
    EXPECT_EQ(affinesAfterFolding(network), 0);
}

TEST(FoldScales, TheLastNodeHasNobodyBehindIt) {
    PlainNetwork network{{{2}, {}}, {}, {}};
    network.append(graph::Affine{}, affine({2, 2}, {1, 1}));
    EXPECT_EQ(affinesAfterFolding(network), 1);
}

/// Two dense layers side by side and what adds them, with units of a larger network.
PlainNetwork twoBranches() {
    Rng rng(4);
    PlainNetwork network{{{4}, {}}, {}, {}};
    const PlainStep left = randomDense(3, 4, rng), right = randomDense(3, 4, rng);
    network.append(left.operation, left.weights, {graph::kInput});
    network.append(graph::Relu{}, {}, {0});
    network.append(right.operation, right.weights, {graph::kInput});
    network.append(graph::Add{}, {}, {1, 2});
    network.append(graph::Relu{}, {}, {3});
    network.keptUnits = {{0, 2, 5}, {1, 2, 3}};
    return network;
}

TEST(SplitOffUnits, GivesTheSameOutputs) {
    Rng rng(4);
    PlainNetwork network =
        chainOf({3, 1, 1}, {randomDense(5, 3, rng), PlainStep(graph::Relu{}), randomDense(2, 5, rng)});
    const RowMatrix samples = RowMatrix::Random(7, 3);
    const RowMatrix before = predict(network, samples);
    EXPECT_FALSE(splitOffUnits(network, Eigen::VectorXd::Ones(3), Eigen::VectorXd::Zero(3))) << "two outputs";
    EXPECT_FALSE(splitOffUnits(network, Eigen::Vector2d(0, 1), Eigen::Vector2d(1, 1))) << "no number";
    EXPECT_EQ(predict(network, samples), before);
    ASSERT_TRUE(splitOffUnits(network, Eigen::Vector2d(250, 0.5), Eigen::Vector2d(-40, 7)));
    EXPECT_TRUE(std::get<graph::Affine>(network.graph.nodes.back().operation).fixed);
    EXPECT_TRUE(predict(network, samples).isApprox(before, 1e-5f));
    EXPECT_FALSE(splitOffUnits(network, Eigen::Vector2d(2, 2), Eigen::Vector2d(0, 0))) << "it ends in units";
}

TEST(KeepWhatLeadsTo, RemembersUnitsWhileAllWeightsStay) {
    PlainNetwork network = twoBranches();
    keepWhatLeadsTo(network, 3);
    EXPECT_EQ(network.graph.nodes.size(), 4u);
    EXPECT_THAT(network.keptUnits, ElementsAre(ElementsAre(0, 2, 5), ElementsAre(1, 2, 3)));
}

TEST(KeepWhatLeadsTo, GivesWhatTheNodeGave) {
    const PlainNetwork network = twoBranches();
    Rng rng(5);
    const RowMatrix samples = randomSamples(6, network.graph.input, rng);
    PlainNetwork left = network;
    keepWhatLeadsTo(left, 1);
    EXPECT_EQ(left.weights.size(), 2u);
    EXPECT_THAT(left.keptUnits, IsEmpty()) << "a weighted node went, and the entries would name others";
    const RowMatrix expected =
        ((samples * network.weights[0].weight.transpose()).rowwise() + network.weights[0].bias.transpose())
            .cwiseMax(0.0f);
    EXPECT_LE((predict(left, samples) - expected).cwiseAbs().maxCoeff(), 1e-5f);
}

} // namespace
} // namespace tristate::nn
