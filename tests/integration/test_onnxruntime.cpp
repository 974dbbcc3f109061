#include "core/io/atomic_file.h"
#include "core/io/onnx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "tests/core/io/temporary_folder.h"
#include "tests/core/nn/random_plain_network.h"

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;

namespace {

const std::string kScripts = TRISTATE_SOURCE_DIR "/tests/integration/";
const std::string kPackages = TRISTATE_ONNXRUNTIME_DIR;

std::string shellWord(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

bool run(const std::string& command) {
    return std::system(command.c_str()) == 0;
}

/// Exported files in a runtime that shares nothing with this project.
class OnnxRuntime : public testing::Test {
protected:
    static void SetUpTestSuite() {
        s_available = run(shellWord(kScripts + "setup_onnxruntime.sh") + " " + shellWord(kPackages));
    }

    void SetUp() override {
        if (!s_available)
            GTEST_SKIP() << "ONNX Runtime could not be installed: it takes node, npm and its registry";
    }

    /// Logits that ONNX Runtime computes with the file of a network.
    RowMatrix runElsewhere(const PlainNetwork& network, const RowMatrix& samples, bool inputIsMaps) {
        writeOnnx(m_folder / "net.onnx", network, {{"seed", "1"}});
        store(m_folder / "samples", {reinterpret_cast<const char*>(samples.data()),
                                     static_cast<std::size_t>(samples.size()) * sizeof(float)});
        const Shape& in = network.input;
        const std::string shape = inputIsMaps ? std::to_string(in.channels) + "," +
                                                    std::to_string(in.height) + "," + std::to_string(in.width)
                                              : std::to_string(in.features());
        EXPECT_TRUE(run("node " + shellWord(kScripts + "onnxruntime_check.mjs") + " " + shellWord(kPackages) +
                        " " + shellWord(m_folder / "net.onnx") + " " + std::to_string(samples.rows()) + "," +
                        shape + " " + shellWord(m_folder / "samples") + " " +
                        shellWord(m_folder / "logits")));
        const std::string bytes = readWholeFile(m_folder / "logits");
        RowMatrix logits(samples.rows(), network.architecture().back());
        EXPECT_EQ(bytes.size(), static_cast<std::size_t>(logits.size()) * sizeof(float));
        std::memcpy(logits.data(), bytes.data(),
                    std::min(bytes.size(), static_cast<std::size_t>(logits.size()) * sizeof(float)));
        return logits;
    }

    void expectSameLogits(const PlainNetwork& network, bool inputIsMaps) {
        const RowMatrix samples = randomSamples(40, network.input, m_rng);
        const RowMatrix expected = predict(network, samples);
        const RowMatrix found = runElsewhere(network, samples, inputIsMaps);
        EXPECT_GT(expected.cwiseAbs().maxCoeff(), 0.1f);
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-4f);
    }

    static inline bool s_available = false;
    TemporaryFolder m_folder;
    Rng m_rng{17};
};

TEST_F(OnnxRuntime, AgreesOnDenseNetworks) {
    expectSameLogits(randomDenseNetwork(m_rng), false);
    const PlainNetwork lenet{{784, 1, 1},
                             {randomDense(300, 784, m_rng), PlainRelu{}, randomDense(100, 300, m_rng),
                              PlainRelu{}, randomDense(10, 100, m_rng)},
                             {}};
    expectSameLogits(lenet, false);
}

TEST_F(OnnxRuntime, AgreesOnConvolutionalNetworks) {
    expectSameLogits(randomConvNetwork(m_rng), true);
    const PlainNetwork lenet{{1, 28, 28},
                             {randomConv(8, 1, 5, 1, 0, m_rng), PlainMaxPool{2, 2}, PlainRelu{},
                              randomConv(11, 8, 5, 1, 0, m_rng), PlainMaxPool{2, 2}, PlainRelu{},
                              randomDense(13, 176, m_rng), PlainRelu{}, randomDense(10, 13, m_rng)},
                             {}};
    expectSameLogits(lenet, true);
}

TEST_F(OnnxRuntime, AgreesOnDenseNetworksOfImages) {
    expectSameLogits({{2, 5, 4}, {randomDense(7, 40, m_rng), PlainRelu{}, randomDense(3, 7, m_rng)}, {}},
                     true);
}

} // namespace
