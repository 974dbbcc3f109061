#include "core/io/export/second_reader.h"
#include "core/io/files/child_process.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/onnx/onnx_input.h"
#include "tests/core/io/formats/onnx_chain.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

using namespace tristate;
using namespace tristate::io;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// As a package of node is laid out; `outputs` says in JavaScript what the model yields for the array `x` of
/// one sample.
constexpr const char* kPackage = R"(
exports.Tensor = class { constructor(type, data, dims) { Object.assign(this, { type, data, dims }); } };
exports.InferenceSession = { create: async (model) => {
    if (!require('fs').existsSync(model)) throw new Error('no such model');
    return { inputNames: ['in'], outputNames: ['out', 'other'], run: async ({ in: input }) => {
        const width = input.data.length / input.dims[0], all = [];
        for (let i = 0; i < input.dims[0]; ++i) {
            const x = input.data.subarray(i * width, (i + 1) * width);
            all.push(...OUTPUTS);
        }
        return { out: { data: ARRAY.from(all) } };
    } };
} };
)";

class SecondReaderTest : public testing::Test {
protected:
    void SetUp() override {
        if (!findProgram("node")) GTEST_SKIP() << "node is missing.";
        writeOnnx(m_folder / "net.onnx", nn::chainOf({4, 1, 1}, {firstValue()}), {});
    }

    /// Outputs are 0 and the first of four values.
    static nn::PlainStep firstValue() {
        nn::RowMatrix weight = nn::RowMatrix::Zero(2, 4);
        weight(1, 0) = 1;
        return {graph::Dense{2}, {weight, Eigen::VectorXf::Zero(2)}};
    }

    SecondReader withOutputs(const std::string& outputs, const std::string& array = "Float32Array") {
        std::string source = kPackage;
        source.replace(source.find("OUTPUTS"), 7, outputs);
        source.replace(source.find("ARRAY"), 5, array);
        std::filesystem::create_directory(m_folder / "onnxruntime-node");
        m_folder.write("onnxruntime-node/package.json",
                       R"({"name": "onnxruntime-node", "main": "index.js"})");
        m_folder.write("onnxruntime-node/index.js", source);
        return SecondReader::find({m_folder / "nothing", m_folder.path()}).value();
    }

    /// Class 1 is where the first value is above a half; more samples than are run at once.
    static data::Dataset halves() {
        data::Dataset set;
        set.name = "halves";
        set.shape = {4, 1, 1};
        set.classes = 2;
        for (int i = 0; i < 150; ++i) {
            const float x = static_cast<float>(i % 10) / 9;
            set.values.insert(set.values.end(), {x, 0, 0, 0});
            set.labels.push_back(x > 0.5f ? 1 : 0);
        }
        return set;
    }

    ImportedModel model() const { return importModel(m_folder / "net.onnx", std::nullopt, {{2}, {-1}}); }

    test::TempDir m_folder;
};

TEST_F(SecondReaderTest, AgreesOnTheValuesThatTheFileTakes) {
    const SecondReader reader = withOutputs("[0, x[0]]"); // 2 x - 1, by the input range
    const SecondReading found = reader.read(model(), halves());
    EXPECT_EQ(found.samples, 150u);
    EXPECT_EQ(found.equalPredictions, 150u);
    EXPECT_EQ(found.error, 0);
    EXPECT_THAT(toText(secondOpinion(reader, model(), halves())),
                HasSubstr("agrees: an error of 0.00 %, and the same answer for 150 of 150 test samples"));
}

TEST_F(SecondReaderTest, TellsWhereItDoesNotAgree) {
    const SecondReader reader = withOutputs("[x[0], 0]");
    const SecondReading found = reader.read(model(), halves());
    EXPECT_FALSE(found.agrees());
    EXPECT_EQ(found.equalPredictions, 0u);
    EXPECT_EQ(found.error, 100);
    EXPECT_THAT(toText(secondOpinion(reader, model(), halves())), HasSubstr("does not agree"));
}

TEST_F(SecondReaderTest, UnderstandsAnOutputThatIsTheClass) {
    const SecondReading found = withOutputs("[x[0] > 0 ? 1n : 0n]", "BigInt64Array").read(model(), halves());
    EXPECT_EQ(found.equalPredictions, 150u);
    EXPECT_EQ(found.error, 0);
}

TEST_F(SecondReaderTest, ComparesNumbersByTheDeviationOfTheirTarget) {
    data::Dataset numbers = halves();
    numbers.classes = 0;
    numbers.labels.clear();
    numbers.targets = {{"zero", 0, 1}, {"x", 0, 10}};
    numbers.targetValues.assign(300, 0);
    EXPECT_TRUE(withOutputs("[0, x[0] + 0.009]").read(model(), numbers).agrees());
    EXPECT_FALSE(withOutputs("[0, x[0] + 0.011]").read(model(), numbers).agrees());
    const SecondReader narrow = withOutputs("[x[0]]");
    EXPECT_THAT(toText(secondOpinion(narrow, model(), numbers)), HasSubstr("cannot run the file: 1 numbers"));
}

TEST_F(SecondReaderTest, SaysWhatTheRuntimeSays) {
    EXPECT_EQ(toText(secondOpinion(withOutputs("(() => { throw new Error('broken\\nsecond line') })()"),
                                   model(), halves())),
              "ONNX Runtime cannot run the file: broken");
    EXPECT_FALSE(SecondReader::find({m_folder / "nothing"}));
}

TEST(OnnxInput, IsWhatTheFileSays) {
    const test::TempDir folder;
    Chain chain({3, 5, 4});
    chain.node("Relu");
    folder.write("free.onnx", chain.bytes());
    EXPECT_EQ(onnxInput(folder / "free.onnx").batch, 0);
    EXPECT_THAT(onnxInput(folder / "free.onnx").sizes, ElementsAre(3, 5, 4));
    chain.graph()
        .mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(0)
        ->set_dim_value(2);
    folder.write("two.onnx", chain.bytes());
    EXPECT_EQ(onnxInput(folder / "two.onnx").batch, 2);
    chain.graph().clear_input();
    folder.write("none.onnx", chain.bytes());
    EXPECT_THAT(errorOf([&] { onnxInput(folder / "none.onnx"); }),
                HasSubstr("none.onnx: the graph has no input"));
}

} // namespace
