#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/export/import_model.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/store/session_file.h"
#include "core/messages/exports.h"
#include "core/train/driver.h"
#include "core/train/normalise.h"
#include "tests/core/io/error_of.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tristate::io {
namespace {

using testing::HasSubstr;

/// y is about 2000, in steps of 3.
std::string table() {
    std::string text = "a,b,y\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i % 17) + "," + std::to_string(i % 11) + "," +
                std::to_string(2000 + 3 * (i % 17) - 5 * (i % 11)) + ".5\n";
    return text;
}

class RegressionExport : public testing::Test {
protected:
    RegressionExport() {
        m_experiment.data.source = m_folder.write("y.csv", table()).string();
        m_experiment.net = graph::parseGraph("2-16-1");
        m_experiment.train.epochs = 10;
        m_experiment.train.batch = 16;
        m_experiment.train.frozenEpochs = 2;
        m_experiment.train.threads = 1;
        m_experiment = train::completed(m_experiment);
        train::Driver driver(*train::freshCheckpoint(
            m_experiment, std::make_shared<const data::Splits>(data::load(m_experiment.data))));
        driver.run(train::Driver::kToTheEnd, {});
        m_run = driver.checkpoint();
    }

    ExportProof exported(const std::string& name) {
        return exportModel({.file = m_folder / name,
                            .network = m_run->network,
                            .experiment = m_experiment,
                            .test = m_run->data->test});
    }

    test::TempDir m_folder;
    train::Experiment m_experiment;
    std::shared_ptr<const train::Checkpoint> m_run;
};

TEST_F(RegressionExport, IsProvenInEveryFormat) {
    const train::Evaluation onScreen = train::evaluate(m_run->network, m_run->data->test, 1);
    for (const char* name :
         {"net.onnx", "net.json", "net.safetensors", "net.c", "report.html", "bundle.zip"}) {
        const ExportProof proof = exported(name);
        EXPECT_EQ(proof.samples, 40u) << name;
        EXPECT_EQ(proof.equalPredictions, 40u) << name;
        EXPECT_EQ(proof.metric, train::Metric::Rmse) << name;
        EXPECT_NEAR(proof.testErrorBefore, onScreen.error, 1e-3) << name;
        EXPECT_NEAR(proof.testErrorAfter, onScreen.error, 1e-2) << name;
        EXPECT_GT(proof.largestLogit, 1900) << "the unit of the target";
    }
    const Metadata metadata = readOnnx(m_folder / "net.onnx").metadata;
    EXPECT_EQ(metadata.at("task"), "regression");
    EXPECT_EQ(metadata.at("targets"), R"(["y"])");
    EXPECT_EQ(metadata.at("inputs"), R"(["a","b"])");
    EXPECT_EQ(metadata.at("test_error_is"), "RMSE");
    EXPECT_THAT(readWholeFile(m_folder / "report.html"), HasSubstr("test RMSE before"));
}

TEST_F(RegressionExport, KeepsTheUnitsWhereNothingIsMerged) {
    for (const char* name : {"net.onnx", "net.json", "net.safetensors", "net.c"}) {
        const ExportProof proof = exportModel({.file = m_folder / name,
                                               .network = m_run->network,
                                               .experiment = m_experiment,
                                               .test = m_run->data->test,
                                               .merge = prune::MergeMode::Never});
        EXPECT_EQ(proof.equalPredictions, 40u) << name;
    }
}

TEST_F(RegressionExport, IsRefusedWhereANumberDiffersByMoreThanRounding) {
    const Prover prover(m_run->network, m_run->data->test);
    const nn::PlainNetwork plain = prune::exportNetwork(m_run->network, prune::MergeMode::Auto);
    EXPECT_TRUE(isProof(prover.compare(plainRunner(plain, "as it is"))));
    nn::PlainNetwork other = plain;
    other.weights.back().bias[0] += 0.1f; // of about 2000; the deviation is about 20
    const Comparison found = prover.compare(plainRunner(other, "a little beside"));
    EXPECT_FALSE(isProof(found));
    EXPECT_EQ(found.equalPredictions, 0u);
    EXPECT_THAT(errorOf([&] { prover.prove(plainRunner(other, "a little beside")); }),
                HasSubstr("0 of 40 predictions are equal up to 1e-4 of the target's deviation"));
}

TEST_F(RegressionExport, GoesOnFromASessionWithTheSameBits) {
    const auto file = m_folder / "session.tristate";
    saveSession(file, *m_run, {});
    const SavedSession opened = openSession(file);
    EXPECT_EQ(opened.checkpoint->experiment, m_experiment);
    EXPECT_EQ(opened.checkpoint->network.signature(), m_run->network.signature());
    const data::Splits again = data::load(opened.checkpoint->experiment.data);
    EXPECT_EQ(train::evaluate(opened.checkpoint->network, again.test, 1).loss,
              train::evaluate(m_run->network, m_run->data->test, 1).loss);
}

TEST_F(RegressionExport, CanBeImportedAgain) {
    exported("net.onnx");
    const ImportedModel model = importModel(m_folder / "net.onnx", {});
    const ImportedStart start = startingFrom(model, m_experiment, m_run->data);
    EXPECT_EQ(start.equality.equalPredictions, 40u);
    ASSERT_EQ(start.truth.size(), 1u);
    EXPECT_TRUE(start.truth.front().is(say::kRmseOfFile));
}

TEST_F(RegressionExport, ImportedLearnsOnInUnitsOfItsOwn) {
    exported("net.onnx");
    const ImportedModel model = importModel(m_folder / "net.onnx", {});
    EXPECT_FALSE(std::holds_alternative<graph::Affine>(model.original.graph.nodes.back().operation))
        << "the unit is in the last weights of the file";
    train::Experiment experiment = m_experiment;
    experiment.train.epochs = 20;
    experiment.train.gates = false;
    const ImportedStart start = startingFrom(model, experiment, m_run->data);
    const std::string net = graph::toString(start.checkpoint->experiment.net);
    EXPECT_TRUE(net.starts_with("2-norm-") && net.ends_with("-1-norm")) << net;
    const double before = train::evaluate(start.checkpoint->network, m_run->data->test, 1).error;
    EXPECT_NEAR(before, train::evaluate(m_run->network, m_run->data->test, 1).error, 1e-2);
    train::Driver driver(*start.checkpoint);
    driver.run(train::Driver::kToTheEnd, {});
    const auto after = driver.checkpoint();
    EXPECT_LT(train::evaluate(after->network, m_run->data->test, 1).error, before);
    const nn::PlainNetwork plain = prune::exportNetwork(after->network, prune::MergeMode::Auto);
    const auto answer = nn::predict(plain, nn::RowMatrix::Zero(1, 2))(0, 0);
    EXPECT_NEAR(answer, 2000, 100) << "the unit of the target, whatever it learns";
}

} // namespace
} // namespace tristate::io
