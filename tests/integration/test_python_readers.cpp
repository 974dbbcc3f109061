#include "core/io/files/zip.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/python_reader.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;

namespace {

/// Exported files in python3, of which only the standard library is used.
class PythonReaders : public testing::Test {
protected:
    void SetUp() override {
        if (!test::PythonReader::available()) GTEST_SKIP() << test::PythonReader::kMissing;
    }

    std::string word(const std::string& name) const { return " '" + (m_folder / name).string() + "'"; }

    test::TempDir m_folder;
    Rng m_rng{31};
};

TEST_F(PythonReaders, AgreeOnSafetensors) {
    for (const PlainNetwork& network :
         {randomDenseNetwork(m_rng), randomConvNetwork(m_rng), randomSelectingNetwork(m_rng),
          randomBranchedNetwork(m_rng), randomBranchedNetwork(m_rng), randomBranchedNetwork(m_rng)}) {
        const auto file = m_folder.write("net.safetensors", toSafetensors(network, {{"seed", "1"}}));
        const RowMatrix samples = randomSamples(3, network.graph.input, m_rng);
        const RowMatrix expected = predict(network, samples);
        const RowMatrix found = test::PythonReader::logits(file, static_cast<int>(expected.cols()), samples);
        EXPECT_GT(expected.cwiseAbs().maxCoeff(), 0.1f);
        EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-4f);
    }
}

TEST_F(PythonReaders, AgreeOnZip) {
    m_folder.write("bundle.zip", toZip({{"a.txt", "some text"}, {"b.bin", std::string(70'000, 'x')}}));
    ASSERT_TRUE(test::PythonReader::run("python3 -m zipfile -t" + word("bundle.zip") + " > /dev/null"));
    ASSERT_TRUE(test::PythonReader::run("python3 -m zipfile -e" + word("bundle.zip") + word("out")));
    std::ifstream text(m_folder / "out/a.txt");
    std::string line;
    ASSERT_TRUE(std::getline(text, line));
    EXPECT_EQ(line, "some text");
    EXPECT_EQ(std::filesystem::file_size(m_folder / "out/b.bin"), 70'000u);
}

} // namespace
