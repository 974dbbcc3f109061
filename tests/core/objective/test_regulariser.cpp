#include "core/objective/regulariser.h"

#include <gtest/gtest.h>

#include <array>

namespace tristate::objective {
namespace {

nn::TriStateRelu<double> layer(std::initializer_list<double> widths, double depth) {
    nn::TriStateRelu<double> relu({static_cast<int>(widths.size())});
    Eigen::Index i = 0;
    for (const double w : widths) relu.width[i++] = w;
    relu.depth = depth;
    relu.depthGradient = 0;
    return relu;
}

double valueOf(const nn::TriStateRelu<double>& a, const nn::TriStateRelu<double>& b, const Lambdas& lambdas) {
    const std::array<const nn::TriStateRelu<double>*, 2> layers = {&a, &b};
    return regulariser<double>(layers, lambdas);
}

TEST(Regulariser, IsTheSumOfFourTerms) {
    const auto a = layer({0.2, 1.0}, 0.1);
    const auto b = layer({0.5}, 0.6); // linear: its width costs nothing
    EXPECT_DOUBLE_EQ(valueOf(a, b, {.lambda1 = 1}), 0.2 * 0.8 + 0.25);
    EXPECT_DOUBLE_EQ(valueOf(a, b, {.lambda2 = 1}), 0.1 * 0.9 + 0.6 * 0.4);
    EXPECT_DOUBLE_EQ(valueOf(a, b, {.lambda3 = 1}), 1.2);
    EXPECT_DOUBLE_EQ(valueOf(a, b, {.lambda4 = 1}), -0.7) << "linearity is rewarded: mind the minus";
    EXPECT_DOUBLE_EQ(valueOf(a, b, {2, 3, 4, 5}), 2 * 0.41 + 3 * 0.33 + 4 * 1.2 - 5 * 0.7);
}

TEST(Regulariser, GradientAgreesWithCentralDifferencesAndIsAdded) {
    constexpr double kEpsilon = 1e-6;
    const Lambdas lambdas{0.7, 0.3, 0.2, 0.1};
    for (const double depth : {0.2, 0.8}) {
        auto a = layer({0.1, 0.45, 0.9}, depth);
        const auto other = layer({0.3}, 0);
        a.widthGradient.setConstant(10);
        a.depthGradient = 20;
        addRegulariserGradient(a, lambdas);
        for (int i = 0; i < 3; ++i) {
            auto above = a, below = a;
            above.width[i] += kEpsilon;
            below.width[i] -= kEpsilon;
            const double numeric =
                (valueOf(above, other, lambdas) - valueOf(below, other, lambdas)) / (2 * kEpsilon);
            EXPECT_NEAR(a.widthGradient[i] - 10, numeric, 1e-8);
        }
        auto above = a, below = a; // the indicator 1(d < 0.5) is a constant: no jump is crossed here
        above.depth += kEpsilon;
        below.depth -= kEpsilon;
        const double numeric =
            (valueOf(above, other, lambdas) - valueOf(below, other, lambdas)) / (2 * kEpsilon);
        EXPECT_NEAR(a.depthGradient - 20, numeric, 1e-8);
    }
}

TEST(Regulariser, HumpIsWhereTheMethodSaysItIs) {
    // With lambda3 = k lambda1 the cost lambda1 w (1 - w) + lambda3 w is largest at w = (1 + k) / 2.
    const double k = 0.4;
    auto a = layer({(1 + k) / 2}, 0);
    a.widthGradient.setZero();
    addRegulariserGradient(a, {.lambda1 = 1, .lambda3 = k});
    EXPECT_NEAR(a.widthGradient[0], 0, 1e-15);
}

} // namespace
} // namespace tristate::objective
