#include "core/nn/kernels/winograd_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tristate::nn::kernels {
namespace {

using test::randomActivation;
using test::randomWeights;
using test::withEveryKernelSet;

/// Input maps, output maps, height, width, padding.
struct WinogradCase {
    int in, out, height, width, padding;

    WinogradShape shape() const {
        return {{in, height, width}, {out, height + 2 * padding - 2, width + 2 * padding - 2}, padding};
    }
    friend std::ostream& operator<<(std::ostream& os, const WinogradCase& c) {
        return os << c.in << " to " << c.out << ", " << c.height << "x" << c.width << ", padding "
                  << c.padding;
    }
};

/// Calls f(output value, weight, input value) for every product of the convolution as its definition says.
template <class F>
void forEachProduct(const WinogradShape& s, F&& f) {
    for (int o = 0; o < s.output.channels; ++o)
        for (int i = 0; i < s.input.channels; ++i)
            for (int at = 0; at < s.output.positions() * 9; ++at) {
                const int y = at / 9 / s.output.width, x = at / 9 % s.output.width, ky = at / 3 % 3,
                          kx = at % 3;
                const int inY = y + ky - s.padding, inX = x + kx - s.padding;
                if (inY < 0 || inY >= s.input.height || inX < 0 || inX >= s.input.width) continue;
                f(o * s.output.positions() + at / 9, ((o * s.input.channels + i) * 3 + ky) * 3 + kx,
                  (i * s.input.height + inY) * s.input.width + inX);
            }
}

class WinogradKernels : public testing::TestWithParam<WinogradCase> {
protected:
    static constexpr int kGroups = 2;
    const WinogradShape s = GetParam().shape();
    Rng rng{7};

    template <class T>
    std::vector<T> gradientOfRows(const Activation<T>& input, const Activation<T>& gradient, int atOnce,
                                  std::vector<T>& bias) {
        std::vector<T> weights(static_cast<std::size_t>(s.output.channels * s.taps()), T(-77));
        bias.assign(static_cast<std::size_t>(s.output.channels), T(-77));
        for (int row = 0; row < s.output.channels; row += atOnce) {
            const RowRange rows{row, std::min(s.output.channels, row + atOnce)};
            const GroupGradient<T> ofGroup = [&](int group) {
                return gradient.group(group) + rows.begin * s.output.positions() * kLanes;
            };
            winogradParameterGradients(s, input, ofGroup, rows, weights.data(), bias.data());
        }
        return weights;
    }

    /// Sums of products of numbers of size 1; `error` is what a product may be wrong by.
    template <class T>
    void compareAllWithTheDefinition(T error) {
        const auto input = randomActivation<T>(s.input.features(), kGroups, rng);
        const auto gradient = randomActivation<T>(s.output.features(), kGroups, rng);
        const auto weight = randomWeights<T>(s.output.channels * s.taps(), rng);
        const auto bias = randomWeights<T>(s.output.channels, rng);
        std::vector<T> products, turned, biasGradient;
        winogradWeights(s, weight.data(), false, products);
        winogradWeights(s, weight.data(), true, turned);

        auto output = randomActivation<T>(s.output.features(), kGroups, rng), expected = Activation<T>();
        expected.resize(s.output.features(), kGroups);
        auto inputGradient = randomActivation<T>(s.input.features(), kGroups, rng);
        auto expectedGradient = Activation<T>();
        expectedGradient.resize(s.input.features(), kGroups);
        std::vector<T> expectedWeights(weight.size());
        for (int g = 0; g < kGroups; ++g) {
            for (int o = 0; o < s.output.features(); ++o)
                expected.map(g).col(o).setConstant(bias[static_cast<std::size_t>(o / s.output.positions())]);
            expectedGradient.map(g) = inputGradient.map(g); // which is added to
            forEachProduct(s, [&](int o, int w, int i) {
                const auto at = static_cast<std::size_t>(w);
                expected.map(g).col(o) += weight[at] * input.map(g).col(i);
                expectedGradient.map(g).col(i) += weight[at] * gradient.map(g).col(o);
                expectedWeights[at] += (gradient.map(g).col(o) * input.map(g).col(i)).sum();
            });
        }

        const auto centre = randomWeights<T>(s.output.channels, rng);
        Activation<T> sums;
        sums.resize(2 * s.output.channels, kGroups);
        winogradForward(s, input, products.data(), {&output, false, bias.data(), {&sums, centre.data()}},
                        {0, kGroups});
        test::expectEqual(output, expected, error * static_cast<T>(s.taps()));
        winogradForward(s.turned(), gradient, turned.data(), {&inputGradient, true}, {0, kGroups});
        test::expectEqual(inputGradient, expectedGradient, error * static_cast<T>(s.output.channels * 9));
        const auto weights = gradientOfRows(input, gradient, kWinogradMapsPerBlock, biasGradient);
        const T ofSum = error * static_cast<T>(s.output.positions() * kGroups * kLanes);
        for (std::size_t i = 0; i < weight.size(); ++i) ASSERT_NEAR(weights[i], expectedWeights[i], ofSum);
        for (int o = 0; o < s.output.channels; ++o) {
            const int positions = s.output.positions();
            T sum = 0;
            for (int g = 0; g < kGroups; ++g) {
                const auto values = (expected.map(g).middleCols(o * positions, positions) -
                                     centre[static_cast<std::size_t>(o)])
                                        .eval();
                sum += gradient.map(g).middleCols(o * positions, positions).sum();
                const T allowed = error * static_cast<T>(positions * kLanes * 8 + s.taps() * positions * 8);
                EXPECT_NEAR(sums.map(g).col(o).sum(), values.sum(), allowed);
                EXPECT_NEAR(sums.map(g).col(s.output.channels + o).sum(), values.square().sum(), 4 * allowed);
            }
            EXPECT_NEAR(biasGradient[static_cast<std::size_t>(o)], sum, ofSum);
        }
    }
};

TEST_P(WinogradKernels, AgreeWithTheDefinitionInFloat) {
    withEveryKernelSet([&] { compareAllWithTheDefinition<float>(2e-6f); });
}
TEST_P(WinogradKernels, AgreeWithTheDefinitionInDouble) {
    withEveryKernelSet([&] { compareAllWithTheDefinition<double>(1e-14); });
}

TEST_P(WinogradKernels, GiveTheSameBitsHoweverTheRowsAreCut) {
    const auto input = randomActivation<float>(s.input.features(), kGroups, rng);
    const auto gradient = randomActivation<float>(s.output.features(), kGroups, rng);
    withEveryKernelSet([&] {
        std::vector<float> bias, biasByRow;
        const auto whole = gradientOfRows(input, gradient, kWinogradMapsPerBlock, bias);
        EXPECT_THAT(gradientOfRows(input, gradient, 1, biasByRow), testing::ElementsAreArray(whole));
        EXPECT_THAT(biasByRow, testing::ElementsAreArray(bias));
    });
}

INSTANTIATE_TEST_SUITE_P(Shapes, WinogradKernels,
                         testing::Values(WinogradCase{1, 1, 3, 3, 1}, WinogradCase{3, 16, 8, 8, 1},
                                         WinogradCase{11, 7, 5, 9, 1}, WinogradCase{17, 20, 4, 6, 0},
                                         WinogradCase{5, 3, 6, 5, 2}, WinogradCase{9, 33, 13, 4, 1},
                                         WinogradCase{2, 5, 3, 32, 1}));

TEST(Winograd, IsForConvolutions3x3OfStrideOneAndCanBeTurnedOff) {
    EXPECT_TRUE(usesWinograd(3, 1, 1, 8));
    EXPECT_FALSE(usesWinograd(5, 1, 2, 8));
    EXPECT_FALSE(usesWinograd(3, 2, 1, 8));
    EXPECT_FALSE(usesWinograd(3, 1, 0, 1)) << "six products for one output";
    allowWinograd(false);
    EXPECT_FALSE(usesWinograd(3, 1, 1, 8));
    allowWinograd(true);
}

} // namespace
} // namespace tristate::nn::kernels
