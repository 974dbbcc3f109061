#include "core/io/atomic_file.h"
#include "core/io/export_model.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/small_run.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// Two points, a drag, and a name that HTML must not take for a tag.
train::History smallHistory() {
    train::History history;
    for (int i = 0; i < 2; ++i) {
        train::Point point;
        point.step = 10 * i;
        point.epoch = 0.5 * i;
        point.loss = 2.25 - i;
        point.error = 40 - 10 * i;
        if (i == 1) point.heldOutError = 35;
        point.open = {24 - i, 12};
        history.add(point);
    }
    history.add(
        train::Event{train::EventKind::SettingsChanged, 7, 0.35, "lambda3 0.01 -> 0.02 <b>&", -1, {}});
    return history;
}

/// A run that has lost units, some of them still in the arrays.
class ExportModel : public testing::Test {
protected:
    std::string exportError(const data::Dataset& test) {
        return errorOf([&] { exportModel({m_file, m_run.network, m_run.experiment, test}); });
    }

    ExportRequest request(const std::filesystem::path& file,
                          prune::FoldMode fold = prune::FoldMode::Auto) const {
        return {.file = file,
                .network = m_run.network,
                .experiment = m_run.experiment,
                .test = m_test,
                .history = &m_history,
                .fold = fold};
    }

    train::Checkpoint m_run = trained(smallExperiment(), clouds(300, 1), 300);
    const data::Dataset m_test = clouds(2500, 2); // more than are compared at once
    const train::History m_history = smallHistory();
    test::TempDir m_folder;
    const std::filesystem::path m_file = m_folder / "net.onnx";
};

TEST_F(ExportModel, TheFileIsSmallerAndProvenEqual) {
    const ExportProof proof = exportModel(request(m_file));
    const std::vector<int> open = nn::openUnits(m_run.network);
    ASSERT_LT(open[0] + open[1], 36);
    EXPECT_EQ(proof.file, m_file);
    EXPECT_EQ(proof.format, "onnx");
    EXPECT_EQ(proof.bytes, static_cast<long long>(std::filesystem::file_size(m_file)));
    EXPECT_THAT(proof.architectureBefore, ElementsAre(24, 12, 3));
    EXPECT_THAT(proof.architectureAfter, ElementsAre(open[0], open[1], 3));
    EXPECT_EQ(proof.parametersBefore, 24 * 9 + 12 * 25 + 3 * 13);
    EXPECT_EQ(proof.parametersAfter, open[0] * 9 + open[1] * (open[0] + 1) + 3 * (open[1] + 1));
    EXPECT_EQ(proof.flopsBefore, 2 * (24 * 8 + 12 * 24 + 3 * 12));
    EXPECT_LT(proof.flopsAfter, proof.flopsBefore);
    EXPECT_EQ(proof.weightLayersBefore, 3);
    EXPECT_EQ(proof.weightLayersAfter, 3);
    EXPECT_EQ(proof.samples, 2500u);
    EXPECT_EQ(proof.equalPredictions, 2500u);
    EXPECT_GT(proof.largestLogit, 1);
    EXPECT_LE(proof.largestDifference, 1e-5 * proof.largestLogit);
    EXPECT_EQ(proof.testErrorBefore, train::evaluate(m_run.network, m_test, 1).error);
    EXPECT_EQ(proof.testErrorAfter, proof.testErrorBefore);
    EXPECT_LT(proof.testErrorAfter, 40);
    EXPECT_THAT(m_folder.names(), ElementsAre("net.onnx"));
}

TEST_F(ExportModel, TheFileTellsWhereItComesFrom) {
    exportModel(request(m_file));
    const OnnxModel model = readOnnx(m_file);
    EXPECT_EQ(model.metadata.at("net"), "8-24-12-3");
    EXPECT_EQ(model.metadata.at("labels"), R"(["a","b","c"])");
    EXPECT_EQ(model.metadata.at("lambda3"), "0.02");
    EXPECT_EQ(model.metadata.at("seed"), "1");
    EXPECT_EQ(model.metadata.at("test_samples"), "2500");
    EXPECT_EQ(model.metadata.at("test_error_before"), model.metadata.at("test_error_after"));
    EXPECT_EQ(model.metadata.at("signature"), m_run.network.signature());
    ASSERT_EQ(model.network.keptUnits.size(), 3u);
    const auto* gates = m_run.network.gates()[0];
    std::vector<int> open;
    for (int unit = 0; unit < gates->units(); ++unit)
        if (gates->isOpen(unit)) open.push_back(gates->original[static_cast<std::size_t>(unit)]);
    EXPECT_EQ(model.network.keptUnits[0], open);
    EXPECT_THAT(model.network.keptUnits[2], ElementsAre(0, 1, 2));
}

TEST_F(ExportModel, ALinearLayerIsFolded) {
    auto* second = m_run.network.gates()[1];
    second->depth = 1;
    const ExportProof folded = exportModel(request(m_file, prune::FoldMode::Always));
    EXPECT_EQ(folded.weightLayersAfter, 2);
    EXPECT_EQ(folded.equalPredictions, folded.samples);
    const ExportProof whole = exportModel(request(m_file, prune::FoldMode::Never));
    EXPECT_EQ(whole.weightLayersAfter, 3);
}

TEST_F(ExportModel, AnExportThatDoesNotMatchLeavesTheOldFile) {
    test::store(m_file, "old");
    m_run.network.parameters()[0]->value *= 1e30f;
    m_run.network.parameters()[2]->value *= 1e30f;
    EXPECT_THAT(exportError(m_test), HasSubstr("cannot export '" + m_file.string() +
                                               "': the exported network does not match the one on screen"));
    m_run.network.parameters()[0]->value.setConstant(std::nanf(""));
    EXPECT_THAT(exportError(m_test),
                HasSubstr("node 'fc1' (Gemm) has weights 'fc1.weight' with a value that is not"));
    EXPECT_EQ(readWholeFile(m_file), "old");
    EXPECT_THAT(m_folder.names(), ElementsAre("net.onnx"));
}

TEST_F(ExportModel, ErrorsNameWhatIsWrong) {
    const auto errorFor = [&](const std::string& name) {
        return errorOf([&] { exportModel(request(m_folder / name)); });
    };
    EXPECT_EQ(errorFor("net.ONNX"), "no error");
    EXPECT_EQ(errorFor("net.pt"),
              "cannot export '" + (m_folder / "net.pt").string() +
                  "': its extension is '.pt', expected .onnx, .safetensors, .c, .json, .html, "
                  ".csv, .svg or .zip, or a folder without any");
    EXPECT_THAT(errorFor("no/such/folder"), HasSubstr("the folder cannot be made: No such file"));
    EXPECT_THAT(errorFor("no/net.onnx"), HasSubstr("No such file or directory"));
    EXPECT_THAT(exportError(data::Dataset{}), HasSubstr("has no samples to prove the export with"));
    data::Dataset other = m_test;
    other.shape = {4, 1, 1};
    EXPECT_THAT(exportError(other), HasSubstr("'clouds' has samples of 4, but the network's input is 8"));
}

} // namespace
