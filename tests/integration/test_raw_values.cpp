#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/files/atomic_file.h"
#include "core/train/driver.h"
#include "core/train/normalise.h"
#include "tests/support/c_compiler.h"
#include "tests/support/onnx_runtime.h"
#include "tests/support/picture_files.h"
#include "tests/support/python_reader.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <functional>
#include <map>

using namespace tristate;
using namespace tristate::io;
using nn::RowMatrix;

namespace {

/// A row of a table as somebody has it: texts under the names of columns.
using Row = std::map<std::string, std::string>;

/// Exported networks are given what a consumer has, and not what this program made of it: cells of a table,
/// pixels. They must answer every sample of the test set as the network on screen does.
class RawValues : public testing::Test {
protected:
    void learn(const data::DataSpec& data, const std::string& net) {
        m_experiment.data = data;
        m_experiment.net = graph::parseGraph(net);
        m_experiment.train.epochs = 12;
        m_experiment.train.frozenEpochs = 2;
        m_experiment.train.batch = 16;
        m_experiment.train.threads = 1;
        m_experiment = train::completed(m_experiment);
        train::Driver driver(*train::freshCheckpoint(
            m_experiment, std::make_shared<const data::Splits>(data::load(m_experiment.data))));
        driver.run(train::Driver::kToTheEnd, {});
        m_run = driver.checkpoint();
    }

    std::filesystem::path exported(const std::string& name) {
        const auto file = m_folder / name;
        exportModel(
            {.file = file, .network = m_run->network, .experiment = m_experiment, .test = m_run->data->test});
        return file;
    }

    int outputs() const { return m_run->network.classes(); }

    /// What a file answers to these rows, one for each sample of the test set in its order.
    void expectTheSameAnswers(const RowMatrix& found) {
        const data::Dataset& test = m_run->data->test;
        ASSERT_EQ(static_cast<std::size_t>(found.rows()), test.size());
        Eigen::Index next = 0;
        const ExportedRunner file{"raw values",
                                  [&](const RowMatrix& samples) {
                                      next += samples.rows();
                                      return RowMatrix(
                                          found.middleRows(next - samples.rows(), samples.rows()));
                                  },
                                  {}};
        const Comparison same = Prover(m_run->network, test).compare(file);
        EXPECT_EQ(same.equalPredictions, test.size());
        EXPECT_LE(same.largestDifference, 1e-4 * same.largestLogit);
        EXPECT_TRUE(isProof(same));
        EXPECT_LT(same.wrongBefore, test.size() / 5) << "it learned something";
    }

    test::TempDir m_folder;
    train::Experiment m_experiment;
    std::shared_ptr<const train::Checkpoint> m_run;
};

/// Fruit: the weight in grams, a colour and an origin tell the kind, or the price.
class RawRows : public RawValues {
protected:
    void SetUp() override {
        for (const bool isTest : {false, true}) {
            std::ofstream file(m_folder / (isTest ? "test.csv" : "train.csv"));
            file << "grams,colour,origin,price,kind\n";
            for (int i = 0; i < (isTest ? 150 : 600); ++i) {
                const Row row = fruit();
                for (const char* column : {"grams", "colour", "origin", "price"})
                    file << '"' << row.at(column) << "\",";
                file << row.at("kind") << '\n';
                if (isTest) m_rows.push_back(row);
            }
        }
    }

    void learnRows(const std::string& target, const std::string& leaveOut, const std::string& net) {
        learn({.source = (m_folder / "train.csv").string(),
               .target = target,
               .leaveOut = leaveOut,
               .testSource = (m_folder / "test.csv").string()},
              net);
    }

    /// The inputs of the file by their names alone: a column, or "column=category".
    RowMatrix inputs(const std::vector<std::string>& names) const {
        RowMatrix values(static_cast<Eigen::Index>(m_rows.size()), static_cast<Eigen::Index>(names.size()));
        for (std::size_t r = 0; r < m_rows.size(); ++r)
            for (std::size_t i = 0; i < names.size(); ++i) {
                const std::size_t equals = names[i].find('=');
                const std::string& cell = m_rows[r].at(names[i].substr(0, equals));
                values(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(i)) =
                    equals == std::string::npos ? std::stof(cell)
                                                : static_cast<float>(cell == names[i].substr(equals + 1));
            }
        return values;
    }

private:
    Row fruit() {
        const auto of = [this](const std::vector<std::string>& all) { return all[m_rng.below(all.size())]; };
        const int grams = 50 + static_cast<int>(m_rng.below(3000));
        const std::string colour = of({"green", "red, dark", "gelb"}), origin = of({"Süden", "north"});
        const bool isMelon = grams > 1500 ? colour != "gelb" : origin == "north" && colour == "green";
        const double price = 0.002 * grams + (colour == "gelb" ? 3 : 0) + (origin == "north" ? 1.5 : 0);
        return {{"grams", std::to_string(grams)},
                {"colour", colour},
                {"origin", origin},
                {"price", std::to_string(price)},
                {"kind", isMelon ? "melon" : "plum"}};
    }

    Rng m_rng{5};
    std::vector<Row> m_rows; ///< of the test set
};

std::vector<std::string> names(const std::string& list) {
    return nlohmann::json::parse(list).get<std::vector<std::string>>();
}

/// What stands in the header of a safetensors file beside the weights.
nlohmann::json safetensorsFacts(const std::filesystem::path& file) {
    const std::string bytes = readWholeFile(file);
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    return nlohmann::json::parse(bytes.substr(sizeof size, size)).at("__metadata__");
}

const std::string kInputs =
    R"(["grams","colour=gelb","colour=green","colour=red, dark","origin=Süden","origin=north"])";

TEST_F(RawRows, EveryFormatNamesItsInputsAndClasses) {
    learnRows("kind", "price", "6-24-2");
    const nlohmann::json json = nlohmann::json::parse(readWholeFile(exported("net.json")));
    EXPECT_NE(json.dump().find(nlohmann::json(kInputs).dump()), std::string::npos);
    const nlohmann::json facts = safetensorsFacts(exported("net.safetensors"));
    EXPECT_EQ(facts.at("inputs"), kInputs);
    EXPECT_EQ(facts.at("labels"), R"(["melon","plum"])");
    const std::string source = readWholeFile(exported("net.c"));
    EXPECT_NE(source.find("colour=red, dark"), std::string::npos);
    EXPECT_NE(source.find("origin=north"), std::string::npos);
    EXPECT_NE(readWholeFile(exported("net.onnx")).find(kInputs), std::string::npos);
}

TEST_F(RawRows, OnnxRuntimeAnswersThemAsTheNetworkDoes) {
    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    learnRows("kind", "price", "6-24-2");
    const RowMatrix rows = inputs(names(kInputs));
    EXPECT_GT(rows.maxCoeff(), 2000) << "grams, as they are";
    expectTheSameAnswers(
        test::OnnxRuntime::logits({exported("net.onnx"), {6, 1, 1}, false, outputs(), rows}));
}

TEST_F(RawRows, OnnxRuntimePredictsNumbersInTheirUnits) {
    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    learnRows("price", "kind", "6-24-1");
    ASSERT_TRUE(m_run->data->test.isRegression());
    expectTheSameAnswers(
        test::OnnxRuntime::logits({exported("net.onnx"), {6, 1, 1}, false, 1, inputs(names(kInputs))}));
}

TEST_F(RawRows, TheCSourceTakesThem) {
    if (!test::CCompiler::available()) GTEST_SKIP() << "There is no C compiler.";
    const std::string flags = "-std=c99 -O2 -Wall -Wextra -Wpedantic -Werror";
    learnRows("kind", "price", "6-24-2");
    expectTheSameAnswers(
        test::CCompiler::logits(readWholeFile(exported("net.c")), flags, outputs(), inputs(names(kInputs))));
    learnRows("price", "kind", "6-24-1");
    expectTheSameAnswers(
        test::CCompiler::logits(readWholeFile(exported("net.c")), flags, 1, inputs(names(kInputs))));
}

TEST_F(RawRows, PythonFindsAllThatItNeedsInTheSafetensorsFile) {
    if (!test::PythonReader::available()) GTEST_SKIP() << test::PythonReader::kMissing;
    learnRows("kind", "price", "6-24-2");
    const auto file = exported("net.safetensors");
    const std::vector<std::string> columns = names(safetensorsFacts(file).at("inputs"));
    expectTheSameAnswers(test::PythonReader::logits(file, outputs(), inputs(columns)));
}

/// Colour pictures in folders; a net takes each pixel / 255, the channels one after the other.
class RawPictures : public RawValues {
protected:
    void SetUp() override {
        constexpr int kTrain = 120, kTest = 40;
        m_pixels.resize(2 * kTest, 3 * kSide * kSide);
        for (const std::string kind : {"flat", "standing"})
            for (int i = 0; i < kTrain + kTest; ++i) {
                const bool isTest = i >= kTrain;
                const std::string below = std::string(isTest ? "test/" : "train/") + kind;
                std::filesystem::create_directories(m_folder / below);
                const std::vector<std::uint8_t> pixels = stripes(kind == "flat");
                m_folder.write(below + "/" + std::to_string(1000 + i) + ".png",
                               test::png(kSide, kSide, pixels, {.colour = SPNG_COLOR_TYPE_TRUECOLOR}));
                if (!isTest) continue;
                const Eigen::Index row = i - kTrain + (kind == "flat" ? 0 : kTest);
                for (int p = 0; p < kSide * kSide; ++p)
                    for (int c = 0; c < 3; ++c)
                        m_pixels(row, c * kSide * kSide + p) =
                            static_cast<float>(pixels[static_cast<std::size_t>(3 * p + c)]) / 255.0f;
            }
        learn({.source = m_folder.path().string()}, "3x12x12:6c3-p2-16-2");
    }

    static constexpr int kSide = 12;
    RowMatrix m_pixels; ///< of the test set, class after class

private:
    std::vector<std::uint8_t> stripes(bool isFlat) {
        std::vector<std::uint8_t> pixels;
        const auto phase = static_cast<int>(m_rng.below(4));
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                for (int c = 0; c < 3; ++c)
                    pixels.push_back(static_cast<std::uint8_t>(
                        ((isFlat ? y : x) + phase) % 4 < 2 ? 40 + 20 * c + static_cast<int>(m_rng.below(60))
                                                           : 255 - static_cast<int>(m_rng.below(80))));
        return pixels;
    }

    Rng m_rng{6};
};

TEST_F(RawPictures, OnnxRuntimeAnswersThemAsTheNetworkDoes) {
    if (!test::OnnxRuntime::available()) GTEST_SKIP() << test::OnnxRuntime::kMissing;
    expectTheSameAnswers(
        test::OnnxRuntime::logits({exported("net.onnx"), {3, kSide, kSide}, true, outputs(), m_pixels}));
}

TEST_F(RawPictures, TheCSourceTakesThem) {
    if (!test::CCompiler::available()) GTEST_SKIP() << "There is no C compiler.";
    expectTheSameAnswers(
        test::CCompiler::logits(readWholeFile(exported("net.c")), "-std=c99 -O2", outputs(), m_pixels));
}

} // namespace
