#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/export/import_model.h"
#include "core/prune/export_network.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/session.h"
#include "tests/support/onnx_runtime.h"
#include "tests/support/sample_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace tristate {
namespace {

constexpr float kTolerance = 1e-4f;
constexpr double kEqualAccuracy = 0.5; ///< points of a percent: 5 of 1000 samples

bool run(const std::string& command) {
    return std::system(command.c_str()) == 0;
}

void expectSame(const nn::RowMatrix& found, const nn::RowMatrix& expected) {
    ASSERT_EQ(found.rows(), expected.rows());
    ASSERT_EQ(found.cols(), expected.cols());
    EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), kTolerance);
    for (Eigen::Index i = 0; i < expected.rows(); ++i) {
        Eigen::Index answer = 0, expectedAnswer = 0;
        found.row(i).maxCoeff(&answer);
        expected.row(i).maxCoeff(&expectedAnswer);
        EXPECT_EQ(answer, expectedAnswer) << "sample " << i;
    }
}

/// A net that PyTorch trained on our digits, as files of its exporter, with its own logits of the test set.
class PyTorch : public testing::Test {
protected:
    static void SetUpTestSuite() {
        // Debian's python3-torch is for Debian's own python3, whichever one comes first elsewhere.
        if (!run("/usr/bin/python3 -c 'import torch' > /dev/null 2>&1")) return;
        s_trained = std::make_unique<Trained>();
        const data::Dataset& images = s_trained->data->train;
        const auto folder = s_trained->folder.path();
        test::storeRows(folder / "images", test::rowsOf(images));
        test::store(folder / "labels", {reinterpret_cast<const char*>(images.labels.data()),
                                        images.size() * sizeof(data::Label)});
        test::storeRows(folder / "test_images", test::rowsOf(s_trained->data->test));
        if (!run("/usr/bin/python3 '" TRISTATE_SOURCE_DIR "/tests/integration/train_in_pytorch.py' '" +
                 folder.string() + "'"))
            throw std::runtime_error("PyTorch could not train and export the net");
        s_trained->logits = test::readRows(folder / "logits", 1000, 10);
    }
    static void TearDownTestSuite() { s_trained.reset(); }

    void SetUp() override {
        if (!s_trained) GTEST_SKIP() << "PyTorch is missing: it is in the package python3-torch.";
    }

    static io::ImportedModel imported(const std::string& name) {
        return io::importModel(s_trained->folder / name);
    }

    /// Imported, then trained on with gates that learn.
    static std::shared_ptr<const train::Checkpoint> pruned(const io::ImportedModel& model) {
        train::Experiment experiment;
        experiment.data = kDigits;
        experiment.train.epochs = 7;
        experiment.train.batch = 50;
        experiment.train.warmupEpochs = 0;
        experiment.train.frozenEpochs = 2;
        experiment.train.patience = 10;
        experiment.train.rate = 1e-3;
        experiment.train.lambdas.lambda3 = 3e-2;
        train::Session session;
        session.start(io::startingFrom(model, experiment, s_trained->data).checkpoint);
        session.wait();
        return session.checkpoint().get();
    }

    inline static const data::DataSpec kDigits{.source = "digits", .trainSamples = 4000, .testSamples = 1000};

    struct Trained {
        std::shared_ptr<const data::Splits> data = std::make_shared<const data::Splits>(data::load(kDigits));
        test::TempDir folder;
        nn::RowMatrix logits; ///< of the test set, by PyTorch
    };
    inline static std::unique_ptr<Trained> s_trained;
};

TEST_F(PyTorch, ItsNetGivesItsOwnAnswersAfterTheImport) {
    const data::Dataset& test = s_trained->data->test;
    for (const char* name : {"net.onnx", "kept.onnx"}) {
        SCOPED_TRACE(name);
        const io::ImportedModel model = imported(name);
        EXPECT_EQ(graph::toString(model.network->graph()), "1x28x28:8c5-p2-12c5-40l0.1-10");
        EXPECT_EQ(io::proveImport(model, *model.network, test).equalPredictions, test.size());
        expectSame(nn::predict(model.original, test::rowsOf(test)), s_trained->logits);
        expectSame(train::logits(*model.network, test, 0, test.size(), 1), s_trained->logits);
    }
    EXPECT_THAT(imported("kept.onnx").notes, testing::Contains(testing::ResultOf(
                                                 [](const Message& note) { return toText(note); },
                                                 testing::HasSubstr("became part of the weights before it"))))
        << "batch normalisation was a node of its own";
}

TEST_F(PyTorch, ItsNetIsPrunedByHalfAtEqualAccuracyAndRunsElsewhere) {
    const io::ImportedModel model = imported("kept.onnx");
    const data::Dataset& test = s_trained->data->test;
    const double before = train::evaluate(*model.network, test, 0).error;
    EXPECT_LE(before, 10.0) << "PyTorch has trained it";

    const auto run = pruned(model);
    EXPECT_LE(train::evaluate(run->network, test, 0).error, before + kEqualAccuracy);
    const auto file = s_trained->folder / "pruned.onnx";
    const io::ExportProof proof = io::exportModel({file, run->network, run->experiment, test});
    EXPECT_LE(proof.parametersAfter, model.original.parameters() / 2);
    EXPECT_EQ(proof.equalPredictions, test.size());

    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    const nn::RowMatrix samples = test::rowsOf(test);
    expectSame(test::OnnxRuntime::logits({file, model.original.graph.input, true, 10, samples}),
               nn::predict(prune::exportNetwork(run->network), samples));
}

} // namespace
} // namespace tristate
