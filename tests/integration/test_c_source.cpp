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
        const RowMatrix samples = randomSamples(40, network.graph.input, m_rng);
        const RowMatrix expected = predict(network, samples);
        const RowMatrix found = test::CCompiler::logits(toCSource(network, {{"seed", "1"}}), flags,
                                                        static_cast<int>(expected.cols()), samples);
        EXPECT_GT(expected.cwiseAbs().maxCoeff(), 0.1f);
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-5f * expected.cwiseAbs().maxCoeff());
    }

    PlainNetwork lenet() {
        return chainOf({1, 28, 28}, {randomConv(8, 1, 5, 1, 0, m_rng), graph::Pool{2, 2}, graph::Relu{},
                                     randomConv(11, 8, 5, 1, 0, m_rng), graph::Pool{2, 2}, graph::Relu{},
                                     randomDense(13, 176, m_rng), graph::Relu{}, randomDense(10, 13, m_rng)});
    }

    Rng m_rng{21};
};

TEST_F(CSource, AgreesOnDenseNetworks) {
    expectSameLogits(randomDenseNetwork(m_rng));
    expectSameLogits(chainOf({3, 1, 1}, {randomDense(1, 3, m_rng)}));
    expectSameLogits(
        chainOf({30, 1, 1}, {randomDense(100, 30, m_rng), graph::Relu{}, randomDense(4, 100, m_rng)}));
}

TEST_F(CSource, AgreesOnConvolutionalNetworks) {
    expectSameLogits(randomConvNetwork(m_rng));
    expectSameLogits(lenet());
    expectSameLogits(chainOf({3, 20, 17}, {randomConv(21, 3, 3, 2, 2, m_rng), graph::Relu{},
                                           randomConv(5, 21, 1, 1, 0, m_rng), graph::Pool{3, 2},
                                           graph::Relu{}, randomDense(3, 100, m_rng)}));
}

TEST_F(CSource, AgreesWithEveryOptimisation) {
    for (const char* flags : {"-O0", "-O2", "-O3 -march=native"})
        expectSameLogits(lenet(), kStrict + " " + flags);
}

TEST_F(CSource, AgreesOnSelectionsAndAveragePooling) {
    expectSameLogits(randomSelectingNetwork(m_rng));
    expectSameLogits(chainOf({2, 3, 3}, {graph::Select{{17, 0, 9}, true}, randomDense(2, 3, m_rng)}));
}

TEST_F(CSource, AgreesWhereLayersAreInAnUnusualOrder) {
    // a ReLU first, maps of one place at the end, no weights at all
    expectSameLogits(
        chainOf({2, 6, 5}, {graph::Relu{}, graph::Pool{5, 2}, randomConv(3, 2, 1, 1, 0, m_rng)}));
    expectSameLogits(chainOf({2, 6, 5}, {graph::Pool{5, 5}, graph::Relu{}}));
    expectSameLogits(chainOf({4, 1, 1}, {graph::Relu{}}));
    expectSameLogits(chainOf({2, 3, 2}, {graph::GlobalAverage{}}));
    expectSameLogits(chainOf({2, 3, 2}, {graph::Relu{}, randomDense(3, 12, m_rng), graph::Relu{}}));
}

TEST_F(CSource, AgreesOnRandomGraphs) {
    for (int i = 0; i < 12; ++i) expectSameLogits(randomBranchedNetwork(m_rng));
}

/// Two of them, called from C++ by their header files.
TEST_F(CSource, SeveralNetworksFitOneProgram) {
    const test::TempDir folder;
    std::vector<float> expected;
    for (const std::string prefix : {"digits", "Shoes2"}) {
        const PlainNetwork network =
            prefix == "digits" ? randomDenseNetwork(m_rng) : randomConvNetwork(m_rng);
        folder.write(prefix + ".c", toCSource(network, {}, prefix));
        folder.write(prefix + ".h", toCHeader(network, {{"name", "*/ x"}}, prefix));
        expected.push_back(predict(network, RowMatrix::Zero(1, network.graph.input.features()))(0, 1));
    }
    folder.write("main.cpp", R"(
#include <cstdio>
#include "digits.h"
#include "Shoes2.h"
#include "digits.h"
int main() {
    static float a[DIGITS_PREDICT_INPUTS], b[SHOES2_PREDICT_INPUTS];
    float x[DIGITS_PREDICT_OUTPUTS], y[SHOES2_PREDICT_OUTPUTS];
    digits_predict(a, x);
    Shoes2_predict(b, y);
    const float found[2] = {x[1], y[1]};
    return std::fwrite(found, sizeof found, 1, stdout) == 1 ? 0 : 1;
}
)");
    const std::string in = "cd '" + folder.path().string() + "' && ";
    ASSERT_TRUE(test::CCompiler::run(in + "cc -c " + kStrict + " digits.c Shoes2.c && " +
                                     "c++ -Wall -Wextra -Werror main.cpp digits.o Shoes2.o -o program && " +
                                     "./program > found"));
    const RowMatrix found = test::readRows(folder / "found", 1, 2);
    for (int i = 0; i < 2; ++i) EXPECT_NEAR(found(0, i), expected[static_cast<std::size_t>(i)], 1e-5);
}

TEST_F(CSource, AnyMetadataStayInTheComment) {
    const Metadata metadata{{"name", "*/ int x; /* \n # ?\?/ \\"}, {"labels", "[\"\u00e4\", \"\u202e\"]"}};
    const PlainNetwork network = randomDenseNetwork(m_rng);
    const RowMatrix samples = randomSamples(2, network.graph.input, m_rng);
    EXPECT_NO_THROW(test::CCompiler::logits(toCSource(network, metadata), kStrict, 5, samples));
}

} // namespace
