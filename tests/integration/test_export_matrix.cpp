#include "core/io/export/export_model.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/recipes/experiment_json.h"
#include "core/nn/size.h"
#include "core/train/trainer.h"
#include "tests/support/c_compiler.h"
#include "tests/support/onnx_runtime.h"
#include "tests/support/python_reader.h"
#include "tests/support/sample_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace tristate {
namespace {

constexpr int kTestSamples = 120;
constexpr int kPythonSamples = 2; ///< it takes its time
constexpr float kTolerance = 1e-4f;
constexpr float kMinSpread = 10 * kTolerance;

/// Which corners a network is driven into, beside closed units in every layer.
enum class Corner {
    SingleUnits, ///< the first and the last layer with gates keep one unit
    Merged,      ///< gates on the inputs of the first dense layer, and a linear layer before the last one
};

// --- recipes made quick -----------------------------------------------------------------------------------

/// Networks of many operations are narrowed to a quarter, and CaffeNet sees smaller images: every layer
/// stays, with its kernel, stride, padding and pooling.
graph::Graph quickNet(graph::Graph net) {
    constexpr long long kMaxFlops = 10'000'000;
    if (nn::totalFlops(nn::sizes(net)) <= kMaxFlops) return net;
    if (net.input.height > 67) net.input = {3, 67, 67};
    for (std::size_t i = 0; i + 1 < net.nodes.size(); ++i) {
        graph::Operation& operation = net.nodes[i].operation;
        if (auto* conv = std::get_if<graph::Conv>(&operation)) conv->maps = std::max(4, conv->maps / 4);
        if (auto* dense = std::get_if<graph::Dense>(&operation))
            dense->units = std::clamp(dense->units / 4, 4, 64);
    }
    return net;
}

/// A chain with input gates; other graphs stay as they are.
graph::Graph withInputGates(graph::Graph net) {
    if (!graph::isChain(net)) return net;
    const auto isInputGates = [](const graph::Node& node) {
        return std::holds_alternative<graph::InputGates>(node.operation);
    };
    if (std::any_of(net.nodes.begin(), net.nodes.end(), isInputGates)) return net;
    const auto first = std::find_if(net.nodes.begin(), net.nodes.end(), [](const graph::Node& node) {
        return std::holds_alternative<graph::Dense>(node.operation);
    });
    net.nodes.insert(first, graph::Node{graph::InputGates{}, {}});
    for (int node = 0; node < std::ssize(net.nodes); ++node)
        net.nodes[static_cast<std::size_t>(node)].inputs = {node - 1};
    return net;
}

/// Before the last layer, which it can be multiplied into.
bool hasHiddenDense(const graph::Graph& net) {
    return std::count_if(net.nodes.begin(), net.nodes.end(), [](const graph::Node& node) {
               return std::holds_alternative<graph::Dense>(node.operation);
           }) > 1;
}

train::Experiment quick(const std::string& preset, Corner corner) {
    train::Experiment experiment = io::preset(preset);
    experiment.net = quickNet(experiment.net);
    if (corner == Corner::Merged) experiment.net = withInputGates(experiment.net);
    const Shape& input = experiment.net.input;
    if (experiment.data.source.starts_with("noise:")) experiment.data.source = "noise:" + toString(input);
    experiment.data.trainSamples = 128;
    experiment.data.testSamples = kTestSamples;
    experiment.data.validation = 0;
    experiment.train.epochs = 0;
    experiment.train.frozenEpochs = 0;
    experiment.train.batch = 32;
    experiment.train.threads = 2;
    return experiment;
}

// --- training with gates that close -----------------------------------------------------------------------

/// Closes units with this probability, but one that was drawn always and another one never.
void closeUnits(nn::Gates<float>& gates, double probability, Rng& rng) {
    const int units = gates.units();
    const auto stays = static_cast<int>(rng.below(static_cast<std::uint64_t>(units)));
    for (int unit = 0; unit < units; ++unit)
        if (unit != stays && (unit == (stays + 1) % units || rng.uniform() < probability))
            gates.width[unit] = 0;
}

void closeEverywhere(nn::Network& network, double probability, Rng& rng) {
    for (auto* gates : network.gates()) closeUnits(*gates, probability, rng);
}

/// How far apart the logits of these samples are.
float spread(const nn::PlainNetwork& network, const nn::RowMatrix& samples) {
    const nn::RowMatrix logits = nn::predict(network, samples);
    return (logits.rowwise() - logits.row(0)).cwiseAbs().maxCoeff();
}

/// Closes all but one unit, one through which the samples can still be told apart.
void keepOneUnit(const nn::Network& network, nn::Gates<float>& gates, const nn::RowMatrix& samples) {
    const auto before = gates.width;
    for (int unit = 0; unit < gates.units(); ++unit) {
        if (before[unit] == 0) continue;
        gates.width.setZero();
        gates.width[unit] = 1;
        if (spread(prune::exportNetwork(network), samples) > kMinSpread) return;
    }
    FAIL() << "no unit alone tells samples apart";
}

/// Some closed units have left the arrays by live compaction, others are still in them.
nn::Network trained(const train::Experiment& experiment, const data::Dataset& data, Corner corner) {
    nn::Network network = train::makeNetwork(experiment);
    train::Trainer trainer(network, data, experiment.train);
    train::LiveSettings live = train::liveSettings(experiment.train);
    live.freezeGates = true;
    live.patience = 2;
    Rng rng(11);
    closeEverywhere(network, 0.25, rng);
    for (int step = 0; step < 6; ++step) trainer.step(live);
    closeEverywhere(network, 0.1, rng);
    const auto gates = network.gates();
    if (corner == Corner::SingleUnits) {
        const nn::RowMatrix samples = test::rowsOf(data).topRows(16);
        const auto stages = network.stages();
        const auto first = std::find_if(stages.begin(), stages.end(), // one pixel alone would tell nothing
                                        [](const auto& stage) { return stage.weights != nullptr; });
        keepOneUnit(network, *first->gates, samples);
        keepOneUnit(network, *gates.back(), samples);
    } else {
        gates.back()->depth = 1;
    }
    return network;
}

// --- the four formats, each by somebody else's code -------------------------------------------------------

void expectSame(const nn::RowMatrix& found, const nn::RowMatrix& expected, const char* format) {
    ASSERT_EQ(found.rows(), expected.rows());
    EXPECT_LE((found - expected).cwiseAbs().maxCoeff(),
              kTolerance * std::max(1.0f, expected.cwiseAbs().maxCoeff()))
        << format;
    for (Eigen::Index i = 0; i < expected.rows(); ++i) {
        Eigen::Index answer = 0, expectedAnswer = 0;
        found.row(i).maxCoeff(&answer);
        expected.row(i).maxCoeff(&expectedAnswer);
        EXPECT_EQ(answer, expectedAnswer) << format << ", sample " << i;
    }
}

/// Exports of one network, and what it says about the test set.
struct Exported {
    std::string name;
    nn::RowMatrix expected;
    test::OnnxRuntime::Job onnx;
};

bool hasGroups(const nn::PlainNetwork& network) {
    return std::any_of(network.graph.nodes.begin(), network.graph.nodes.end(), [](const graph::Node& node) {
        const auto* conv = std::get_if<graph::Conv>(&node.operation);
        return conv && conv->groups > 1;
    });
}

/// Every layer but the last has lost units. A convolution of groups that lost different numbers of maps has
/// become one for each, so that layers cannot be compared one by one.
void expectSmaller(const nn::PlainNetwork& plain, const nn::PlainNetwork& built, bool mergesOne) {
    EXPECT_LT(plain.parameters(), built.parameters());
    if (hasGroups(built)) return;
    const std::vector<int> left = plain.architecture(), before = built.architecture();
    ASSERT_EQ(left.size(), before.size() - (mergesOne ? 1 : 0));
    for (std::size_t i = 0; i + 1 < left.size(); ++i)
        EXPECT_LT(left[i], before[i]) << "layer " << i << " has lost units";
}

class ExportMatrix : public testing::TestWithParam<std::string> {
protected:
    void exportAndRead(const std::string& preset, Corner corner);
    void checkOnnx();

    test::TempDir m_folder;
    std::vector<Exported> m_exports;
};

void ExportMatrix::exportAndRead(const std::string& preset, Corner corner) {
    const std::string name = preset + (corner == Corner::Merged ? "-merged" : "-single");
    SCOPED_TRACE(name);
    const train::Experiment experiment = quick(preset, corner);
    const data::Splits data = data::load(experiment.data);
    const nn::Network network = trained(experiment, data.train, corner);
    const nn::PlainNetwork built = prune::exportNetwork(train::makeNetwork(experiment));
    const nn::PlainNetwork plain = prune::exportNetwork(network, prune::MergeMode::Always);
    expectSmaller(plain, built, corner == Corner::Merged && hasHiddenDense(experiment.net));

    const auto folder = m_folder / name;
    io::ExportRequest request{.file = folder,
                              .network = network,
                              .experiment = experiment,
                              .test = data.test,
                              .merge = prune::MergeMode::Always};
    EXPECT_EQ(io::exportModel(request).equalPredictions, data.test.size());
    request.file = folder / "model.json";
    EXPECT_EQ(io::exportModel(request).equalPredictions, data.test.size());

    const nn::RowMatrix samples = test::rowsOf(data.test);
    const nn::RowMatrix expected = nn::predict(plain, samples);
    const auto classes = static_cast<int>(expected.cols());
    EXPECT_GT(spread(plain, samples), kMinSpread) << "equal logits for all samples would prove little";
    expectSame(test::CCompiler::logits(io::readWholeFile(folder / "model.c"),
                                       "-std=c99 -Wall -Wextra -Wpedantic -Werror -O1", classes, samples),
               expected, "C");
    expectSame(nn::predict(io::readPlainJson(folder / "model.json").network, samples), expected, "JSON");
    if (test::PythonReader::available())
        expectSame(test::PythonReader::logits(folder / "model.safetensors", classes,
                                              samples.topRows(kPythonSamples)),
                   expected.topRows(kPythonSamples), "safetensors");
    io::readOnnx(folder / "model.onnx"); // runs onnx::checker on it
    const bool maps = plain.graph.input.positions() > 1;
    m_exports.push_back({name, expected, {folder / "model.onnx", plain.graph.input, maps, classes, samples}});
}

void ExportMatrix::checkOnnx() {
    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    std::vector<test::OnnxRuntime::Job> jobs;
    for (const Exported& one : m_exports) jobs.push_back(one.onnx);
    const std::vector<nn::RowMatrix> logits = test::OnnxRuntime::logits(jobs);
    for (std::size_t i = 0; i < logits.size(); ++i)
        expectSame(logits[i], m_exports[i].expected, ("ONNX Runtime: " + m_exports[i].name).c_str());
}

TEST_P(ExportMatrix, GivesTheSameAnswersElsewhereInEveryFormat) {
    if (!test::CCompiler::available()) GTEST_SKIP() << "There is no C compiler.";
    for (const Corner corner : {Corner::SingleUnits, Corner::Merged}) exportAndRead(GetParam(), corner);
    checkOnnx();
}

/// Names of tests hold letters, digits and underscores.
std::string testName(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Presets, ExportMatrix, testing::ValuesIn(io::presetNames()), testName);

} // namespace
} // namespace tristate
