#include "core/base/error.h"
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
double convolve(const PlainConv& conv, Shape in, const float* sample, int map, int y, int x) {
    double sum = conv.bias[map];
    for (int c = 0; c < in.channels; ++c)
        for (int ky = 0; ky < conv.kernel; ++ky)
            for (int kx = 0; kx < conv.kernel; ++kx) {
                const int inY = y * conv.stride + ky - conv.padding;
                const int inX = x * conv.stride + kx - conv.padding;
                if (inY < 0 || inY >= in.height || inX < 0 || inX >= in.width) continue;
                sum += double(conv.weight(map, (c * conv.kernel + ky) * conv.kernel + kx)) *
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
    PlainDense first{RowMatrix(2, 2), Eigen::VectorXf(2)};
    first.weight << 1, 2, 3, -4;
    first.bias << 0.5f, 1;
    PlainDense second{RowMatrix(1, 2), Eigen::VectorXf(1)};
    second.weight << 10, 100;
    second.bias << -1;
    const PlainNetwork network{{2, 1, 1}, {first, PlainRelu{}, second}, {}};
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
        const PlainConv conv = randomConv(4, in.channels, 3, stride, padding, rng);
        const PlainNetwork network{in, {conv}, {}};
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
    const PlainNetwork network{{2, 3, 5}, {PlainPool{.size = 2, .stride = 2}, PlainFlatten{}}, {}};
    RowMatrix sample(1, 30);
    for (int i = 0; i < 30; ++i) sample(0, i) = static_cast<float>(i < 15 ? i : -i);
    RowMatrix expected(1, 4);
    expected << 6, 8, -15, -17;
    EXPECT_EQ(predict(network, sample), expected);

    const PlainNetwork overlapping{{1, 3, 3}, {PlainPool{.size = 2, .stride = 1}}, {}};
    RowMatrix square(1, 9);
    square << 9, 1, 2, 3, 4, 5, 6, 7, 8;
    RowMatrix largest(1, 4);
    largest << 9, 5, 7, 8;
    EXPECT_EQ(predict(overlapping, square), largest);
}

TEST(PlainNetwork, ManySamplesAreOneByOne) {
    Rng rng(5);
    const PlainNetwork network = randomConvNetwork(rng);
    const RowMatrix samples = randomSamples(600, network.input, rng);
    const RowMatrix together = predict(network, samples);
    ASSERT_EQ(together.rows(), 600);
    for (const int i : {0, 255, 256, 511, 512, 599})
        EXPECT_TRUE(predict(network, samples.row(i)).isApprox(together.row(i), 1e-5f)) << i;
    EXPECT_EQ(predict(network, samples.topRows(0)).rows(), 0);
}

TEST(PlainNetwork, CountsConvolutionsByPosition) {
    Rng rng(1);
    const PlainNetwork network{{1, 28, 28},
                               {randomConv(20, 1, 5, 1, 0, rng), PlainPool{2, 2}, PlainRelu{},
                                randomConv(50, 20, 5, 1, 0, rng), PlainPool{2, 2}, PlainRelu{},
                                PlainFlatten{}, randomDense(500, 800, rng), PlainRelu{},
                                randomDense(10, 500, rng)},
                               {}};
    EXPECT_EQ(network.parameters(), 431'080);
    EXPECT_EQ(network.flops(), 2LL * (20 * 25 * 576 + 50 * 500 * 64 + 500 * 800 + 10 * 500));
    EXPECT_EQ(network.architecture(), (std::vector<int>{20, 50, 500, 10}));
}

TEST(PlainNetwork, RefusesAChainThatDoesNotFit) {
    Rng rng(1);
    EXPECT_EQ(messageOf({{1, 4, 4}, {PlainFlatten{}, randomDense(3, 15, rng)}, {}}),
              "layer 2 (dense) has weights for 15 inputs, but gets 16 (16)");
    EXPECT_THAT(messageOf({{2, 4, 4}, {randomConv(3, 1, 3, 1, 0, rng)}, {}}),
                HasSubstr("layer 1 (conv) expects 1 feature maps, but gets 2x4x4"));
    EXPECT_THAT(messageOf({{1, 4, 4}, {randomConv(3, 1, 5, 1, 0, rng)}, {}}),
                HasSubstr("window of 5x5 that does not fit on 1x4x4"));
    EXPECT_THAT(messageOf({{4, 1, 1}, {PlainFlatten{}, PlainPool{1, 1}}, {}}),
                HasSubstr("gets a flat vector"));
    EXPECT_THAT(messageOf({{1, 4, 4}, {PlainPool{2, 0}}, {}}), HasSubstr("stride of at least 1"));
    EXPECT_THAT(messageOf({{0, 1, 1}, {}, {}}), HasSubstr("input 0 is empty"));
    PlainDense lacksBias = randomDense(3, 4, rng);
    lacksBias.bias.resize(2);
    EXPECT_THAT(messageOf({{4, 1, 1}, {lacksBias}, {}}), HasSubstr("has 2 biases, expected 3"));
}

TEST(PlainNetwork, RefusesSamplesOfAnotherSize) {
    Rng rng(1);
    const PlainNetwork network{{4, 1, 1}, {randomDense(3, 4, rng)}, {}};
    EXPECT_THROW(predict(network, RowMatrix::Zero(2, 5)), Error);
}

} // namespace
