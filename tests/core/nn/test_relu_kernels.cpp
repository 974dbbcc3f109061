#include "core/nn/kernels/relu_kernels.h"
#include "tests/support/kernel_sets.h"
#include "tests/support/random_activation.h"

#include <gtest/gtest.h>

#include <vector>

namespace tristate::nn::kernels {
namespace {

using test::expectEqual;
using test::randomActivation;
using test::withEveryKernelSet;

struct ReluCase {
    int units, positions;
    double slope;
    bool wantsSlope;

    friend std::ostream& operator<<(std::ostream& os, const ReluCase& c) {
        return os << c.units << " units of " << c.positions << ", slope " << c.slope
                  << (c.wantsSlope ? ", learnt" : "");
    }
};

class ReluKernels : public testing::TestWithParam<ReluCase> {
protected:
    static constexpr int kGroups = 2;

    template <class T>
    void compareWithReference() {
        const ReluCase& c = GetParam();
        const int features = c.units * c.positions;
        const T tolerance =
            static_cast<T>(std::is_same_v<T, float> ? 1e-5 : 1e-13) * static_cast<T>(features * kLanes);
        Rng rng(3);
        const auto input = randomActivation<T>(features, kGroups, rng);
        const auto gradient = randomActivation<T>(features, kGroups, rng);
        const T gateValues[] = {1, 0, T(0.25)};
        std::vector<T> m;
        for (int unit = 0; unit < c.units; ++unit) m.push_back(gateValues[unit % 3]);
        const ReluShape<T> shape{c.units, c.positions, m.data(), static_cast<T>(c.slope)};

        auto output = randomActivation<T>(features, kGroups, rng);
        auto expected = randomActivation<T>(features, kGroups, rng);
        reluForward(shape, input, output, {0, kGroups});
        reluForwardReference(shape, input, expected, {0, kGroups});
        expectEqual(output, expected, T(0));

        auto back = randomActivation<T>(features, kGroups, rng);
        auto expectedBack = randomActivation<T>(features, kGroups, rng);
        for (int g = 0; g < kGroups; ++g) {
            std::vector<T> gates(m.size() + 1, T(7)), expectedGates(m.size() + 1), alone(m.size() + 1);
            reluBackward(shape, input, gradient, {gates.data(), c.wantsSlope, &back}, g);
            reluBackwardReference(shape, input, gradient, {expectedGates.data(), c.wantsSlope, &expectedBack},
                                  g);
            for (std::size_t i = 0; i < gates.size(); ++i)
                EXPECT_NEAR(gates[i], expectedGates[i], tolerance) << i;

            reluBackward(shape, input, gradient, {alone.data(), c.wantsSlope, nullptr}, g);
            EXPECT_EQ(alone, gates) << "the gates' gradients do not depend on who wants the input's";
        }
        expectEqual(back, expectedBack, T(0));
    }
};

TEST_P(ReluKernels, AgreeWithTheReference) {
    withEveryKernelSet([&] {
        compareWithReference<float>();
        compareWithReference<double>();
    });
}

INSTANTIATE_TEST_SUITE_P(Shapes, ReluKernels,
                         testing::Values(ReluCase{5, 1, 0, false}, ReluCase{5, 1, 0, true},
                                         ReluCase{5, 1, 1, true}, ReluCase{4, 9, 0, false},
                                         ReluCase{4, 9, 0, true}, ReluCase{3, 2, 1, false},
                                         ReluCase{5, 1, 0.3, true}, ReluCase{4, 9, 0.01, false}));

} // namespace
} // namespace tristate::nn::kernels
