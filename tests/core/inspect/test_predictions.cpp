#include "core/inspect/decision_raster.h"
#include "core/inspect/predictions.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    nn::Network network(nn::parseNetworkSpec("2-2"), rng);
    network.parameters()[0]->value << 10, 0, 0, 10; // the larger coordinate wins
    network.parameters()[1]->value.setZero();
    const auto raster = decisionRaster(network, 4);
    ASSERT_EQ(raster.winners.size(), 16u);
    EXPECT_EQ(raster.winners[3], 0) << "x large, y small";
    EXPECT_EQ(raster.winners[12], 1) << "x small, y large";
    EXPECT_GT(raster.probabilities[3], 0.99f);
}

} // namespace
} // namespace tristate::inspect
