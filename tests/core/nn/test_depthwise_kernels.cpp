#include "core/nn/kernels/depthwise_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tristate::nn::kernels {
namespace {

using test::expectEqual;
using test::randomActivation;
using test::randomWeights;

DepthwiseShape shapeOf(Shape input, int kernel, int stride, int padding, int dilation) {
    const auto side = [&](int length) {
        return (length + 2 * padding - (kernel - 1) * dilation - 1) / stride + 1;
    };
    return {input,   {input.channels, side(input.height), side(input.width)}, kernel, stride, padding,
            dilation};
}

/// Calls f(output value, weight, input value) for every product, as the definition says.
template <class F>
void forEachProduct(const DepthwiseShape& s, F&& f) {
    for (int o = 0; o < s.output.features(); ++o)
        for (int tap = 0; tap < s.taps(); ++tap) {
            const int map = o / s.output.positions(), at = o % s.output.positions();
            const int y = at / s.output.width * s.stride + tap / s.kernel * s.dilation - s.padding;
            const int x = at % s.output.width * s.stride + tap % s.kernel * s.dilation - s.padding;
            if (y >= 0 && y < s.input.height && x >= 0 && x < s.input.width)
                f(o, map * s.taps() + tap, (map * s.input.height + y) * s.input.width + x);
        }
}

template <class T>
void compareAll(const DepthwiseShape& s) {
    constexpr int kGroups = 2;
    Rng rng(3);
    const T tolerance = static_cast<T>(std::is_same_v<T, float> ? 1e-5 : 1e-13) *
                        static_cast<T>(s.taps() + s.output.positions() * kLanes / 4);
    const auto input = randomActivation<T>(s.input.features(), kGroups, rng);
    const auto gradient = randomActivation<T>(s.output.features(), kGroups, rng);
    const auto weight = randomWeights<T>(s.input.channels * s.taps(), rng);
    const auto bias = randomWeights<T>(s.input.channels, rng),
               centre = randomWeights<T>(s.input.channels, rng);
    auto output = randomActivation<T>(s.output.features(), kGroups, rng);
    auto inputGradient = randomActivation<T>(s.input.features(), kGroups, rng);
    Activation<T> expected, expectedGradient, sums;
    expected.resize(s.output.features(), kGroups);
    expectedGradient.resize(s.input.features(), kGroups);
    sums.resize(2 * s.input.channels, kGroups);
    std::vector<T> weights(weight.size(), T(-7)), biases(bias.size(), T(-7)), expectedWeights(weight.size()),
        expectedBiases(bias.size());
    for (int g = 0; g < kGroups; ++g) {
        expectedGradient.map(g).setZero();
        for (int o = 0; o < s.output.features(); ++o) {
            const auto map = static_cast<std::size_t>(o / s.output.positions());
            expected.map(g).col(o).setConstant(bias[map]);
            expectedBiases[map] += gradient.map(g).col(o).sum();
        }
        forEachProduct(s, [&](int o, int w, int i) {
            const auto at = static_cast<std::size_t>(w);
            expected.map(g).col(o) += weight[at] * input.map(g).col(i);
            expectedGradient.map(g).col(i) += weight[at] * gradient.map(g).col(o);
            expectedWeights[at] += (gradient.map(g).col(o) * input.map(g).col(i)).sum();
        });
    }

    depthwiseForward(s, input, weight.data(), bias.data(), output, {0, kGroups}, {&sums, centre.data()});
    expectEqual(output, expected, tolerance);
    depthwiseInputGradient(s, gradient, weight.data(), inputGradient, {0, kGroups});
    expectEqual(inputGradient, expectedGradient, tolerance);
    const int half = s.input.channels / 2;
    for (const RowRange rows : {RowRange{0, half}, RowRange{half, s.input.channels}})
        depthwiseParameterGradients(s, input, gradient, rows, weights.data(), biases.data());
    for (std::size_t i = 0; i < weight.size(); ++i)
        ASSERT_NEAR(weights[i], expectedWeights[i], tolerance) << i;
    for (std::size_t map = 0; map < bias.size(); ++map) {
        EXPECT_NEAR(biases[map], expectedBiases[map], tolerance);
        for (int g = 0; g < kGroups; ++g) {
            const auto from = static_cast<int>(map) * s.output.positions();
            const auto distance =
                (expected.map(g).middleCols(from, s.output.positions()) - centre[map]).eval();
            const auto column = static_cast<int>(map);
            EXPECT_NEAR(sums.map(g).col(column).sum(), distance.sum(), 8 * tolerance);
            EXPECT_NEAR(sums.map(g).col(s.input.channels + column).sum(), distance.square().sum(),
                        64 * tolerance);
        }
    }
}

TEST(DepthwiseKernels, AgreeWithTheDefinition) {
    const DepthwiseShape shapes[] = {
        shapeOf({5, 8, 8}, 3, 1, 1, 1),   shapeOf({3, 9, 7}, 3, 2, 1, 1),  shapeOf({2, 32, 33}, 3, 1, 0, 1),
        shapeOf({4, 11, 10}, 5, 2, 2, 1), shapeOf({2, 9, 12}, 3, 1, 2, 2), shapeOf({2, 7, 13}, 7, 3, 4, 1),
        shapeOf({3, 2, 2}, 3, 1, 1, 1),   shapeOf({2, 5, 1}, 1, 2, 0, 1),
    };
    for (const DepthwiseShape& s : shapes) {
        SCOPED_TRACE(testing::Message() << s.input.height << "x" << s.input.width << ", kernel " << s.kernel
                                        << ", stride " << s.stride);
        test::withEveryKernelSet([&] {
            compareAll<float>(s);
            compareAll<double>(s);
        });
    }
}

} // namespace
} // namespace tristate::nn::kernels
