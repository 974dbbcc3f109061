#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/recipes/experiment_json.h"
#include "core/nn/size.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/session.h"
#include "tests/support/onnx_runtime.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace tristate {
namespace {

/// The whole recipe of a preset on real data, as `tristate train` runs it.
std::shared_ptr<const train::Checkpoint> trained(train::Experiment experiment) {
    train::Session session;
    session.start(experiment);
    session.wait();
    return session.checkpoint().get();
}

double testError(const train::Checkpoint& run) {
    return train::evaluate(run.network, run.data->test, 0).error;
}

std::size_t wrongAnswers(const nn::RowMatrix& logits, const data::Dataset& set) {
    std::size_t wrong = 0;
    for (Eigen::Index i = 0; i < logits.rows(); ++i) {
        Eigen::Index answer = 0;
        logits.row(i).maxCoeff(&answer);
        wrong += answer != set.labels[static_cast<std::size_t>(i)];
    }
    return wrong;
}

TEST(Presets, LeNet300100IsPrunedOnMnistAndItsExportAnswersTheSameElsewhere) {
    const auto mnist = test::mnistDirectory();
    if (!mnist) GTEST_SKIP() << test::kNoMnist;
    train::Experiment experiment = io::preset("lenet-300-100");
    experiment.data.source = mnist->string();
    const auto run = trained(experiment);
    EXPECT_LE(testError(*run), 2.2);
    const test::TempDir folder;
    const auto proof = io::exportModel({folder / "pruned.onnx", run->network, experiment, run->data->test});
    EXPECT_LE(proof.parametersAfter, 45000);
    EXPECT_EQ(proof.parametersBefore, 266610);
    EXPECT_EQ(proof.equalPredictions, run->data->test.size());

    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    const auto logits = test::OnnxRuntime::logits(
        {folder / "pruned.onnx", experiment.net.input, false, 10, test::rowsOf(run->data->test)});
    EXPECT_EQ(wrongAnswers(logits, run->data->test), train::evaluate(run->network, run->data->test, 0).wrong);
}

TEST(Presets, LeNet300100HalvesItselfOnFashionMnistForAtMostAPoint) {
    const auto fashion = test::fashionMnistDirectory();
    if (!fashion) GTEST_SKIP() << test::kNoFashionMnist;
    train::Experiment experiment = io::preset("lenet-300-100");
    experiment.data.source = fashion->string();
    const auto pruned = trained(experiment);
    experiment.train.gates = false;
    const auto dense = trained(experiment);
    EXPECT_LE(prune::exportNetwork(pruned->network).parameters(), 266610 / 2);
    EXPECT_LE(testError(*pruned), testError(*dense) + 1.0);
}

TEST(Presets, WithoutAPresetLambda3AloneIsARecipeForLeNet5) {
    const auto mnist = test::mnistDirectory();
    if (!mnist) GTEST_SKIP() << test::kNoMnist;
    train::Experiment experiment;
    experiment.net = graph::parseGraph("1x28x28:20c5-p2-50c5-p2-500-10");
    experiment.data.source = mnist->string();
    experiment.train.lambdas.lambda3 = 3e-3;
    const auto run = trained(experiment);
    EXPECT_LE(testError(*run), 1.2);
    EXPECT_LT(prune::exportNetwork(run->network).parameters(), 6000);
}

TEST(Presets, DeepNetsLoseLayersAndNoAccuracyOnMnist) {
    const auto mnist = test::mnistDirectory();
    if (!mnist) GTEST_SKIP() << test::kNoMnist;
    train::Experiment experiment = io::preset("deep-75");
    experiment.data.source = mnist->string();
    const auto merged = trained(experiment);
    EXPECT_LE(merged->network.gates().size(), 3u) << "hidden layers, of six";
    experiment.train.gates = false;
    EXPECT_LE(testError(*merged), testError(*trained(experiment)) + 0.3);
}

TEST(Presets, ColourImagesAreLearntByAPrunedConvolutionalNet) {
    train::Experiment experiment = io::preset("vgg-like");
    experiment.net = graph::parseGraph("3x32x32:12c3+1b-p2-16c3+1b-p2-32b-10"); // a small one
    experiment.data.trainSamples = 3000;
    experiment.train.epochs = 12;
    experiment.train.frozenEpochs = 4;
    experiment.train.lambdas.lambda3 = 1e-2;
    const auto run = trained(experiment);
    EXPECT_LE(testError(*run), 25.0) << "chance is 90 %";
    EXPECT_LT(nn::openUnits(run->network)[1], 16);
    const test::TempDir folder;
    const auto proof = io::exportModel({folder / "shapes.onnx", run->network, experiment, run->data->test});
    EXPECT_EQ(proof.equalPredictions, run->data->test.size());
}

TEST(Presets, GeneratedDigitsAreNeitherTrivialNorHopeless) {
    train::Experiment experiment = io::preset("digits");
    experiment.train.gates = false;
    experiment.train.epochs = 25;
    experiment.train.frozenEpochs = 0;
    EXPECT_LE(testError(*trained(experiment)), 2.0) << "LeNet-300-100 learns them to 98 %";
    experiment.net = graph::parseGraph("784-10");
    EXPECT_GT(testError(*trained(experiment)), 10.0) << "a linear softmax stays below 90 %";
}

} // namespace
} // namespace tristate
