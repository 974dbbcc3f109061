#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/train/evaluate.h"
#include "core/train/fit.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tristate::train {
namespace {

using testing::HasSubstr;

std::string errorOf(const nn::Network& network, const data::Dataset& data) {
    try {
        evaluate(network, data, 1);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

/// A network whose output is its input.
nn::Network identity(int classes) {
    const std::string width = std::to_string(classes);
    nn::Network network(graph::parseGraph(width + "-" + width));
    network.parameter("fc1.weight").value.matrix().setIdentity();
    return network;
}

/// Samples whose largest value is at `largest`, all of label 0.
data::Dataset samplesWithLargestAt(const std::vector<int>& largest, int classes) {
    data::Dataset set;
    set.name = "marked";
    set.shape = {classes};
    set.classes = classes;
    for (const int at : largest) {
        for (int c = 0; c < classes; ++c) set.values.push_back(c == at ? 1.0f : 0.0f);
        set.labels.push_back(0);
    }
    return set;
}

TEST(Evaluate, CountsWhatIsWrongAndAveragesTheLoss) {
    const Evaluation found = evaluate(identity(4), samplesWithLargestAt({0, 1, 0, 3, 0}, 4), 1);
    EXPECT_EQ(found.samples, 5u);
    EXPECT_EQ(found.wrong, 2u);
    EXPECT_DOUBLE_EQ(found.error, 40);
    const double total = std::log(std::exp(1.0) + 3);
    EXPECT_NEAR(found.loss, (3 * (total - 1) + 2 * total) / 5, 1e-6);
}

TEST(Evaluate, MeasuresEverySampleOfADatasetThatTakesSeveralRounds) {
    std::vector<int> largest(2500, 0);
    for (const std::size_t wrong : {0u, 15u, 16u, 1023u, 1024u, 2047u, 2048u, 2499u}) largest[wrong] = 2;
    const data::Dataset data = samplesWithLargestAt(largest, 3);
    for (const int threads : {1, 2, 3}) {
        const Evaluation found = evaluate(identity(3), data, threads);
        EXPECT_EQ(found.wrong, 8u);
        EXPECT_EQ(found.samples, 2500u);
        EXPECT_EQ(found.loss, evaluate(identity(3), data, 1).loss) << threads << " threads";
    }
}

TEST(Evaluate, OfNoSamplesIsZero) {
    const Evaluation nothing = evaluate(identity(3), {}, 2);
    EXPECT_EQ(nothing.samples, 0u);
    EXPECT_EQ(nothing.loss, 0);
    EXPECT_EQ(nothing.error, 0);
}

/// A session is measured on whatever data somebody names; a sample of other size would be written over the
/// end of the memory for it.
TEST(Evaluate, RefusesSamplesThatAreNotForTheNetwork) {
    const data::Dataset data = samplesWithLargestAt({0, 1}, 4);
    EXPECT_EQ(errorOf(identity(4), data), "no error");
    EXPECT_EQ(errorOf(identity(3), data), "data 'marked' has samples of 4, but the net '3-3' expects 3");
    EXPECT_EQ(errorOf(identity(9), data), "data 'marked' has samples of 4, but the net '9-9' expects 9");
    const nn::Network narrow(graph::parseGraph("4-3"));
    EXPECT_EQ(errorOf(narrow, data), "data 'marked' has 4 classes, but the net '4-3' has 3 outputs");
    const nn::Network wide(graph::parseGraph("4-7"));
    EXPECT_EQ(errorOf(wide, data), "no error") << "outputs that no class needs do no harm";
}

TEST(Evaluate, TakesImagesForANetOfFlatVectorsOfThatSize) {
    data::Dataset images = samplesWithLargestAt({0, 1}, 4);
    images.shape = {1, 2, 2};
    EXPECT_NO_THROW(requireFit(identity(4), images));
    EXPECT_EQ(evaluate(identity(4), images, 1).wrong, 1u);
}

TEST(Logits, OfAPartAreThoseOfTheWhole) {
    const nn::Network network = makeNetwork(test::tinyExperiment());
    const data::Dataset data = test::tinyData().train;
    const auto all = logits(network, data, 0, data.size(), 2);
    ASSERT_EQ(all.rows(), 500);
    for (const auto& [first, count] : {std::pair{0, 1}, {3, 16}, {17, 40}, {499, 1}, {100, 0}}) {
        const auto part =
            logits(network, data, static_cast<std::size_t>(first), static_cast<std::size_t>(count), 1);
        ASSERT_EQ(part.rows(), count);
        EXPECT_TRUE((part == all.middleRows(first, count)).all()) << first << ", " << count;
    }
}

} // namespace
} // namespace tristate::train
