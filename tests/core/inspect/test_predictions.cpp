#include "core/graph/graph_text.h"
#include "core/inspect/decision_raster.h"
#include "core/inspect/predictions.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace tristate::inspect {
namespace {

using testing::ElementsAre;

TEST(Predictions, AgreeWithTheEvaluation) {
    const auto data = test::tinyData();
    const auto network = train::makeNetwork(test::tinyExperiment());
    const auto predictions = predict(network, data.test, 1000);
    ASSERT_EQ(predictions.size(), 200u);
    const Confusion confusion(4, predictions);
    EXPECT_EQ(static_cast<std::size_t>(confusion.wrong), train::evaluate(network, data.test, 1).wrong);
    EXPECT_EQ(confusion.samples, 200);
    EXPECT_EQ(std::accumulate(confusion.counts.begin(), confusion.counts.end(), 0), 200);
    std::vector<float> row(8);
    data.test.copySample(7, row.data());
    const auto shares = probabilities(network, row);
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-5);
    EXPECT_NEAR(shares[static_cast<std::size_t>(predictions[7].predicted)], predictions[7].probability, 1e-5);
}

TEST(Confusion, CountsALabelInItsRow) {
    const std::vector<Prediction> predictions = {{0, 0, 1}, {0, 1, 1}, {1, 1, 1}, {0, 1, 1}};
    const Confusion confusion(2, predictions);
    EXPECT_EQ(confusion.at(0, 0), 1);
    EXPECT_EQ(confusion.at(0, 1), 2);
    EXPECT_EQ(confusion.at(1, 0), 0);
    EXPECT_EQ(confusion.wrong, 2);
    EXPECT_EQ(confusion.ofLabel(0), 3);
}

TEST(Predictions, ComeWorstFirst) {
    const std::vector<Prediction> predictions = {
        {0, 0, 0.9f}, {0, 1, 0.6f}, {1, 1, 0.5f}, {1, 0, 0.8f}, {0, 1, 0.7f}};
    EXPECT_THAT(worstFirst(predictions, -1, -1, 10), ElementsAre(3, 4, 1, 2, 0));
    EXPECT_THAT(worstFirst(predictions, 0, 1, 10), ElementsAre(4, 1));
    EXPECT_THAT(worstFirst(predictions, -1, -1, 2), ElementsAre(3, 4));
}

TEST(DecisionRaster, SaysTheClassOfEveryPlace) {
    Rng rng(1);
    nn::Network network(graph::parseGraph("2-2"), rng);
    network.parameter("fc1.weight").value << 10, 0, 0, 10; // the larger coordinate wins
    network.parameter("fc1.bias").value.setZero();
    const auto raster = decisionRaster(network, 4);
    ASSERT_EQ(raster.winners.size(), 16u);
    EXPECT_EQ(raster.winners[3], 0) << "x large, y small";
    EXPECT_EQ(raster.winners[12], 1) << "x small, y large";
    EXPECT_GT(raster.probabilities[3], 0.99f);
}

TEST(DecisionRaster, HasAFittingProbabilityForEveryCell) {
    Rng rng(3);
    const nn::Network network(graph::parseGraph("2-9-3"), rng);
    const auto raster = decisionRaster(network, 7);
    EXPECT_EQ(raster.side, 7);
    ASSERT_EQ(raster.winners.size(), 49u);
    for (std::size_t cell = 0; cell < 49; ++cell) {
        const std::vector<float> place{(static_cast<float>(cell % 7) + 0.5f) / 7,
                                       (static_cast<float>(cell / 7) + 0.5f) / 7};
        const auto shares = probabilities(network, place);
        EXPECT_EQ(raster.winners[cell], std::max_element(shares.begin(), shares.end()) - shares.begin());
        EXPECT_NEAR(raster.probabilities[cell], *std::max_element(shares.begin(), shares.end()), 1e-6);
        EXPECT_GE(raster.probabilities[cell], 1.0f / 3 - 1e-6f) << "the winner has no less than a third";
    }
}

TEST(Predictions, OfLogitsFarApartAreStillProbabilities) {
    Rng rng(1);
    nn::Network network(graph::parseGraph("2-3"), rng);
    network.parameter("fc1.weight").value << 1e6f, 0, 0, -1e6f, 0, 1;
    const std::vector<float> sample{1, 1};
    EXPECT_THAT(probabilities(network, sample), ElementsAre(1, 0, 0));
}

TEST(Predictions, AskedForMoreThanThereAreGiveAllThereAre) {
    const auto network = train::makeNetwork(test::tinyExperiment());
    EXPECT_TRUE(predict(network, test::tinyData().test, 0).empty());
    EXPECT_EQ(predict(network, test::tinyDataset(17, 3), 18).size(), 17u);
    EXPECT_TRUE(predict(network, test::tinyDataset(0, 3), 5).empty());
    const Confusion nothing(3);
    EXPECT_EQ(nothing.samples, 0);
    EXPECT_EQ(nothing.ofLabel(2), 0);
    EXPECT_TRUE(worstFirst({}, -1, -1, 5).empty());
}

} // namespace
} // namespace tristate::inspect
