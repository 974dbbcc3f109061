#include "core/io/formats/c/c_source.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/c_compiler.h"

#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;

namespace {

const std::string kStrict = "-std=c99 -Wall -Wextra -Wpedantic -Werror";

/// Exported sources, compiled by the system's compiler.
class CSource : public testing::Test {
protected:
    void SetUp() override {
        if (!test::CCompiler::available()) GTEST_SKIP() << "There is no C compiler.";
    }

    void expectSameLogits(const PlainNetwork& network, const std::string& flags = kStrict) {
        const RowMatrix samples = randomSamples(40, network.input, m_rng);
        const RowMatrix expected = predict(network, samples);
        const RowMatrix found = test::CCompiler::logits(toCSource(network, {{"seed", "1"}}), flags,
                                                        static_cast<int>(expected.cols()), samples);
        EXPECT_GT(expected.cwiseAbs().maxCoeff(), 0.1f);
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-5f * expected.cwiseAbs().maxCoeff());
    }

    PlainNetwork lenet() {
        return {{1, 28, 28},
                {randomConv(8, 1, 5, 1, 0, m_rng), PlainPool{2, 2}, PlainRelu{},
                 randomConv(11, 8, 5, 1, 0, m_rng), PlainPool{2, 2}, PlainRelu{}, PlainFlatten{},
                 randomDense(13, 176, m_rng), PlainRelu{}, randomDense(10, 13, m_rng)},
                {}};
    }

    Rng m_rng{21};
};

TEST_F(CSource, AgreesOnDenseNetworks) {
    expectSameLogits(randomDenseNetwork(m_rng));
    expectSameLogits({{3, 1, 1}, {randomDense(1, 3, m_rng)}, {}});
    expectSameLogits(
        {{30, 1, 1}, {randomDense(100, 30, m_rng), PlainRelu{}, randomDense(4, 100, m_rng)}, {}});
}

TEST_F(CSource, AgreesOnConvolutionalNetworks) {
    expectSameLogits(randomConvNetwork(m_rng));
    expectSameLogits(lenet());
    expectSameLogits({{3, 20, 17},
                      {randomConv(21, 3, 3, 2, 2, m_rng), PlainRelu{}, randomConv(5, 21, 1, 1, 0, m_rng),
                       PlainPool{3, 2}, PlainFlatten{}, PlainRelu{}, randomDense(3, 100, m_rng)},
                      {}});
}

TEST_F(CSource, AgreesWithEveryOptimisation) {
    for (const char* flags : {"-O0", "-O2", "-O3 -march=native"})
        expectSameLogits(lenet(), kStrict + " " + flags);
}

TEST_F(CSource, AgreesOnSelectionsAndAveragePooling) {
    expectSameLogits(randomSelectingNetwork(m_rng));
    expectSameLogits({{2, 3, 3}, {PlainFlatten{}, PlainSelect{{17, 0, 9}}, randomDense(2, 3, m_rng)}, {}});
}

TEST_F(CSource, AgreesWhereLayersAreInAnUnusualOrder) {
    // a ReLU first, maps that are flattened at the end, no weights at all
    expectSameLogits({{2, 6, 5}, {PlainRelu{}, randomConv(3, 2, 2, 1, 0, m_rng), PlainFlatten{}}, {}});
    expectSameLogits({{2, 6, 5}, {PlainPool{2, 2}, PlainFlatten{}, PlainRelu{}}, {}});
    expectSameLogits({{4, 1, 1}, {PlainRelu{}}, {}});
    expectSameLogits({{2, 3, 2}, {PlainFlatten{}}, {}});
    expectSameLogits({{2, 3, 2}, {PlainRelu{}, randomDense(3, 12, m_rng), PlainRelu{}}, {}});
}

TEST_F(CSource, AnyMetadataStayInTheComment) {
    const Metadata metadata{{"name", "*/ int x; /* \n # ?\?/ \\"}, {"labels", "[\"\u00e4\", \"\u202e\"]"}};
    const PlainNetwork network = randomDenseNetwork(m_rng);
    const RowMatrix samples = randomSamples(2, network.input, m_rng);
    EXPECT_NO_THROW(test::CCompiler::logits(toCSource(network, metadata), kStrict, 5, samples));
}

} // namespace
