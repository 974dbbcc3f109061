#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/child_process.h"
#include "core/io/files/zip.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/messages/common.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/small_run.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

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
        if (i == 1) point.evaluationError = 35;
        point.open = {24 - i, 12};
        history.add(point);
    }
    history.add(train::Event{train::EventKind::SettingsChanged,
                             7,
                             0.35,
                             Message(say::kVerbatim, "lambda3 0.01 -> 0.02 <b>&"),
                             -1,
                             {}});
    return history;
}

/// A run that has lost units, some of them still in the arrays.
class ExportModel : public testing::Test {
protected:
    std::string exportError(const data::Dataset& test) {
        return errorOf([&] { exportModel({m_file, m_run.network, m_run.experiment, test}); });
    }

    ExportRequest request(const std::filesystem::path& file,
                          prune::MergeMode merge = prune::MergeMode::Auto) const {
        return {.file = file,
                .network = m_run.network,
                .experiment = m_run.experiment,
                .test = m_test,
                .history = &m_history,
                .merge = merge};
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

TEST_F(ExportModel, ALinearLayerIsMerged) {
    auto* second = m_run.network.gates()[1];
    second->depth = 1;
    const ExportProof merged = exportModel(request(m_file, prune::MergeMode::Always));
    EXPECT_EQ(merged.weightLayersAfter, 2);
    EXPECT_EQ(merged.equalPredictions, merged.samples);
    const ExportProof whole = exportModel(request(m_file, prune::MergeMode::Never));
    EXPECT_EQ(whole.weightLayersAfter, 3);
}

TEST_F(ExportModel, AnExportThatDoesNotMatchLeavesTheOldFile) {
    test::store(m_file, "old");
    m_run.network.parameter("fc1.weight").value *= 1e30f;
    m_run.network.parameter("fc2.weight").value *= 1e30f;
    EXPECT_THAT(exportError(m_test), HasSubstr("cannot export '" + m_file.string() +
                                               "': the exported network does not match the one on screen"));
    m_run.network.parameter("fc1.weight").value.setConstant(std::nanf(""));
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

TEST_F(ExportModel, EveryFormatIsProvenAndTellsItsProof) {
    for (const char* name : {"net.onnx", "net.safetensors", "net.json", "net.c"}) {
        const ExportProof proof = exportModel(request(m_folder / name));
        EXPECT_EQ(proof.format, std::filesystem::path(name).extension().string().substr(1));
        EXPECT_EQ(proof.bytes, static_cast<long long>(std::filesystem::file_size(m_folder / name)));
        EXPECT_EQ(proof.state, ProofState::Proven) << name;
        EXPECT_EQ(proof.equalPredictions, 2500u) << name;
        EXPECT_LE(proof.largestDifference, 1e-5 * proof.largestLogit) << name;
        EXPECT_GT(proof.microsecondsBefore, 0) << name;
        EXPECT_GT(proof.microsecondsAfter, 0) << name;
        EXPECT_NE(proof.how, "") << name;
    }
    const auto fromJson = readPlainJson(m_folder / "net.json");
    const auto fromSafetensors = readSafetensors(m_folder / "net.safetensors");
    for (const Metadata& metadata :
         {readOnnx(m_file).metadata, fromSafetensors.metadata, fromJson.metadata}) {
        EXPECT_EQ(metadata.at("equal_predictions"), "2500");
        EXPECT_EQ(metadata.at("parameters_before"), std::to_string(24 * 9 + 12 * 25 + 3 * 13));
        for (const char* key : {"proof", "largest_difference", "operations_after", "microseconds_after"})
            EXPECT_TRUE(metadata.contains(key)) << key;
    }
    const nn::PlainNetwork plain = prune::exportNetwork(m_run.network);
    nn::RowMatrix samples(50, 8);
    for (Eigen::Index i = 0; i < samples.rows(); ++i)
        m_test.copySample(static_cast<std::size_t>(i), samples.row(i).data());
    EXPECT_EQ(nn::predict(fromJson.network, samples), nn::predict(plain, samples));
    EXPECT_EQ(nn::predict(fromSafetensors.network, samples), nn::predict(plain, samples));
    EXPECT_THAT(readWholeFile(m_folder / "net.c"), HasSubstr(" * equal_predictions: \"2500\"\n"));
    EXPECT_THAT(readWholeFile(m_folder / "net.c"), HasSubstr(" * kept_units: [["));
}

TEST_F(ExportModel, NoFormatReplacesAFileByWhatDoesNotMatch) {
    m_run.network.parameter("fc1.weight").value *= 1e30f;
    m_run.network.parameter("fc2.weight").value *= 1e30f;
    for (const char* name : {"net.safetensors", "net.json", "net.c", "net.html", "net.zip"}) {
        test::store(m_folder / name, "old");
        EXPECT_THAT(errorOf([&] { exportModel(request(m_folder / name)); }),
                    HasSubstr("does not match the one on screen"))
            << name;
        EXPECT_EQ(readWholeFile(m_folder / name), "old");
    }
    EXPECT_NE(errorOf([&] { exportModel(request(m_folder / "bundle")); }), "no error");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "bundle"));
}

TEST_F(ExportModel, WithoutACompilerTheProofOfCSaysSo) {
    const std::string path = std::getenv("PATH");
    setenv("PATH", "/nowhere", 1);
    const ExportProof proof = exportModel(request(m_folder / "net.c"));
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(proof.state, ProofState::NotProven);
    EXPECT_THAT(proof.how, HasSubstr("no C compiler"));
    EXPECT_THAT(readWholeFile(m_folder / "net.c"), HasSubstr(" * proven: \"no\"\n"));
}

TEST_F(ExportModel, ABundleIsAsProvenAsItsWeakestPart) {
    const std::string path = std::getenv("PATH");
    setenv("PATH", "/nowhere", 1);
    const ExportProof proof = exportModel(request(m_folder / "bundle/"));
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(proof.state, ProofState::NotProven);
    std::vector<ProofState> states;
    for (const ExportProof& part : proof.parts) states.push_back(part.state);
    EXPECT_THAT(states, ElementsAre(ProofState::Proven, ProofState::Proven, ProofState::NotProven));
    EXPECT_THAT(readWholeFile(m_folder / "bundle/report.html"), HasSubstr(">not proven<"));
}

/// Calls the real compiler, but knows no processor by the name of "native".
TEST_F(ExportModel, TheProofOfCNamesTheFlagsThatWereUsed) {
    if (!findProgram("cc")) GTEST_SKIP() << "There is no C compiler.";
    const ExportProof tuned = exportModel(request(m_folder / "net.c"));
    EXPECT_THAT(tuned.how, HasSubstr("cc -O3"));
    const std::filesystem::path wrapper = m_folder / "cc";
    test::store(wrapper, "#!/bin/sh\nfor word; do [ \"$word\" = -march=native ] && exit 1; done\nexec " +
                             findProgram("cc")->string() + " \"$@\"\n");
    std::filesystem::permissions(wrapper, std::filesystem::perms::owner_all);
    const std::string path = std::getenv("PATH");
    setenv("PATH", (wrapper.parent_path().string() + ":" + path).c_str(), 1);
    const ExportProof plain = exportModel(request(m_folder / "net.c"));
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(plain.state, ProofState::Proven);
    EXPECT_EQ(plain.how, "compiled by " + wrapper.string() + " -O3 and run");
}

TEST_F(ExportModel, OnlyImagesAreSaidToBeOfPixels) {
    exportModel(request(m_file));
    EXPECT_EQ(readOnnx(m_file).metadata.at("normalisation"),
              "none: inputs are the values of the data as they are");
    data::Dataset images = m_test;
    images.bytes.assign(images.values.size(), 200);
    images.values.clear();
    ExportRequest ofImages{.file = m_folder / "bundle",
                           .network = m_run.network,
                           .experiment = m_run.experiment,
                           .test = images};
    exportModel(ofImages);
    EXPECT_EQ(readOnnx(m_folder / "bundle/model.onnx").metadata.at("normalisation"),
              "inputs are values from 0 to 1, pixels / 255");
    EXPECT_THAT(readWholeFile(m_folder / "bundle/normalisation.json"), HasSubstr("pixel / 255"));
}

TEST_F(ExportModel, UncompactedItHasTheOriginalWidths) {
    ExportRequest uncompacted = request(m_folder / "net.safetensors");
    uncompacted.closed = prune::ClosedUnits::Zeroed;
    const ExportProof proof = exportModel(uncompacted);
    EXPECT_THAT(proof.architectureAfter, ElementsAre(24, 12, 3));
    EXPECT_EQ(proof.parametersAfter, proof.parametersBefore);
    EXPECT_EQ(proof.equalPredictions, 2500u);
    EXPECT_EQ(readSafetensors(m_folder / "net.safetensors").metadata.at("closed_units"), "zeroed");
}

TEST_F(ExportModel, ABundleHoldsEverything) {
    const ExportProof folder = exportModel(request(m_folder / "bundle/"));
    EXPECT_EQ(folder.format, "folder");
    EXPECT_EQ(folder.parts.size(), 3u);
    EXPECT_EQ(folder.equalPredictions, 2500u);
    EXPECT_EQ(exportModel(request(m_folder / "other")).format, "folder");
    const ExportProof zip = exportModel(request(m_folder / "bundle.zip"));
    EXPECT_EQ(zip.bytes, static_cast<long long>(std::filesystem::file_size(m_folder / "bundle.zip")));
    std::vector<std::string> names;
    for (const auto& [name, content] : fromZip(readWholeFile(m_folder / "bundle.zip"), "zip")) {
        names.push_back(name);
        EXPECT_TRUE(std::filesystem::exists(m_folder / "bundle" / name)) << name;
        EXPECT_TRUE(std::filesystem::exists(m_folder / "other" / name)) << name;
    }
    EXPECT_THAT(names, ElementsAre("model.onnx", "model.safetensors", "model.c", "model.h", "labels.txt",
                                   "normalisation.json", "report.html"));
    EXPECT_EQ(readWholeFile(m_folder / "bundle/labels.txt"), "a\nb\nc\n");
    EXPECT_THAT(readWholeFile(m_folder / "bundle/normalisation.json"), HasSubstr("\"formula\": \"none\""));
    EXPECT_EQ(readOnnx(m_folder / "bundle/model.onnx").metadata.at("net"), "8-24-12-3");
}

TEST_F(ExportModel, ABundleDoesWithoutCThatWouldNeedTooMuchStack) {
    train::Experiment experiment = smallExperiment();
    experiment.net = graph::parseGraph("8-280000-3");
    const nn::Network network = train::makeNetwork(experiment);
    const data::Dataset test = clouds(5, 2);
    const auto folder = m_folder / "wide";
    const ExportProof proof =
        exportModel({.file = folder, .network = network, .experiment = experiment, .test = test});
    ASSERT_EQ(proof.parts.size(), 2u);
    ASSERT_EQ(proof.notes.size(), 1u);
    EXPECT_THAT(toText(proof.notes[0]),
                HasSubstr("model.c is left out, as it would need 1120000 bytes of stack"));
    EXPECT_FALSE(std::filesystem::exists(folder / "model.c"));
    EXPECT_THAT(readWholeFile(folder / "report.html"), HasSubstr(toText(proof.notes[0])));
}

TEST_F(ExportModel, ACancelledExportLeavesTheOldFile) {
    std::stop_source stop;
    stop.request_stop();
    for (const char* name : {"net.onnx", "net.zip"}) {
        ExportRequest cancelled = request(m_folder / name);
        cancelled.stop = stop.get_token();
        test::store(m_folder / name, "old");
        EXPECT_THAT(errorOf([&] { exportModel(cancelled); }), HasSubstr("it was cancelled"));
        EXPECT_EQ(readWholeFile(m_folder / name), "old");
    }
}

TEST_F(ExportModel, AReportTellsWhatHappened) {
    exportModel(request(m_folder / "run.html"));
    const std::string html = readWholeFile(m_folder / "run.html");
    for (const char* text : {"<h1>small</h1>", "<td>fc1</td><td class='n'>24</td>", "2500 of 2500",
                             "lambda3 0.01 -&gt; 0.02 &lt;b&gt;&amp;", "<td>train.batch</td><td>32</td>"})
        EXPECT_THAT(html, HasSubstr(text));
    EXPECT_THAT(html, testing::Not(HasSubstr("src=")));
    EXPECT_THAT(html, testing::Not(HasSubstr("<b>")));
    const auto count = [&html](const std::string& what) {
        int found = 0;
        for (std::size_t at = html.find(what); at != html.npos; at = html.find(what, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count("<polyline"), 6) << "loss and error, training and evaluation, and two layers";
    EXPECT_EQ(count("class='mark'"), 3) << "the drag in every plot";
}

TEST_F(ExportModel, CurvesComeAloneToo) {
    const ExportProof proof = exportModel(request(m_folder / "run.csv"));
    EXPECT_EQ(proof.samples, 0u);
    EXPECT_EQ(
        readWholeFile(m_folder / "run.csv"),
        "step,epoch,loss,error,held_out_loss,held_out_error,parameters,samples_per_second,lambda1,lambda2,"
        "lambda3,lambda4,open_fc1,open_fc2\r\n"
        "0,0.0,2.25,40.0,,,0.0,0.0,0.0,0.0,0.0,0.0,24,12\r\n"
        "10,0.5,1.25,30.0,,35.0,0.0,0.0,0.0,0.0,0.0,0.0,23,12\r\n");
    exportModel(request(m_folder / "run.svg"));
    EXPECT_THAT(readWholeFile(m_folder / "run.svg"), testing::StartsWith("<svg xmlns="));
    ExportRequest without = request(m_folder / "none.csv");
    without.history = nullptr;
    EXPECT_THAT(errorOf([&] { exportModel(without); }), HasSubstr("the history of the run is missing"));
}

} // namespace
