#include "core/base/error.h"
#include "core/nn/kernels/dense_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace tristate::nn::kernels {
namespace {

using test::expectEqual;
using test::randomActivation;
using test::randomWeights;
using test::withEveryKernelSet;

/// Inputs, outputs, sample groups: pruned nets have any widths, minibatches any number of groups.
class DenseKernels : public testing::TestWithParam<std::tuple<int, int, int>> {
protected:
    int inputs() const { return std::get<0>(GetParam()); }
    int outputs() const { return std::get<1>(GetParam()); }
    int groups() const { return std::get<2>(GetParam()); }

    template <class T>
    void compareAllWithReference() {
        Rng rng(7);
        const T tolerance =
            static_cast<T>(std::is_same_v<T, float> ? 2e-4 : 1e-12) * static_cast<T>(inputs() + 16);
        const auto input = randomActivation<T>(inputs(), groups(), rng);
        const auto gradient = randomActivation<T>(outputs(), groups(), rng);
        const auto weight = randomWeights<T>(inputs() * outputs(), rng);
        const auto bias = randomWeights<T>(outputs(), rng);
        const GroupRange all{0, groups()};

        Activation<T> output, expected;
        output.resize(outputs(), groups());
        expected.resize(outputs(), groups());
        denseForward(input, weight.data(), bias.data(), output, all);
        denseForwardReference(input, weight.data(), bias.data(), expected, all);
        expectEqual(output, expected, tolerance);

        Activation<T> inputGradient, expectedGradient;
        inputGradient.resize(inputs(), groups());
        expectedGradient.resize(inputs(), groups());
        denseInputGradient(gradient, weight.data(), inputGradient, all);
        denseInputGradientReference(gradient, weight.data(), expectedGradient, all);
        expectEqual(inputGradient, expectedGradient, tolerance);

        Activation<T> transposed;
        transposed.resize(paddedFeatures(inputs()), groups());
        transposeGroups(input, transposed, all);
        std::vector<T> weightGradient(weight.size(), T(-77)), expectedWeights(weight.size());
        denseWeightGradient(gradient, transposed, inputs(), weightGradient.data(), {0, outputs()});
        denseWeightGradientReference(gradient, input, expectedWeights.data());
        for (std::size_t i = 0; i < weight.size(); ++i)
            EXPECT_NEAR(weightGradient[i], expectedWeights[i], tolerance);

        std::vector<T> biasGradient(bias.size());
        denseBiasGradient(gradient, biasGradient.data(), {0, outputs()});
        for (int o = 0; o < outputs(); ++o) {
            T sum = 0;
            for (int g = 0; g < groups(); ++g) sum += gradient.map(g).col(o).sum();
            EXPECT_NEAR(biasGradient[static_cast<std::size_t>(o)], sum, tolerance);
        }
    }
};

TEST_P(DenseKernels, AgreeWithThePlainVersionInFloat) {
    withEveryKernelSet([&] { compareAllWithReference<float>(); });
}
TEST_P(DenseKernels, AgreeWithThePlainVersionInDouble) {
    withEveryKernelSet([&] { compareAllWithReference<double>(); });
}

/// The promise behind results that do not depend on the number of threads: cutting the work differently
/// changes no bit.
TEST_P(DenseKernels, GiveTheSameBitsHoweverTheWorkIsCut) {
    Rng rng(11);
    const auto input = randomActivation<float>(inputs(), groups(), rng);
    const auto gradient = randomActivation<float>(outputs(), groups(), rng);
    const auto weight = randomWeights<float>(inputs() * outputs(), rng);
    const auto bias = randomWeights<float>(outputs(), rng);
    Activation<float> whole, pieces, transposed;
    whole.resize(outputs(), groups());
    pieces.resize(outputs(), groups());
    transposed.resize(paddedFeatures(inputs()), groups());
    withEveryKernelSet([&] {
        denseForward(input, weight.data(), bias.data(), whole, {0, groups()});
        for (int g = 0; g < groups(); ++g) {
            denseForward(input, weight.data(), bias.data(), pieces, {g, g + 1});
            transposeGroups(input, transposed, {g, g + 1});
        }
        expectEqual(whole, pieces, 0.0f);

        std::vector<float> wholeGradient(weight.size()), rowByRow(weight.size());
        denseWeightGradient(gradient, transposed, inputs(), wholeGradient.data(), {0, outputs()});
        for (int o = 0; o < outputs(); ++o)
            denseWeightGradient(gradient, transposed, inputs(), rowByRow.data(), {o, o + 1});
        EXPECT_THAT(rowByRow, testing::ElementsAreArray(wholeGradient));
    });
}

TEST(KernelSets, AreChosenByNameAndRefuseOthers) {
    EXPECT_FALSE(availableKernelSets().empty());
    EXPECT_THROW(useKernelSet("abacus"), Error);
    withEveryKernelSet([] { EXPECT_THAT(availableKernelSets(), testing::Contains(kernelSetInUse())); });
}

INSTANTIATE_TEST_SUITE_P(Widths, DenseKernels,
                         testing::Combine(testing::Values(1, 7, 16, 33, 130, 300),
                                          testing::Values(1, 6, 13, 29, 100), testing::Values(1, 3, 4, 8)),
                         [](const auto& net) {
                             return std::to_string(std::get<0>(net.param)) + "to" +
                                    std::to_string(std::get<1>(net.param)) + "groups" +
                                    std::to_string(std::get<2>(net.param));
                         });

} // namespace
} // namespace tristate::nn::kernels
