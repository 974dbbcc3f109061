#include "core/base/error.h"
#include "core/prune/export_network.h"
#include "core/train/evaluate_plain.h"
#include "core/train/trainer.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace tristate::train {
namespace {

/// Outputs are inputs.
nn::PlainNetwork echo(int width) {
    return nn::chainOf(
        {width, 1, 1},
        {{graph::Dense{width}, {nn::RowMatrix::Identity(width, width), Eigen::VectorXf::Zero(width)}}});
}

/// Two targets: predictions are off by 1 and by -2, except that every third is right.
data::Dataset numbers(int samples) {
    data::Dataset set;
    set.name = "pairs";
    set.shape = {2, 1, 1};
    set.targets = {{"a", 10, 2}, {"b", -5, 4}};
    for (int i = 0; i < samples; ++i) {
        const auto a = static_cast<float>(i % 7), b = static_cast<float>(-i % 11);
        const bool isRight = i % 3 == 0;
        set.values.insert(set.values.end(), {a, b});
        set.targetValues.insert(set.targetValues.end(), {isRight ? a : a - 1, isRight ? b : b + 2});
    }
    return set;
}

data::Dataset threeClasses(std::vector<data::Label> labels) {
    data::Dataset set;
    set.name = "classes";
    set.classes = 3;
    set.labels = std::move(labels);
    return set;
}

std::string refusalOf(const nn::PlainNetwork& network, const data::Dataset& data) {
    try {
        evaluatePlain(network, data, 1);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(EvaluatePlain, FindsWhatTheTrainableNetworkFinds) {
    const nn::Network network = makeNetwork(test::tinyExperiment());
    const data::Dataset data = test::tinyData().train;
    const Evaluation expected = evaluate(network, data, 1);
    const nn::PlainNetwork plain = prune::exportNetwork(network, prune::MergeMode::Never);
    for (const int threads : {1, 2, 3}) {
        const Evaluation found = evaluatePlain(plain, data, threads);
        EXPECT_EQ(found.wrong, expected.wrong);
        EXPECT_EQ(found.samples, expected.samples);
        EXPECT_DOUBLE_EQ(found.error, expected.error);
        EXPECT_NEAR(found.loss, expected.loss, 1e-5);
        EXPECT_EQ(found.loss, evaluatePlain(plain, data, 1).loss) << threads << " threads";
    }
}

TEST(EvaluatePlain, MeasuresNumbersOnAnyNumberOfThreads) {
    const data::Dataset data = numbers(900); // several pieces, the last one short
    for (const int threads : {1, 2, 3}) {
        const Evaluation found = evaluatePlain(echo(2), data, threads);
        ASSERT_EQ(found.targets.size(), 2u);
        EXPECT_NEAR(found.targets[0].rmse, std::sqrt(2.0 / 3), 1e-9);
        EXPECT_NEAR(found.targets[0].mae, 2.0 / 3, 1e-9);
        EXPECT_NEAR(found.targets[1].rmse, std::sqrt(8.0 / 3), 1e-9);
        // Both targets are off by half a deviation.
        EXPECT_NEAR(found.error, std::sqrt(2.0 / 3) / 2, 1e-9);
        EXPECT_EQ(found.samples, 900u);
        EXPECT_EQ(found.loss, evaluatePlain(echo(2), data, 1).loss) << threads << " threads";
    }
}

TEST(EvaluatePlain, RefusesSamplesThatAreNotForTheNetwork) {
    data::Dataset data = numbers(3);
    EXPECT_EQ(refusalOf(echo(3), data), "data 'pairs' has samples of 2, but the network expects 3");
    data.targets.pop_back();
    EXPECT_EQ(refusalOf(echo(2), data),
              "data 'pairs' has 1 targets to predict, but the network has 2 outputs");
    data = threeClasses({2});
    data.shape = {2, 1, 1};
    EXPECT_EQ(refusalOf(echo(2), data), "data 'classes' has 3 classes, but the network has 2 outputs");
}

TEST(EvaluatePlain, ThatIsStoppedReadsNothing) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(evaluatePlain(echo(2), numbers(900), 2, stop.get_token()).samples, 0u);
    EXPECT_EQ(evaluatePlain(echo(2), numbers(0), 1).samples, 0u) << "and there may be nothing to read";
}

TEST(ErrorOfOneAnswer, IsThatOfTheMostFrequentClassOrOfTheMean) {
    EXPECT_EQ(errorOfOneAnswer(threeClasses({})), 0);
    EXPECT_DOUBLE_EQ(errorOfOneAnswer(threeClasses({2, 0, 2, 2, 1})), 40);
    data::Dataset one;
    one.targets = {{"y", 3, 1}};
    one.targetValues = {1, 3, 5, 7};
    EXPECT_DOUBLE_EQ(errorOfOneAnswer(one), std::sqrt((4 + 0 + 4 + 16) / 4.0));
}

} // namespace
} // namespace tristate::train
