#include "core/data/data_source.h"
#include "core/io/export/second_reader.h"
#include "core/io/formats/onnx/onnx.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/onnx_runtime.h"

#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;

namespace {

/// Exported files in a runtime that shares nothing with this project.
class OnnxRuntime : public testing::Test {
protected:
    void SetUp() override {
        if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    }

    void expectSameLogits(const PlainNetwork& network, bool inputIsMaps) {
        const RowMatrix samples = randomSamples(40, network.graph.input, m_rng);
        const RowMatrix expected = predict(network, samples);
        writeOnnx(m_folder / "net.onnx", network, {{"seed", "1"}});
        const RowMatrix found =
            test::OnnxRuntime::logits({m_folder / "net.onnx", network.graph.input, inputIsMaps,
                                       network.shapes().back().features(), samples});
        EXPECT_GT(expected.cwiseAbs().maxCoeff(), 0.1f);
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-4f);
    }

    test::TempDir m_folder;
    Rng m_rng{17};
};

TEST_F(OnnxRuntime, AgreesOnDenseNetworks) {
    expectSameLogits(randomDenseNetwork(m_rng), false);
    const PlainNetwork lenet =
        chainOf({784, 1, 1}, {randomDense(300, 784, m_rng), graph::Relu{}, randomDense(100, 300, m_rng),
                              graph::Relu{}, randomDense(10, 100, m_rng)});
    expectSameLogits(lenet, false);
}

TEST_F(OnnxRuntime, AgreesOnConvolutionalNetworks) {
    expectSameLogits(randomConvNetwork(m_rng), true);
    const PlainNetwork lenet =
        chainOf({1, 28, 28}, {randomConv(8, 1, 5, 1, 0, m_rng), graph::Pool{2, 2}, graph::Relu{},
                              randomConv(11, 8, 5, 1, 0, m_rng), graph::Pool{2, 2}, graph::Relu{},
                              randomDense(13, 176, m_rng), graph::Relu{}, randomDense(10, 13, m_rng)});
    expectSameLogits(lenet, true);
}

TEST_F(OnnxRuntime, AgreesOnSelectionsAndAveragePooling) {
    expectSameLogits(randomSelectingNetwork(m_rng), true);
}

TEST_F(OnnxRuntime, AgreesOnRandomGraphs) {
    for (int i = 0; i < 12; ++i) expectSameLogits(randomBranchedNetwork(m_rng), true);
}

TEST_F(OnnxRuntime, AgreesOnDenseNetworksOfImages) {
    expectSameLogits(chainOf({2, 5, 4}, {randomDense(7, 40, m_rng), graph::Relu{}, randomDense(3, 7, m_rng)}),
                     true);
}

/// It has the file alone, and none of what this program read from it.
TEST_F(OnnxRuntime, IsTheSecondReaderOfAnImport) {
    const PlainNetwork network =
        chainOf({1, 28, 28}, {randomConv(4, 1, 5, 2, 0, m_rng), graph::Relu{}, randomDense(10, 576, m_rng)});
    writeOnnx(m_folder / "net.onnx", network, {});
    const auto reader = SecondReader::find({TRISTATE_ONNXRUNTIME_DIR "/node_modules"});
    ASSERT_TRUE(reader);
    const data::Dataset test = data::load({.source = "digits", .trainSamples = 10, .testSamples = 150}).test;
    const SecondReading found =
        reader->read(importModel(m_folder / "net.onnx", std::nullopt, normalising({0.2f}, {0.4f})), test);
    EXPECT_EQ(found.samples, 150u);
    EXPECT_EQ(found.equalPredictions, 150u);
}

} // namespace
