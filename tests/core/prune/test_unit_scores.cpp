#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/nn/size.h"
#include "core/prune/magnitude.h"
#include "core/prune/taylor.h"
#include "core/prune/unit_scores.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tristate::prune {
namespace {

using nn::Network;
using testing::ElementsAre;

Network makeNet(const char* spec) {
    Rng rng(5);
    return Network(graph::parseGraph(spec), rng);
}

TEST(KeepBest, KeepsTheHighestScoresInTheirOrder) {
    Network network = makeNet("4-5-3-2");
    keepBest(network, {{0.1, 3, 2, 0, 2}, {1, 1, 1}}, {3, 1});
    EXPECT_THAT(network.gates()[0]->original, ElementsAre(1, 2, 4));
    EXPECT_THAT(network.gates()[1]->original, ElementsAre(0)) << "of equal ones the first";
}

TEST(KeepBest, TellsInputGatesBehindMapsWhichOfThemAreLeft) {
    Network network = makeNet("1x4x4:2c3-g-3-2"); // two maps of four values
    keepBest(network, {{0, 1}, {9, 9, 9, 9, 1, 4, 3, 2}, {1, 2, 3}}, {1, 2, 2});
    EXPECT_THAT(network.gates()[0]->original, ElementsAre(1));
    EXPECT_THAT(network.gates()[1]->original, ElementsAre(5, 6));
}

TEST(KeepBest, RefusesWidthsThatDoNotFit) {
    Network network = makeNet("4-5-3-2");
    Rng rng(1);
    const UnitScores scores = randomScores(network, rng);
    EXPECT_THROW(keepBest(network, scores, {3}), Error);
    EXPECT_THROW(keepBest(network, scores, {6, 1}), Error);
    EXPECT_THROW(keepBest(network, scores, {3, 0}), Error);
}

TEST(WidthsAtEqualRatio, AreTheWidestThatFit) {
    const Network network = makeNet("1x12x12:20c5-p2-50-10");
    for (const long long most : {1000LL, 5000LL, 10000LL}) {
        Network cut = network;
        const auto widths = widthsAtEqualRatio(network, most);
        Rng rng(1);
        keepBest(cut, randomScores(cut, rng), widths);
        const long long parameters = nn::totalParameters(nn::openSizes(cut));
        EXPECT_LE(parameters, most);
        EXPECT_GT(parameters, most * 8 / 10);
        EXPECT_NEAR(widths[0] / 20.0, widths[1] / 50.0, 0.5 / 20 + 0.5 / 50);
    }
    EXPECT_THAT(widthsAtEqualRatio(network, 1'000'000), ElementsAre(20, 50));
    EXPECT_THROW(widthsAtEqualRatio(network, 10), Error);
}

TEST(Magnitude, IsTheNormOfTheWeightsThatLeadToAUnit) {
    Network network = makeNet("2-g-2-2");
    auto& weight = network.stages()[1].weights->weight.value;
    weight << 3, -4, 0, 2;
    EXPECT_THAT(magnitudeScores(network, Norm::L1), ElementsAre(ElementsAre(3, 6), ElementsAre(7, 2)))
        << "of input gates, those that lead away";
    EXPECT_THAT(magnitudeScores(network, Norm::L2),
                ElementsAre(ElementsAre(3, testing::DoubleNear(std::sqrt(20.0), 1e-9)), ElementsAre(5, 2)));
}

/// Against a difference quotient: what the loss changes by as the unit's outgoing weights shrink.
TEST(Taylor, IsTheFirstOrderChangeOfTheLossWithoutTheUnit) {
    Network network = makeNet("6-5-3");
    const test::RandomBatch<float> batch(network.graph(), 32, 4);
    test::NetworkRunner<float> runner(batch);
    runner.gradients(network);
    UnitScores scores;
    addTaylorScores(network, runner.workspace(), scores);
    addTaylorScores(network, runner.workspace(), scores);
    ASSERT_EQ(scores.size(), 1u);
    for (int unit = 0; unit < 5; ++unit) {
        constexpr float kStep = 0.01f;
        Network less = network, more = network;
        less.stages()[1].weights->weight.value.col(unit) *= 1 - kStep;
        more.stages()[1].weights->weight.value.col(unit) *= 1 + kStep;
        const double slope = (runner.trainingLoss(more) - runner.trainingLoss(less)) / (2 * kStep);
        EXPECT_NEAR(scores[0][static_cast<std::size_t>(unit)], 2 * std::abs(slope), 2e-4);
    }
}

} // namespace
} // namespace tristate::prune
