#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/kernels/pool_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace tristate::nn::kernels {
namespace {

using test::expectEqual;
using test::randomActivation;
using test::randomWeights;
using test::withEveryKernelSet;

/// Input maps, output maps, height, width, kernel, stride.
struct Case {
    int in, out, height, width, kernel, stride;

    ConvShape shape() const {
        return {{in, height, width},
                {out, (height - kernel) / stride + 1, (width - kernel) / stride + 1},
                kernel,
                stride};
    }
    friend std::ostream& operator<<(std::ostream& os, const Case& c) {
        return os << c.in << " to " << c.out << ", " << c.height << "x" << c.width << ", kernel " << c.kernel
                  << ", stride " << c.stride;
    }
};

/// Of the maps of `rows`; both results point to row 0.
template <class T>
void parameterGradients(const ConvShape& s, const Activation<T>& input, const Activation<T>& outputGradient,
                        RowRange rows, T* weightGradient, T* biasGradient) {
    const GroupGradient<T> ofGroup = [&](int group) {
        return outputGradient.group(group) + rows.begin * s.output.positions() * kLanes;
    };
    std::vector<T> scratch;
    convParameterGradients(s, input, ofGroup, rows, weightGradient, biasGradient, scratch);
}

class ConvKernels : public testing::TestWithParam<Case> {
protected:
    static constexpr int kGroups = 2;

    template <class T>
    void compareAllWithReference() {
        const ConvShape s = GetParam().shape();
        Rng rng(7);
        const T tolerance = static_cast<T>(std::is_same_v<T, float> ? 1e-5 : 1e-13) *
                            static_cast<T>(s.taps() + s.output.features() * kLanes / 8);
        const auto input = randomActivation<T>(s.input.features(), kGroups, rng);
        const auto gradient = randomActivation<T>(s.output.features(), kGroups, rng);
        const auto weight = randomWeights<T>(s.output.channels * s.taps(), rng);
        const auto bias = randomWeights<T>(s.output.channels, rng);

        auto output = randomActivation<T>(s.output.features(), kGroups, rng);
        auto expected = randomActivation<T>(s.output.features(), kGroups, rng);
        convForward(s, input, weight.data(), bias.data(), output, {0, kGroups});
        convForwardReference(s, input, weight.data(), bias.data(), expected, {0, kGroups});
        expectEqual(output, expected, tolerance);

        auto inputGradient = randomActivation<T>(s.input.features(), kGroups, rng);
        auto expectedGradient = randomActivation<T>(s.input.features(), kGroups, rng);
        convInputGradient(s, gradient, weight.data(), inputGradient, {0, kGroups});
        convInputGradientReference(s, gradient, weight.data(), expectedGradient, {0, kGroups});
        expectEqual(inputGradient, expectedGradient, tolerance);

        std::vector<T> weightGradient(weight.size(), T(-77)), expectedWeights(weight.size()),
            biasGradient(bias.size(), T(-77));
        for (int row = 0; row < s.output.channels; row += mapsPerBlock(s))
            parameterGradients(s, input, gradient, {row, std::min(s.output.channels, row + mapsPerBlock(s))},
                               weightGradient.data(), biasGradient.data());
        convWeightGradientReference(s, input, gradient, expectedWeights.data());
        for (std::size_t i = 0; i < weight.size(); ++i)
            ASSERT_NEAR(weightGradient[i], expectedWeights[i], tolerance);

        for (int o = 0; o < s.output.channels; ++o) {
            T sum = 0;
            for (int g = 0; g < kGroups; ++g)
                sum += gradient.map(g).middleCols(o * s.output.positions(), s.output.positions()).sum();
            EXPECT_NEAR(biasGradient[static_cast<std::size_t>(o)], sum, tolerance);
        }
    }
};

TEST_P(ConvKernels, AgreeWithThePlainVersionInFloat) {
    withEveryKernelSet([&] { compareAllWithReference<float>(); });
}
TEST_P(ConvKernels, AgreeWithThePlainVersionInDouble) {
    withEveryKernelSet([&] { compareAllWithReference<double>(); });
}

TEST_P(ConvKernels, GiveTheSameBitsHoweverTheRowsAreCut) {
    const ConvShape s = GetParam().shape();
    Rng rng(11);
    const auto input = randomActivation<float>(s.input.features(), kGroups, rng);
    const auto gradient = randomActivation<float>(s.output.features(), kGroups, rng);
    std::vector<float> whole(static_cast<std::size_t>(s.output.channels * s.taps())), rowByRow(whole.size());
    std::vector<float> wholeBias(static_cast<std::size_t>(s.output.channels)), biasByRow(wholeBias.size());
    withEveryKernelSet([&] {
        parameterGradients(s, input, gradient, {0, s.output.channels}, whole.data(), wholeBias.data());
        for (int o = 0; o < s.output.channels; ++o)
            parameterGradients(s, input, gradient, {o, o + 1}, rowByRow.data(), biasByRow.data());
        EXPECT_THAT(rowByRow, testing::ElementsAreArray(whole));
        EXPECT_THAT(biasByRow, testing::ElementsAreArray(wholeBias));
    });
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConvKernels,
                         testing::Values(Case{1, 1, 3, 3, 3, 1}, Case{1, 20, 28, 28, 5, 1},
                                         Case{8, 11, 12, 12, 5, 1}, Case{3, 7, 9, 14, 3, 1},
                                         Case{2, 5, 7, 6, 2, 1}, Case{5, 13, 6, 8, 1, 1},
                                         Case{3, 6, 23, 19, 11, 4}, Case{2, 4, 9, 9, 3, 2},
                                         Case{2, 3, 12, 12, 7, 1}, Case{1, 3, 10, 9, 2, 3}));

TEST(MaxPool, TakesTheLargestOfEveryWindowAndSendsTheGradientThere) {
    // One lane by hand: a 4x4 map, windows of 2x2, with a tie in the last one.
    const float values[16] = {1, 2, 5, 4, 3, 0, 6, 1, -1, -2, 7, 7, -3, -4, 7, 0};
    const PoolShape shape{{1, 4, 4}, {1, 2, 2}, 2, 2};
    Activation<float> input, output, outputGradient, inputGradient;
    input.resize(16, 1);
    inputGradient.resize(16, 1);
    output.resize(4, 1);
    outputGradient.resize(4, 1);
    for (int i = 0; i < 16; ++i) input.map(0).col(i).setConstant(values[i]);
    for (int i = 0; i < 4; ++i) outputGradient.map(0).col(i).setConstant(static_cast<float>(10 + i));
    inputGradient.map(0).setConstant(std::numeric_limits<float>::infinity());
    LargestAt largestAt(4 * kLanes);
    const float largest[4] = {3, 6, -1, 7};
    const float expected[16] = {0, 0, 0, 0, 10, 0, 11, 0, 12, 0, 13, 0, 0, 0, 0, 0};
    withEveryKernelSet([&] {
        maxPoolForward(shape, input, output, largestAt.data(), {0, 1});
        maxPoolBackward(shape, largestAt.data(), outputGradient.group(0), inputGradient.group(0));
        for (int i = 0; i < 4; ++i) EXPECT_EQ(output.map(0)(5, i), largest[i]);
        for (int i = 0; i < 16; ++i) EXPECT_EQ(inputGradient.map(0)(5, i), expected[i]) << i;
    });
}

TEST(MaxPool, LeavesNoGradientWhereNoWindowIs) {
    // Windows of 2 x 2 in a map of 5 x 5 leave its last row and column out, with a stride of 3 also the
    // middle.
    for (const int stride : {2, 3}) {
        const PoolShape shape{{3, 5, 5}, {3, 2, 2}, 2, stride};
        Rng rng(1);
        const auto input = randomActivation<float>(75, 1, rng);
        const auto outputGradient = randomActivation<float>(12, 1, rng);
        Activation<float> output, inputGradient;
        LargestAt largestAt(12 * kLanes);
        output.resize(12, 1);
        inputGradient.resize(75, 1);
        withEveryKernelSet([&] {
            inputGradient.map(0).setConstant(std::numeric_limits<float>::infinity());
            maxPoolForward(shape, input, output, largestAt.data(), {0, 1});
            maxPoolBackward(shape, largestAt.data(), outputGradient.group(0), inputGradient.group(0));
            for (int lane = 0; lane < kLanes; ++lane)
                EXPECT_NEAR(inputGradient.map(0).row(lane).sum(), outputGradient.map(0).row(lane).sum(),
                            1e-5F);
        });
    }
}

TEST(MaxPool, SumsGradientsWhereWindowsOverlap) {
    const PoolShape overlapping{{1, 3, 3}, {1, 2, 2}, 2, 1};
    Rng rng(1);
    auto input = randomActivation<double>(9, 1, rng), output = randomActivation<double>(4, 1, rng);
    auto outputGradient = randomActivation<double>(4, 1, rng),
         inputGradient = randomActivation<double>(9, 1, rng);
    LargestAt largestAt(4 * kLanes);
    input.map(0).col(4).setConstant(100); // the centre wins every window
    maxPoolForward(overlapping, input, output, largestAt.data(), {0, 1});
    maxPoolBackward(overlapping, largestAt.data(), outputGradient.group(0), inputGradient.group(0));
    for (int lane = 0; lane < kLanes; ++lane)
        EXPECT_NEAR(inputGradient.map(0)(lane, 4), outputGradient.map(0).row(lane).sum(), 1e-12);
}

} // namespace
} // namespace tristate::nn::kernels
