#include "core/io/safetensors.h"
#include "core/io/zip.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;

namespace {

/// Exported files in python3, of which only the standard library is used.
class PythonReaders : public testing::Test {
protected:
    void SetUp() override {
        if (!run("python3 --version > /dev/null 2>&1")) GTEST_SKIP() << "There is no python3.";
    }

    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }
    std::string word(const std::string& name) const { return " '" + (m_folder / name).string() + "'"; }

    test::TempDir m_folder;
    Rng m_rng{31};
};

TEST_F(PythonReaders, AgreeOnSafetensors) {
    const PlainNetwork network = randomDenseNetwork(m_rng);
    m_folder.write("net.safetensors", toSafetensors(network, {{"seed", "1"}}));
    const RowMatrix sample = randomSamples(1, network.input, m_rng);
    std::string arguments = word("net.safetensors");
    for (const float value : sample.reshaped()) arguments += " " + std::to_string(value);
    ASSERT_TRUE(run("python3 '" TRISTATE_SOURCE_DIR "/tests/integration/read_safetensors.py'" + arguments +
                    " >" + word("logits")));
    const RowMatrix expected = predict(network, sample);
    std::ifstream logits(m_folder / "logits");
    for (Eigen::Index i = 0; i < expected.cols(); ++i) {
        double found = 0;
        ASSERT_TRUE(logits >> found);
        EXPECT_NEAR(found, expected(0, i), 1e-4);
    }
}

TEST_F(PythonReaders, AgreeOnZip) {
    m_folder.write("bundle.zip", toZip({{"a.txt", "some text"}, {"b.bin", std::string(70'000, 'x')}}));
    ASSERT_TRUE(run("python3 -m zipfile -t" + word("bundle.zip") + " > /dev/null"));
    ASSERT_TRUE(run("python3 -m zipfile -e" + word("bundle.zip") + word("out")));
    std::ifstream text(m_folder / "out/a.txt");
    std::string line;
    ASSERT_TRUE(std::getline(text, line));
    EXPECT_EQ(line, "some text");
    EXPECT_EQ(std::filesystem::file_size(m_folder / "out/b.bin"), 70'000u);
}

} // namespace
