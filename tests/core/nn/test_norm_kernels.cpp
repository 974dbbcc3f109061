#include "core/nn/kernels/norm_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tristate::nn::kernels {
namespace {

using test::randomActivation;
using test::randomWeights;

struct NormCase {
    double slope, cap;
    bool hasRelu = true;
};

/// A normalisation with a ReLU, random in all but the case, and what it should yield value by value.
class NormKernels : public testing::TestWithParam<NormCase> {
protected:
    static constexpr int kChannels = 5, kPositions = 7, kGroups = 2;

    void SetUp() override {
        gates[1] = 0;
        shape = {
            .scale = scale.data(),
            .shift = shift.data(),
            .relu = {kChannels, kPositions, GetParam().hasRelu ? gates.data() : nullptr, GetParam().slope},
            .cap = GetParam().cap};
        output.resize(kChannels * kPositions, kGroups);
        inputGradient.resize(kChannels * kPositions, kGroups);
    }
    double y(int channel, double x) const { return at(scale, channel) * x + at(shift, channel); }
    double gate(int channel) const { return GetParam().hasRelu ? at(gates, channel) : 1; }
    double capped(double value) const { return shape.cap > 0 ? std::min(value, shape.cap) : value; }
    /// The output without its gate.
    double rectified(double value) const {
        return capped(value) >= 0 ? capped(value) : shape.relu.slope * capped(value);
    }
    /// dL/dy of dL/doutput.
    double back(int channel, double come, double value) const {
        if (shape.cap > 0 && value >= shape.cap) return 0;
        return gate(channel) * come * (value >= 0 ? 1 : shape.relu.slope);
    }
    static double at(const std::vector<double>& values, int channel) {
        return values[static_cast<std::size_t>(channel)];
    }
    template <class F>
    void forEachValue(F&& f) {
        for (int g = 0; g < kGroups; ++g)
            for (int i = 0; i < kChannels * kPositions * kLanes; ++i) f(g, i, i / kLanes / kPositions);
    }

    Rng rng{9};
    std::vector<double> scale = randomWeights<double>(kChannels, rng),
                        shift = randomWeights<double>(kChannels, rng),
                        gates = randomWeights<double>(kChannels, rng),
                        mean = randomWeights<double>(kChannels, rng);
    Activation<double> input = randomActivation<double>(kChannels * kPositions, kGroups, rng),
                       gradient = randomActivation<double>(kChannels * kPositions, kGroups, rng), output,
                       inputGradient;
    NormShape<double> shape;
};

TEST_P(NormKernels, NormaliseAndRectifyAsTheFormulaSays) {
    test::withEveryKernelSet([&] {
        normForward(shape, input, output, {0, kGroups});
        forEachValue([&](int g, int i, int channel) {
            ASSERT_NEAR(output.group(g)[i], gate(channel) * rectified(y(channel, input.group(g)[i])), 1e-13);
        });
    });
}

TEST_P(NormKernels, SumWhatComesBack) {
    test::withEveryKernelSet([&] {
        for (int g = 0; g < kGroups; ++g) {
            std::vector<double> sums(kChannels), products(kChannels), ofGates(kChannels + 1);
            normBackwardSums(shape, input, gradient,
                             {mean.data(), sums.data(), products.data(),
                              GetParam().hasRelu ? ofGates.data() : nullptr, true},
                             g);
            std::vector<double> expected(kChannels), expectedProducts(kChannels),
                expectedGates(kChannels + 1);
            forEachValue([&](int group, int i, int c) {
                if (group != g) return;
                const auto channel = static_cast<std::size_t>(c);
                const double x = input.group(g)[i], come = gradient.group(g)[i], dy = back(c, come, y(c, x));
                expected[channel] += dy;
                expectedProducts[channel] += dy * (x - mean[channel]);
                if (!GetParam().hasRelu) return;
                expectedGates[channel] += come * rectified(y(c, x));
                expectedGates[kChannels] += come * gate(c) * std::min(y(c, x), 0.0);
            });
            for (std::size_t c = 0; c < kChannels; ++c) {
                EXPECT_NEAR(sums[c], expected[c], 1e-12);
                EXPECT_NEAR(products[c], expectedProducts[c], 1e-12);
            }
            for (std::size_t c = 0; c <= kChannels; ++c) EXPECT_NEAR(ofGates[c], expectedGates[c], 1e-12);
        }
    });
}

TEST_P(NormKernels, PassTheGradientOnAndNothingInLanesWithoutSamples) {
    const auto ofInput = randomWeights<double>(kChannels, rng),
               constant = randomWeights<double>(kChannels, rng);
    test::withEveryKernelSet([&] {
        for (int g = 0; g < kGroups; ++g)
            normBackward(shape, input, gradient, {ofInput.data(), constant.data(), g == 0 ? kLanes : 3},
                         inputGradient, g);
        forEachValue([&](int g, int i, int c) {
            const double x = input.group(g)[i], dy = back(c, gradient.group(g)[i], y(c, x));
            const double expected = at(scale, c) * dy + at(ofInput, c) * x + at(constant, c);
            ASSERT_NEAR(inputGradient.group(g)[i], g == 0 || i % kLanes < 3 ? expected : 0, 1e-13);
        });
    });
}

TEST_P(NormKernels, ASumGoesBetweenTheNormalisationAndTheRelu) {
    const auto added = randomActivation<double>(kChannels * kPositions, kGroups, rng);
    Activation<double> sum, summed, ofSum;
    for (auto* values : {&sum, &summed, &ofSum}) values->resize(kChannels * kPositions, kGroups);
    NormShape<double> plain = shape, fused = shape;
    plain.relu = {kChannels, kPositions, nullptr, 1};
    plain.cap = 0;
    fused.added = &added;
    const std::vector<double> ones(kChannels, 1), zeros(kChannels);
    NormShape<double> rest = shape; // the ReLU alone
    rest.scale = ones.data();
    rest.shift = zeros.data();
    test::withEveryKernelSet([&] {
        normForward(plain, input, sum, {0, kGroups});
        for (int g = 0; g < kGroups; ++g) sum.map(g) += added.map(g);
        normForward(rest, sum, summed, {0, kGroups});
        normForward(fused, input, output, {0, kGroups});
        for (int g = 0; g < kGroups; ++g) {
            ASSERT_LT((output.map(g) - summed.map(g)).abs().maxCoeff(), 1e-13);
            inputGradient.map(g) = gradient.map(g);
            std::vector<double> sums(kChannels), products(kChannels), gatesOf(kChannels + 1),
                expectedGates(kChannels + 1), unused(kChannels);
            const bool hasRelu = GetParam().hasRelu;
            normBackwardSums(fused, input, inputGradient,
                             {mean.data(), sums.data(), products.data(), hasRelu ? gatesOf.data() : nullptr,
                              true, &inputGradient},
                             g);
            normBackwardSums(rest, sum, gradient,
                             {mean.data(), unused.data(), unused.data(),
                              hasRelu ? expectedGates.data() : nullptr, true, &ofSum},
                             g);
            ASSERT_LT((inputGradient.map(g) - ofSum.map(g)).abs().maxCoeff(), 1e-13) << "in place";
            for (int c = 0; c < kChannels; ++c) {
                const auto dy = ofSum.map(g).middleCols(c * kPositions, kPositions);
                const auto x = input.map(g).middleCols(c * kPositions, kPositions);
                EXPECT_NEAR(at(sums, c), dy.sum(), 1e-12);
                EXPECT_NEAR(at(products, c), (dy * (x - at(mean, c))).sum(), 1e-12);
            }
            for (std::size_t c = 0; c <= kChannels; ++c) EXPECT_NEAR(gatesOf[c], expectedGates[c], 1e-12);
        }
    });
}

INSTANTIATE_TEST_SUITE_P(Kinds, NormKernels,
                         testing::Values(NormCase{0, 0}, NormCase{0.3, 0}, NormCase{1, 0}, NormCase{0, 0.5},
                                         NormCase{0.2, 0.7}, NormCase{1, 0, false}));

} // namespace
} // namespace tristate::nn::kernels
