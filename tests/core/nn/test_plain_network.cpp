#include "core/base/error.h"
#include "core/nn/plain_changes.h"
#include "core/nn/plain_network.h"
#include "tests/core/nn/random_plain_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace tristate;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

/// Convolution written as its definition, in double.
double convolve(const PlainStep& layer, Shape in, const float* sample, int map, int y, int x) {
    const auto& conv = std::get<graph::Conv>(layer.operation);
    double sum = layer.weights.bias[map];
    for (int c = 0; c < in.channels; ++c)
        for (int ky = 0; ky < conv.kernel; ++ky)
            for (int kx = 0; kx < conv.kernel; ++kx) {
                const int inY = y * conv.stride + ky - conv.padding;
                const int inX = x * conv.stride + kx - conv.padding;
                if (inY < 0 || inY >= in.height || inX < 0 || inX >= in.width) continue;
                sum += double(layer.weights.weight(map, (c * conv.kernel + ky) * conv.kernel + kx)) *
                       sample[(c * in.height + inY) * in.width + inX];
            }
    return sum;
}

std::string messageOf(const PlainNetwork& network) {
    try {
        network.shapes();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(PlainNetwork, DenseNetByHand) {
    NodeWeights first{RowMatrix(2, 2), Eigen::VectorXf(2)};
    first.weight << 1, 2, 3, -4;
    first.bias << 0.5f, 1;
    NodeWeights second{RowMatrix(1, 2), Eigen::VectorXf(1)};
    second.weight << 10, 100;
    second.bias << -1;
    const PlainNetwork network = chainOf(
        {2, 1, 1}, {PlainStep(graph::Dense{2}, first), graph::Relu{}, PlainStep(graph::Dense{1}, second)});
    RowMatrix samples(2, 2);
    samples << 1, 1, 1, 0.5f;
    RowMatrix expected(2, 1);
    expected << 10 * 3.5f + 100 * 0 - 1, 10 * 2.5f + 100 * 2 - 1;
    EXPECT_EQ(predict(network, samples), expected);
    EXPECT_EQ(network.parameters(), 4 + 2 + 2 + 1);
    EXPECT_EQ(network.flops(), 2 * (4 + 2));
    EXPECT_EQ(network.architecture(), (std::vector<int>{2, 1}));
}

TEST(PlainNetwork, ConvolutionIsItsDefinition) {
    Rng rng(3);
    for (const auto& [stride, padding] : {std::pair{1, 0}, {2, 0}, {1, 1}, {3, 2}}) {
        const Shape in{3, 9, 7};
        const PlainStep conv = randomConv(4, in.channels, 3, stride, padding, rng);
        const PlainNetwork network = chainOf(in, {conv});
        const Shape out = network.shapes().front();
        ASSERT_EQ(out.height, (9 + 2 * padding - 3) / stride + 1);
        ASSERT_EQ(out.width, (7 + 2 * padding - 3) / stride + 1);
        const RowMatrix samples = randomSamples(5, in, rng);
        const RowMatrix maps = predict(network, samples);
        for (int i = 0; i < 5; ++i)
            for (int map = 0; map < out.channels; ++map)
                for (int y = 0; y < out.height; ++y)
                    for (int x = 0; x < out.width; ++x)
                        ASSERT_NEAR(maps(i, (map * out.height + y) * out.width + x),
                                    convolve(conv, in, samples.row(i).data(), map, y, x), 1e-5);
    }
}

TEST(PlainNetwork, MaxPoolingTakesTheLargestOfEveryWindow) {
    const PlainNetwork network = chainOf({2, 3, 5}, {graph::Pool{.size = 2, .stride = 2}});
    RowMatrix sample(1, 30);
    for (int i = 0; i < 30; ++i) sample(0, i) = static_cast<float>(i < 15 ? i : -i);
    RowMatrix expected(1, 4);
    expected << 6, 8, -15, -17;
    EXPECT_EQ(predict(network, sample), expected);

    const PlainNetwork overlapping = chainOf({1, 3, 3}, {graph::Pool{.size = 2, .stride = 1}});
    RowMatrix square(1, 9);
    square << 9, 1, 2, 3, 4, 5, 6, 7, 8;
    RowMatrix largest(1, 4);
    largest << 9, 5, 7, 8;
    EXPECT_EQ(predict(overlapping, square), largest);
}

RowMatrix row(const std::vector<float>& values) {
    return Eigen::Map<const RowMatrix>(values.data(), 1, static_cast<Eigen::Index>(values.size()));
}

TEST(PlainNetwork, EveryGroupOfAConvolutionSeesItsOwnMaps) {
    Rng rng(4);
    const Shape in{4, 7, 6};
    RandomGraph grouped(in, rng);
    grouped.add(graph::Conv{6, 3, 1, 2, 2, 2});
    const RowMatrix samples = randomSamples(3, in, rng);
    const NodeWeights& all = grouped.network.weights[0];
    RowMatrix expected(3, 0);
    for (const int group : {0, 1}) {
        PlainNetwork part = chainOf(in, {graph::Select{{2 * group, 2 * group + 1}}});
        part.append(graph::Conv{3, 3, 1, 2, 2},
                    {all.weight.middleRows(3 * group, 3), all.bias.segment(3 * group, 3)});
        const RowMatrix maps = predict(part, samples);
        expected.conservativeResize(3, expected.cols() + maps.cols());
        expected.rightCols(maps.cols()) = maps;
    }
    EXPECT_TRUE(predict(grouped.network, samples).isApprox(expected, 1e-6f));
    EXPECT_EQ(grouped.network.flops(), 2LL * 6 * 2 * 9 * 42);
}

TEST(PlainNetwork, ADepthwiseConvolutionIsOneOfAsManyGroups) {
    Rng rng(5);
    const Shape in{3, 8, 9};
    RandomGraph depthwise(in, rng);
    depthwise.add(graph::Depthwise{3, 2, 1});
    PlainNetwork grouped =
        chainOf(in, {PlainStep(graph::Conv{3, 3, 2, 1, 1, 3}, depthwise.network.weights[0])});
    const RowMatrix samples = randomSamples(3, in, rng);
    EXPECT_TRUE(predict(depthwise.network, samples).isApprox(predict(grouped, samples), 1e-6f));
    EXPECT_EQ(depthwise.network.architecture(), (std::vector<int>{3}));
}

TEST(PlainNetwork, OperationsWithoutWeightsByHand) {
    const RowMatrix sample = row({1, -2, 3, 4, 5, 6, -7, 8});
    const auto yields = [&](const std::vector<PlainStep>& layers) {
        return predict(chainOf({2, 2, 2}, layers), sample);
    };
    EXPECT_EQ(yields({graph::Relu{0.5f, 4}}), row({1, -1, 3, 4, 4, 4, -3.5f, 4}));
    EXPECT_EQ(yields({graph::GlobalAverage{}}), row({1.5f, 3}));
    EXPECT_EQ(yields({graph::Select{{1, 0}}}), row({5, 6, -7, 8, 1, -2, 3, 4}));
    EXPECT_EQ(yields({graph::Select{{7, 1}, true}}), row({8, -2}));
    EXPECT_EQ(yields({PlainStep(graph::Affine{}, {row({2, -1}), row({1, 0}).transpose()})}),
              row({3, -3, 7, 9, -5, -6, 7, -8}));
    EXPECT_EQ(yields({graph::Pool{2, 2, graph::PoolKind::Max, 1}}), row({1, -2, 3, 4, 5, 6, -7, 8}));
    EXPECT_EQ(yields({graph::Pool{2, 2, graph::PoolKind::Average, 1}}),
              row({0.25f, -0.5f, 0.75f, 1, 1.25f, 1.5f, -1.75f, 2}));
    const RowMatrix normalised = yields({graph::ResponseNorm{2, 2, 0.5f, 3}});
    EXPECT_FLOAT_EQ(normalised(0, 0), 1 / std::sqrt(3.0f + 1 + 25)) << "itself and the one behind";
    EXPECT_FLOAT_EQ(normalised(0, 4), 5 / std::sqrt(3.0f + 25));
}

// As torch.nn.AvgPool2d has it: zeros of the padding count, what lies beyond does not.
TEST(PlainNetwork, AnAverageCountsThePaddingAndNothingBeyond) {
    const PlainNetwork network = chainOf({1, 3, 3}, {graph::Pool{2, 2, graph::PoolKind::Average, 0, true}});
    EXPECT_EQ(predict(network, row({1, 2, 3, 4, 5, 6, 7, 8, 9})), row({3, 4.5f, 7.5f, 9}));
    const PlainNetwork padded = chainOf({1, 2, 2}, {graph::Pool{3, 2, graph::PoolKind::Average, 1, true}});
    EXPECT_EQ(predict(padded, row({9, 18, 27, 36})), row({10, 9, 10.5f, 9}));
}

TEST(PlainNetwork, BranchesAreAddedAndPutSideBySide) {
    PlainNetwork network = chainOf({1, 1, 2}, {graph::Relu{}});
    network.append(graph::Add{}, {}, {0, graph::kInput, 0});
    network.append(graph::Concat{}, {}, {graph::kInput, 1, 0});
    EXPECT_EQ(predict(network, row({-1, 2})), row({-1, 2, -1, 6, 0, 2}));
}

TEST(PlainNetwork, NodesAreTakenOutAndPutIn) {
    PlainNetwork network = chainOf({1, 1, 2}, {graph::Relu{}, graph::Relu{0.5f}});
    network.append(graph::Add{}, {}, {1, graph::kInput});
    const RowMatrix before = predict(network, row({-2, 3}));
    network.remove(1); // no value below zero reaches it
    EXPECT_EQ(predict(network, row({-2, 3})), before);
    network.insert(0, graph::Relu{1, 2}, {}, {graph::kInput});
    network.graph.nodes[1].inputs = {0};
    EXPECT_EQ(predict(network, row({-2, 3})), row({-2, 5}));
}

TEST(PlainNetwork, ScalesFoldWithoutChangingALogit) {
    Rng rng(8);
    for (int i = 0; i < 40; ++i) {
        RandomGraph net({3, 9, 9}, rng);
        net.add(graph::Affine{});
        net.add(graph::Conv{6, 3, 1, i % 2, 1, 3}); // a shift may not pass a padding
        const int fork = net.add(graph::Relu{});
        const int left = net.add(graph::Depthwise{3}, {net.add(graph::Affine{}, {fork})});
        net.add(graph::Pool{2, 2, i % 3 == 0 ? graph::PoolKind::Max : graph::PoolKind::Average},
                {net.add(graph::Affine{}, {fork})});
        net.add(graph::GlobalAverage{});
        const int right = net.add(graph::Dense{4});
        net.add(graph::Add{}, {right, net.add(graph::Dense{4}, {net.add(graph::Affine{}, {left})})});
        PlainNetwork folded = net.network;
        foldScales(folded);
        const RowMatrix samples = randomSamples(4, {3, 9, 9}, rng), expected = predict(net.network, samples);
        EXPECT_LE((predict(folded, samples) - expected).cwiseAbs().maxCoeff(),
                  1e-5f * std::max(1.0f, expected.cwiseAbs().maxCoeff()));
        EXPECT_LE(folded.weights.size() + 2, net.network.weights.size());
    }
}

TEST(PlainNetwork, WhatLeadsToANodeIsKept) {
    PlainNetwork network = chainOf({1, 1, 2}, {graph::Relu{}, graph::Affine{}});
    network.weights[1] = {row({2}), row({1}).transpose()};
    network.append(graph::Relu{0.5f}, {}, {graph::kInput});
    network.append(graph::Add{}, {}, {2, 0});
    network.append(graph::Relu{}, {}, {1});
    keepWhatLeadsTo(network, 3);
    EXPECT_EQ(network.weights.size(), 3u);
    EXPECT_EQ(predict(network, row({-2, 3})), row({-1, 6}));
}

TEST(PlainNetwork, ManySamplesAreOneByOne) {
    Rng rng(5);
    const PlainNetwork network = randomConvNetwork(rng);
    const RowMatrix samples = randomSamples(600, network.graph.input, rng);
    const RowMatrix together = predict(network, samples);
    ASSERT_EQ(together.rows(), 600);
    for (const int i : {0, 255, 256, 511, 512, 599})
        EXPECT_TRUE(predict(network, samples.row(i)).isApprox(together.row(i), 1e-5f)) << i;
    EXPECT_EQ(predict(network, samples.topRows(0)).rows(), 0);
}

TEST(PlainNetwork, CountsConvolutionsByPosition) {
    Rng rng(1);
    const PlainNetwork network =
        chainOf({1, 28, 28}, {randomConv(20, 1, 5, 1, 0, rng), graph::Pool{2, 2}, graph::Relu{},
                              randomConv(50, 20, 5, 1, 0, rng), graph::Pool{2, 2}, graph::Relu{},
                              randomDense(500, 800, rng), graph::Relu{}, randomDense(10, 500, rng)});
    EXPECT_EQ(network.parameters(), 431'080);
    EXPECT_EQ(network.flops(), 2LL * (20 * 25 * 576 + 50 * 500 * 64 + 500 * 800 + 10 * 500));
    EXPECT_EQ(network.architecture(), (std::vector<int>{20, 50, 500, 10}));
}

TEST(PlainNetwork, RefusesAChainThatDoesNotFit) {
    Rng rng(1);
    EXPECT_EQ(messageOf(chainOf({1, 4, 4}, {graph::Relu{}, randomDense(3, 15, rng)})),
              "layer 2 (3) has 3x15 weights, expected 3x16 for 1x4x4");
    EXPECT_THAT(messageOf(chainOf({2, 4, 4}, {randomConv(3, 1, 3, 1, 0, rng)})),
                HasSubstr("layer 1 (3c3) has 3x9 weights, expected 3x18 for 2x4x4"));
    EXPECT_THAT(messageOf(chainOf({1, 4, 4}, {randomConv(3, 1, 5, 1, 0, rng)})),
                HasSubstr("needs maps of at least 5x5, but gets 4x4"));
    EXPECT_THAT(messageOf(chainOf({4, 1, 1}, {graph::Pool{1, 1}})), HasSubstr("on 4 flat values"));
    EXPECT_THAT(messageOf(chainOf({1, 4, 4}, {graph::Pool{2, 0}})), HasSubstr("a stride of 0"));
    EXPECT_THAT(messageOf(chainOf({0, 1, 1}, {})), HasSubstr("the input has 0 values"));
    EXPECT_THAT(messageOf(chainOf({4, 1, 1}, {graph::Dropout{50}})),
                HasSubstr("layer 1 (d50) is for training and no part of a finished network"));
    EXPECT_THAT(messageOf(chainOf({4, 1, 1}, {graph::Select{{1, 4}}})), HasSubstr("selects number 4 of 4"));
    PlainStep lacksBias = randomDense(3, 4, rng);
    lacksBias.weights.bias.resize(2);
    EXPECT_THAT(messageOf(chainOf({4, 1, 1}, {lacksBias})), HasSubstr("has 2 biases, expected 3"));
}

TEST(PlainNetwork, RefusesSamplesOfAnotherSize) {
    Rng rng(1);
    const PlainNetwork network = chainOf({4, 1, 1}, {randomDense(3, 4, rng)});
    EXPECT_THROW(predict(network, RowMatrix::Zero(2, 5)), Error);
}

} // namespace
