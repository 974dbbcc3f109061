#include "core/io/formats/onnx/onnx.h"
#include "core/nn/plain_network.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/onnx_runtime.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace tristate {
namespace {

struct Net {
    const char* name;
    int side; ///< of its input
    int images;
    long long parameters; ///< as the literature counts them, batch normalisation folded away
};

/// The networks that people bring, as PyTorch exports them.
class Torchvision : public testing::TestWithParam<Net> {
protected:
    void SetUp() override {
        static const bool isThere =
            std::system("/usr/bin/python3 -c 'import torch, torchvision' > /dev/null 2>&1") == 0;
        const char* which = std::getenv("TRISTATE_TORCHVISION");
        const bool isSmall = GetParam().parameters < 2'000'000;
        if (!isSmall && (!which || which != std::string_view("all")))
            GTEST_SKIP() << "takes long: set TRISTATE_TORCHVISION=all to run every network.";
        if (!isThere) GTEST_SKIP() << "torchvision is missing: it is in the package python3-torchvision.";
        if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    }

    nn::RowMatrix runtimeLogits(const char* file, const nn::RowMatrix& samples) const {
        const int side = GetParam().side;
        return test::OnnxRuntime::logits({m_folder / file, {3, side, side}, true, 1000, samples});
    }

    static void expectSame(const nn::RowMatrix& found, const nn::RowMatrix& expected) {
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-4f * expected.cwiseAbs().maxCoeff());
    }

    test::TempDir m_folder;
};

/// A third of the gates closed at random, one of every layer at least open.
nn::Network withAThirdClosed(const nn::PlainNetwork& plain, Rng& rng) {
    nn::Network network = prune::importNetwork(plain);
    for (auto* gates : network.gates()) {
        for (auto& w : gates->width) w = rng.below(3) == 0 ? 0.0f : 1.0f;
        if (gates->openUnits() == 0) gates->width[0] = 1;
    }
    return network;
}

TEST_P(Torchvision, IsReadWrittenPrunedAndWrittenAgain) {
    const Net& net = GetParam();
    const std::string script =
        "/usr/bin/python3 '" TRISTATE_SOURCE_DIR "/tests/integration/export_torchvision.py' ";
    ASSERT_EQ(std::system((script + net.name + " " + std::to_string(net.side) + " '" +
                           (m_folder / "net.onnx").string() + "' > /dev/null 2>&1")
                              .c_str()),
              0);
    const nn::PlainNetwork network = io::readOnnx(m_folder / "net.onnx").network;
    EXPECT_EQ(network.parameters(), net.parameters);
    Rng rng(5);
    const nn::RowMatrix samples = nn::randomSamples(net.images, {3, net.side, net.side}, rng);
    const nn::RowMatrix expected = runtimeLogits("net.onnx", samples);
    expectSame(nn::predict(network, samples), expected);
    io::writeOnnx(m_folder / "again.onnx", network, {});
    expectSame(runtimeLogits("again.onnx", samples), expected);

    const nn::Network closed = withAThirdClosed(network, rng);
    const nn::PlainNetwork pruned = prune::exportNetwork(closed, prune::MergeMode::Never);
    io::writeOnnx(m_folder / "pruned.onnx", pruned, {}); // which asks the checker
    EXPECT_LT(pruned.parameters(), network.parameters() * 4 / 5);
    const auto bytes = [&](const char* file) { return std::filesystem::file_size(m_folder / file); };
    EXPECT_LT(bytes("pruned.onnx"), bytes("again.onnx") * 4 / 5);
    io::writeOnnx(m_folder / "zeros.onnx",
                  prune::exportNetwork(closed, prune::MergeMode::Never, prune::ClosedUnits::Zeroed), {});
    EXPECT_GT(bytes("zeros.onnx"), bytes("pruned.onnx"));
    expectSame(runtimeLogits("pruned.onnx", samples), runtimeLogits("zeros.onnx", samples));
    expectSame(nn::predict(pruned, samples), runtimeLogits("pruned.onnx", samples));
}

INSTANTIATE_TEST_SUITE_P(
    Nets, Torchvision,
    testing::Values(Net{"resnet18", 64, 16, 11'684'712}, Net{"resnet50", 64, 16, 25'530'472},
                    Net{"mobilenet_v2", 64, 16, 3'487'816}, Net{"squeezenet1_1", 64, 16, 1'235'496},
                    Net{"densenet121", 64, 16, 7'974'120}, Net{"googlenet", 64, 16, 6'617'624},
                    Net{"shufflenet_v2_x0_5", 64, 16, 1'362'816}, Net{"alexnet", 224, 16, 61'100'840},
                    Net{"vgg11_bn", 224, 16, 132'863'336}),
    [](const auto& test) { return std::string(test.param.name); });

} // namespace
} // namespace tristate
