#include "core/io/experiment_json.h"
#include "core/io/export_model.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/session.h"
#include "tests/support/onnx_runtime.h"
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

nn::RowMatrix rowsOf(const data::Dataset& set) {
    nn::RowMatrix rows(static_cast<Eigen::Index>(set.size()), set.shape.features());
    for (std::size_t i = 0; i < set.size(); ++i)
        set.copySample(i, rows.row(static_cast<Eigen::Index>(i)).data());
    return rows;
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
    const auto logits = test::OnnxRuntime::logits(folder / "pruned.onnx", experiment.net.input, false, 10,
                                                  rowsOf(run->data->test));
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

TEST(Presets, GeneratedDigitsAreNeitherTrivialNorHopeless) {
    train::Experiment experiment = io::preset("digits");
    experiment.train.gates = false;
    experiment.train.epochs = 25;
    experiment.train.frozenEpochs = 0;
    EXPECT_LE(testError(*trained(experiment)), 2.0) << "LeNet-300-100 learns them to 98 %";
    experiment.net = nn::parseNetworkSpec("784-10");
    EXPECT_GT(testError(*trained(experiment)), 10.0) << "a linear softmax stays below 90 %";
}

} // namespace
} // namespace tristate
