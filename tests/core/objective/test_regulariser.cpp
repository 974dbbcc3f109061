#include "core/graph/graph_text.h"
#include "core/nn/gates.h"
#include "core/nn/units_left.h"
#include "core/objective/cost_model.h"
#include "core/objective/regulariser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tristate::objective {
namespace {

nn::Gates<double> layer(std::initializer_list<double> widths, double depth) {
    const auto units = static_cast<int>(widths.size());
    nn::Gates<double> gates(nn::allUnits(units), units);
    Eigen::Index i = 0;
    for (const double w : widths) gates.width[i++] = w;
    gates.depth = depth;
    return gates;
}

double valueOf(const nn::Gates<double>& a, const nn::Gates<double>& b, const Lambdas& lambdas,
               double cost = 1) {
    return regulariser(a, lambdas, cost) + regulariser(b, lambdas, cost);
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
    constexpr double kCost = 2.5;
    for (const auto& [depth, estimator] : {std::pair{0.2, nn::GateEstimator::Threshold},
                                           {0.8, nn::GateEstimator::Threshold},
                                           {0.2, nn::GateEstimator::HardConcrete},
                                           {0.2, nn::GateEstimator::RealValued}}) {
        auto a = layer({0.1, 0.45, 0.9}, depth);
        a.estimator = estimator;
        const auto other = layer({0.3}, 0);
        a.widthGradient.setConstant(10);
        a.depthGradient = 20;
        addRegulariserGradient(a, lambdas, kCost);
        for (int i = 0; i < 3; ++i) {
            auto above = a, below = a;
            above.width[i] += kEpsilon;
            below.width[i] -= kEpsilon;
            const double numeric =
                (valueOf(above, other, lambdas, kCost) - valueOf(below, other, lambdas, kCost)) /
                (2 * kEpsilon);
            EXPECT_NEAR(a.widthGradient[i] - 10, numeric, 1e-8);
        }
        auto above = a, below = a; // the indicator 1(d < 0.5) is a constant: no jump is crossed here
        above.depth += kEpsilon;
        below.depth -= kEpsilon;
        const double numeric =
            (valueOf(above, other, lambdas, kCost) - valueOf(below, other, lambdas, kCost)) / (2 * kEpsilon);
        EXPECT_NEAR(a.depthGradient - 20, numeric, 1e-8);
    }
}

TEST(Regulariser, HumpIsWhereTheMethodSaysItIs) {
    // With lambda3 = k lambda1 the cost lambda1 w (1 - w) + lambda3 w is largest at w = (1 + k) / 2.
    const double k = 0.4;
    auto a = layer({(1 + k) / 2}, 0);
    a.widthGradient.setZero();
    addRegulariserGradient(a, {.lambda1 = 1, .lambda3 = k}, 1);
    EXPECT_NEAR(a.widthGradient[0], 0, 1e-15);
}

nn::Network network(const char* spec) {
    Rng rng(1);
    return nn::Network(graph::parseGraph(spec), rng);
}

TEST(CostModel, CountsWhatLeavesWithAUnit) {
    // 784-300-100-10: a unit of the first layer takes 784 weights, a bias and 100 weights of the next.
    const auto stages = nn::sizes(graph::parseGraph("784-300-100-10"));
    EXPECT_THAT(marginalCosts(stages, CostModel::Neurons), testing::ElementsAre(1, 1));
    EXPECT_THAT(marginalCosts(stages, CostModel::Parameters), testing::ElementsAre(885, 311));
    EXPECT_THAT(marginalCosts(stages, CostModel::Operations), testing::ElementsAre(884, 310));
}

TEST(CostModel, CountsFeatureMapsByTheirPositions) {
    // 1x8x8:4c3-p2-5-2: 9 weights at 36 positions; behind the pooling 9 positions for each of 5 units.
    const auto stages = nn::sizes(graph::parseGraph("1x8x8:4c3-p2-5-2"));
    EXPECT_THAT(marginalCosts(stages, CostModel::Parameters), testing::ElementsAre(9 + 1 + 45, 36 + 1 + 2));
    EXPECT_THAT(marginalCosts(stages, CostModel::Operations), testing::ElementsAre(9 * 36 + 45, 36 + 2));
}

TEST(CostModel, FollowsWhatIsOpenElsewhere) {
    nn::Network net = network("10-g-6-4-3");
    net.gates()[0]->width.head(7).setZero(); // 3 of the 10 inputs are left
    net.gates()[2]->width.head(1).setZero(); // 3 of the 4 units of the last hidden layer
    EXPECT_THAT(marginalCosts(nn::openSizes(net), CostModel::Parameters),
                testing::ElementsAre(6, 3 + 1 + 3, 6 + 1 + 3));
}

TEST(CostModel, TakingAUnitOutSavesWhatItCosts) {
    for (const char* spec : {"20-9-7-3", "2x9x9:5c3-p2-6c2-7-3", "2x9x9:5c3-a2-6-7-3"}) {
        nn::Network net = network(spec);
        for (std::size_t i = 0; i < net.gates().size(); ++i) {
            nn::Network smaller = net;
            smaller.gates()[i]->width[0] = 0;
            const auto before = nn::openSizes(net), after = nn::openSizes(smaller);
            EXPECT_EQ(marginalCosts(before, CostModel::Parameters)[i],
                      nn::totalParameters(before) - nn::totalParameters(after));
            EXPECT_EQ(2 * marginalCosts(before, CostModel::Operations)[i],
                      nn::totalFlops(before) - nn::totalFlops(after));
        }
    }
}

TEST(CostModel, TheAverageUnitOfTheNetworkAsBuiltIsTheUnit) {
    const graph::Graph spec = graph::parseGraph("784-300-100-10");
    EXPECT_DOUBLE_EQ(meanCost(spec, CostModel::Parameters), (300 * 885.0 + 100 * 311.0) / 400);
    EXPECT_DOUBLE_EQ(meanCost(spec, CostModel::Neurons), 1);
}

} // namespace
} // namespace tristate::objective
