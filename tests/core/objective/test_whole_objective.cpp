#include "core/graph/graph_text.h"
#include "core/objective/cost_model.h"
#include "core/objective/regulariser.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>

// The gradient on the gates of what training minimises: the loss of a minibatch and the regulariser together.

namespace tristate::objective {
namespace {

using nn::GateEstimator;

constexpr Lambdas kLambdas{0.03, 0.02, 0.05, 0.01};

nn::BasicNetwork<double> randomNetwork(const graph::Graph& spec, GateEstimator estimator) {
    Rng rng(5);
    nn::BasicNetwork<double> network(spec, rng);
    for (auto* parameter : network.parameters())
        if (parameter->value.cols() == 1)
            for (auto& value : parameter->value.reshaped()) value += 0.2 * rng.normal();
    for (auto* gates : network.gates()) {
        gates->estimator = estimator;
        for (auto& w : gates->width) w = rng.uniform(0.25, 0.75);
        if (gates->depthLearnable) gates->depth = rng.uniform() < 0.5 ? 0.2 : 0.7;
    }
    return network;
}

double costOf(const nn::Gates<double>& gates) {
    return 0.5 + gates.index;
}

/// What a minibatch costs with these gates.
double objectiveOf(const nn::BasicNetwork<double>& network, test::NetworkRunner<double>& runner) {
    double total = runner.trainingLoss(network);
    for (const auto* gates : network.gates()) total += regulariser(*gates, kLambdas, costOf(*gates));
    return total;
}

void takeGradients(nn::BasicNetwork<double>& network, test::NetworkRunner<double>& runner) {
    runner.gradients(network);
    for (auto* gates : network.gates()) addRegulariserGradient(*gates, kLambdas, costOf(*gates));
}

using Case = std::tuple<GateEstimator, const char*>;

std::string nameOf(const testing::TestParamInfo<Case>& test) {
    return "Case" + std::to_string(test.index);
}

constexpr const char* kNets[] = {"11-9-7-3",           "11-g-9b-7l0.2-3",   "2x8x8:4c3-p2-6c2b-g-7-3",
                                 "1x7x7:5c3+1-a2-6-3", "2x8x8:4c3b-a2-5-3", "9-8-g-6-d30-3"};

/// Gates whose number is smooth in w have an exact gradient.
class SmoothObjective : public testing::TestWithParam<Case> {};

TEST_P(SmoothObjective, HasTheGradientThatTheGatesDescend) {
    const auto [estimator, text] = GetParam();
    const graph::Graph spec = graph::parseGraph(text);
    nn::BasicNetwork<double> network = randomNetwork(spec, estimator);
    const test::RandomBatch<double> batch(spec, 18, 3);
    test::NetworkRunner<double> runner(batch);
    takeGradients(network, runner);
    constexpr double kStep = 1e-5;
    for (auto* gates : network.gates())
        for (int unit = 0; unit < gates->units(); unit += 1 + gates->units() / 12) {
            const double w = gates->width[unit];
            gates->width[unit] = w + kStep;
            const double above = objectiveOf(network, runner);
            gates->width[unit] = w - kStep;
            const double below = objectiveOf(network, runner);
            gates->width[unit] = w;
            EXPECT_LE(test::relativeDifference(gates->widthGradient[unit], (above - below) / (2 * kStep)),
                      1e-5)
                << "layer " << gates->index << ", unit " << unit;
        }
}

INSTANTIATE_TEST_SUITE_P(Nets, SmoothObjective,
                         testing::Combine(testing::Values(GateEstimator::RealValued,
                                                          GateEstimator::HardConcrete),
                                          testing::ValuesIn(kNets)),
                         nameOf);

/// The threshold has no useful derivative. Straight through it, the loss is differentiated by the number that
/// the unit is multiplied by, as if the gate were that number.
class StraightThrough : public testing::TestWithParam<const char*> {};

TEST_P(StraightThrough, GradientsAreThoseOfRealGatesAtTheThresholdedValues) {
    const graph::Graph spec = graph::parseGraph(GetParam());
    nn::BasicNetwork<double> binary = randomNetwork(spec, GateEstimator::Threshold);
    nn::BasicNetwork<double> real = binary;
    for (auto* gates : real.gates()) {
        gates->estimator = GateEstimator::RealValued;
        for (auto& w : gates->width) w = w >= 0.5 ? 1 : 0;
    }
    const test::RandomBatch<double> batch(spec, 18, 3);
    test::NetworkRunner<double> runner(batch);
    const double lossOfBinary = runner.gradients(binary), lossOfReal = runner.gradients(real);
    EXPECT_EQ(lossOfBinary, lossOfReal);
    for (std::size_t i = 0; i < binary.gates().size(); ++i)
        EXPECT_TRUE((binary.gates()[i]->widthGradient == real.gates()[i]->widthGradient).all()) << i;
}

TEST_P(StraightThrough, AClosedUnitHasAGradientOfItsGateAndNoneOfItsWeights) {
    const graph::Graph spec = graph::parseGraph(GetParam());
    nn::BasicNetwork<double> network = randomNetwork(spec, GateEstimator::Threshold);
    for (auto* gates : network.gates()) {
        gates->width.setOnes();
        gates->width[0] = 0.49;
    }
    const test::RandomBatch<double> batch(spec, 64, 3);
    test::NetworkRunner<double> runner(batch);
    runner.gradients(network);
    int felt = 0;
    for (const auto& stage : network.stages()) {
        if (!stage.gates) continue;
        felt += stage.gates->widthGradient[0] != 0 ? 1 : 0;
        if (!stage.weights) continue;
        EXPECT_TRUE((stage.weights->weight.gradient.row(0) == 0).all()) << stage.weights->weight.name;
        EXPECT_TRUE((stage.weights->bias.gradient.row(0) == 0).all()) << stage.weights->bias.name;
    }
    EXPECT_GT(felt, 0) << "or it could never open again";
}

INSTANTIATE_TEST_SUITE_P(Nets, StraightThrough, testing::ValuesIn(kNets),
                         [](const auto& test) { return "Net" + std::to_string(test.index); });

TEST(Objective, BernoulliGatesAreDrawnForTheMinibatchAndStraightThrough) {
    const graph::Graph spec = graph::parseGraph("11-40-3");
    nn::BasicNetwork<double> network = randomNetwork(spec, GateEstimator::Bernoulli);
    network.gates()[0]->depth = 0;
    const test::RandomBatch<double> batch(spec, 18, 3);
    test::NetworkRunner<double> runner(batch);
    const double loss = runner.gradients(network);
    EXPECT_EQ(runner.trainingLoss(network), loss) << "the same minibatch draws the same gates";
    nn::BasicNetwork<double> sure = network;
    sure.gates()[0]->width = (network.gates()[0]->width > 0.5).cast<double>();
    EXPECT_NE(runner.trainingLoss(sure), loss) << "some gate was drawn against its threshold";
}

TEST(Objective, ADepthGateIsPulledByItsOwnTermsAlone) {
    const graph::Graph spec = graph::parseGraph("6-5-3");
    nn::BasicNetwork<double> network = randomNetwork(spec, GateEstimator::Threshold);
    auto& gates = *network.gates()[0];
    for (const double d : {0.1, 0.4, 0.6, 1.0}) {
        gates.depth = d;
        gates.widthGradient.setZero(gates.units());
        gates.depthGradient = 0;
        addRegulariserGradient(gates, {.lambda2 = 2, .lambda4 = 3}, 1);
        EXPECT_DOUBLE_EQ(gates.depthGradient, 2 * (1 - 2 * d) - 3);
        EXPECT_TRUE((gates.widthGradient == 0).all());
        addRegulariserGradient(gates, {.lambda3 = 5}, 2);
        EXPECT_TRUE((gates.widthGradient == (d < 0.5 ? 10 : 0)).all()) << "width is free once it is linear";
    }
}

nn::Network built(const char* spec) {
    Rng rng(1);
    return nn::Network(graph::parseGraph(spec), rng);
}

TEST(CostModelEdges, AMergedLayerCostsNothingAndTheNextPaysForItsInputs) {
    nn::Network network = built("20-9-7-3");
    network.gates()[0]->depth = 1;
    ASSERT_TRUE(network.canDropDense(0));
    network.dropDense(0);
    EXPECT_THAT(marginalCosts(nn::openSizes(network), CostModel::Parameters),
                testing::ElementsAre(0, 20 + 1 + 3));
}

TEST(CostModelEdges, ValuesOfAMapShareWhatTheNextLayerPays) {
    nn::Network network = built("1x6x6:2c3-g-5-3");
    const auto costs = [&] { return marginalCosts(nn::openSizes(network), CostModel::Parameters); };
    EXPECT_THAT(costs(), testing::ElementsAre(9 + 1 + 16 * 5, 5, 32 + 1 + 3));
    network.gates()[1]->width.head(8).setZero(); // half of the first map's values
    EXPECT_THAT(costs(), testing::ElementsAre(9 + 1 + 12 * 5, 5, 24 + 1 + 3)) << "12 a map on average";
    network.gates()[0]->width[0] = 0;
    EXPECT_THAT(costs(), testing::ElementsAre(9 + 1 + 16 * 5, 5, 16 + 1 + 3))
        << "values of a closed map are not paid for";
}

TEST(CostModelEdges, ALayerWithoutOpenUnitsHasFiniteCosts) {
    nn::Network network = built("1x6x6:2c3-g-5-3");
    for (auto* gates : network.gates()) gates->width.setZero();
    for (const CostModel model : {CostModel::Neurons, CostModel::Parameters, CostModel::Operations})
        for (const double cost : marginalCosts(nn::openSizes(network), model)) {
            EXPECT_TRUE(std::isfinite(cost));
            EXPECT_GE(cost, 0);
        }
    EXPECT_DOUBLE_EQ(meanCost(graph::parseGraph("5-3"), CostModel::Parameters), 1)
        << "a net without gates has no average unit";
}

TEST(CostModelEdges, BatchNormalisationIsMultipliedInAndCostsNothing) {
    EXPECT_EQ(marginalCosts(nn::sizes(graph::parseGraph("20-9b-7b-3")), CostModel::Parameters),
              marginalCosts(nn::sizes(graph::parseGraph("20-9-7-3")), CostModel::Parameters));
}

} // namespace
} // namespace tristate::objective
