#include "core/io/formats/onnx/onnx.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/formats/onnx_files.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <functional>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

/// A valid file of a random network that a test changes before it is read.
class DamagedOnnx : public testing::Test {
protected:
    /// The sentence of reading the model after `change`, or "no error".
    std::string readingError(const PlainNetwork& network,
                             const std::function<void(onnx::ModelProto&)>& change) {
        writeOnnx(m_file, network, {});
        onnx::ModelProto model = parse(m_file);
        change(model);
        test::store(m_file, model.SerializeAsString());
        return errorOf([this] { readOnnx(m_file); });
    }
    std::string denseError(const std::function<void(onnx::ModelProto&)>& change) {
        return readingError(randomDenseNetwork(m_rng), change);
    }
    std::string convError(const std::function<void(onnx::ModelProto&)>& change) {
        return readingError(randomConvNetwork(m_rng), change);
    }

    Rng m_rng{11};
    test::TempDir m_folder;
    std::filesystem::path m_file = m_folder / "model.onnx";
};

TEST_F(DamagedOnnx, WhatIsNotOnnxIsRefused) {
    for (const std::string& content : {std::string(), std::string("GIF89a"), std::string(1000, '\0'),
                                       std::string("{\"net\": \"784-10\"}"), std::string(5000, '\xff')}) {
        test::store(m_file, content);
        EXPECT_EQ(errorOf([this] { readOnnx(m_file); }),
                  m_file.string() + ": not an ONNX model, or cut short");
    }
    EXPECT_THAT(errorOf([this] { readOnnx(m_folder / "none.onnx"); }),
                HasSubstr("No such file or directory"));
}

TEST_F(DamagedOnnx, AFileCutShortAnywhereIsRefused) {
    const PlainNetwork network = chainOf({3, 1, 1}, {randomDense(2, 3, m_rng)});
    writeOnnx(m_file, network, {{"seed", "1"}});
    const std::string whole = readWholeFile(m_file);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        test::store(m_file, whole.substr(0, size));
        try {
            const OnnxModel model = readOnnx(m_file);
            // Cut between two top-level fields, of which only the metadata may be missing.
            EXPECT_EQ(model.network.architecture(), network.architecture()) << size;
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::StartsWith(m_file.string() + ": ")) << size;
        }
    }
}

TEST_F(DamagedOnnx, AChangedByteIsAnErrorOrAnotherNetwork) {
    writeOnnx(m_file, randomConvNetwork(m_rng), {{"seed", "1"}});
    const std::string whole = readWholeFile(m_file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(m_rng.below(256));
        test::store(m_file, changed);
        try {
            const OnnxModel model = readOnnx(m_file);
            EXPECT_EQ(predict(model.network, RowMatrix::Zero(1, model.network.graph.input.features())).rows(),
                      1);
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::StartsWith(m_file.string() + ": "));
        }
    }
}

TEST_F(DamagedOnnx, WeightsMustHaveTheSizeTheyClaim) {
    EXPECT_THAT(
        denseError([](auto& m) { m.mutable_graph()->mutable_initializer(0)->set_dims(0, 18); }),
        HasSubstr("model.onnx: node 'fc1' (Gemm) has weights 'fc1.weight' of shape [18x23], but 391 values"));
    EXPECT_THAT(
        denseError([](auto& m) { m.mutable_graph()->mutable_initializer(0)->set_dims(0, 1LL << 62); }),
        HasSubstr("but 391 values are stored"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_initializer(0)->set_dims(0, -17); }),
                HasSubstr("of shape [-17x23]"));
    EXPECT_THAT(denseError([](auto& m) {
                    m.mutable_graph()->mutable_initializer(0)->mutable_raw_data()->pop_back();
                }),
                HasSubstr("node 'fc1' (Gemm) has weights 'fc1.weight'"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_initializer(0)->add_dims(1); }),
                HasSubstr("has weights of 3 dimensions, expected 2"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_initializer(1)->set_dims(0, 1); }),
                HasSubstr("'fc1.bias'"));
    EXPECT_THAT(denseError([](auto& m) {
                    auto& tensor = *m.mutable_graph()->mutable_initializer(0);
                    tensor.clear_dims();
                    tensor.add_dims(23);
                    tensor.add_dims(17);
                }),
                HasSubstr("node 'fc1' (Gemm) has weights for 17 inputs, but gets 23"));
    EXPECT_THAT(convError([](auto& m) { m.mutable_graph()->mutable_initializer(0)->set_data_type(8); }),
                HasSubstr("of type STRING, expected numbers"));
    EXPECT_THAT(convError([](auto& m) {
                    m.mutable_graph()->mutable_initializer(0)->set_data_location(onnx::TensorProto::EXTERNAL);
                }),
                HasSubstr("expected one in the folder"));
    EXPECT_THAT(denseError([](auto& m) {
                    const std::uint32_t infinity = 0x7f800000;
                    m.mutable_graph()->mutable_initializer(0)->mutable_raw_data()->replace(
                        0, 4, reinterpret_cast<const char*>(&infinity), 4);
                }),
                HasSubstr("not finite"));
}

TEST_F(DamagedOnnx, WeightsAreConstants) {
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(2)->set_input(1, "fc1.output"); }),
                HasSubstr("node 'fc2' (Gemm) takes 'fc1.output' as weights, which is no constant"));
    EXPECT_THAT(denseError([](auto& m) {
                    m.mutable_graph()->mutable_node(0)->mutable_input()->RemoveLast(),
                        m.mutable_graph()->mutable_node(0)->mutable_input()->RemoveLast();
                }),
                HasSubstr("node 'fc1' (Gemm) has no input 2"));
}

TEST_F(DamagedOnnx, NodesThatCannotBeAreNamed) {
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(1)->set_op_type("Erf"); }),
                HasSubstr("node 'relu1' (Erf) is not supported, expected one of Add, ArgMax, AveragePool"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(1)->set_op_type("Sigmoid"); }),
                HasSubstr("node 'fc2' (Gemm) stands behind the softmax, or what ends the network else"));
    EXPECT_THAT(denseError([](auto& m) {
                    m.mutable_graph()->mutable_node(1)->clear_name();
                    m.mutable_graph()->mutable_node(1)->set_domain("com.example");
                }),
                HasSubstr("node #2 (Relu) is not supported"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(2)->set_input(0, "fc9.output"); }),
                HasSubstr("node 'fc2' (Gemm) takes 'fc9.output', which no node yields"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(2)->set_input(0, "relu2.output"); }),
                HasSubstr("needs its own output: the graph has a circle"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_node(2)->set_output(0, "fc1.output"); }),
                HasSubstr("node 'fc2' (Gemm) yields 'fc1.output', which exists already"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->mutable_output(0)->set_name("fc1.bias"); }),
                HasSubstr("nothing that depends on the input yields the output 'fc1.bias'"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_opset_import(0)->set_version(6); }), HasSubstr("opset 6"));
}

TEST_F(DamagedOnnx, AttributesThatChangeTheMeaningAreRefused) {
    const auto setInteger = [](onnx::NodeProto& node, const char* name, std::int64_t value) {
        auto& attribute = *node.add_attribute();
        attribute.set_name(name);
        attribute.set_type(onnx::AttributeProto::INT);
        attribute.set_i(value);
    };
    EXPECT_THAT(denseError([&](auto& m) { setInteger(*m.mutable_graph()->mutable_node(0), "transA", 1); }),
                HasSubstr("has transA 1, expected 0"));
    EXPECT_THAT(denseError([&](auto& m) { setInteger(*m.mutable_graph()->mutable_node(1), "novelty", 1); }),
                HasSubstr("has the attribute 'novelty', which is not supported"));
    EXPECT_THAT(convError([&](auto& m) { setInteger(*m.mutable_graph()->mutable_node(0), "group", 2); }),
                HasSubstr("node 'conv1' (Conv) has weights of shape [5x2x3x3] in 2 groups, but gets 2 maps"));
    EXPECT_THAT(
        convError([](auto& m) { m.mutable_graph()->mutable_node(0)->mutable_attribute(1)->set_ints(0, 2); }),
        HasSubstr("node 'conv1' (Conv) has strides of 2 values beginning with 2, expected 2 equal ones"));
    EXPECT_THAT(
        convError([](auto& m) { m.mutable_graph()->mutable_node(1)->mutable_attribute()->RemoveLast(); }),
        HasSubstr("has weights for 12 inputs, but gets 60"))
        << "a pooling without strides has a stride of 1";
}

TEST_F(DamagedOnnx, TheInputMustBeOneOfFixedSize) {
    const auto dimension = [](onnx::ModelProto& model, int index) {
        return model.mutable_graph()
            ->mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->mutable_dim(index);
    };
    EXPECT_THAT(convError([&](auto& m) { dimension(m, 2)->set_dim_param("H"); }),
                HasSubstr("dimension 3 of the input is 0, expected a fixed size"));
    EXPECT_THAT(convError([&](auto& m) { dimension(m, 2)->set_dim_value(1LL << 40); }),
                HasSubstr("expected a fixed size"));
    EXPECT_THAT(convError([&](auto& m) {
                    dimension(m, 2)->set_dim_value(1 << 20);
                    dimension(m, 3)->set_dim_value(1 << 20);
                }),
                HasSubstr("values a sample, expected at most"));
    EXPECT_THAT(denseError([&](auto& m) { dimension(m, 1)->set_dim_value(22); }),
                HasSubstr("node 'fc1' (Gemm) has weights for 23 inputs, but gets 22"));
    EXPECT_THAT(denseError([](auto& m) { *m.mutable_graph()->add_input() = m.graph().input(0); }),
                HasSubstr("several inputs"));
    EXPECT_THAT(denseError([](auto& m) { m.mutable_graph()->clear_input(); }), HasSubstr("no input"));
}

TEST_F(DamagedOnnx, KeptUnitsMustFitTheNetwork) {
    const auto withUnits = [this](const std::string& text) {
        return denseError([&](auto& m) {
            auto& entry = *m.add_metadata_props();
            entry.set_key("tristate.kept_units");
            entry.set_value(text);
        });
    };
    EXPECT_THAT(withUnits("[[0, 1], [2]]"), HasSubstr("does not fit the network"));
    EXPECT_THAT(withUnits("[[0.5]]"), HasSubstr("is not understood"));
    EXPECT_THAT(withUnits("[[-1]]"), HasSubstr("is not understood"));
    EXPECT_THAT(withUnits("{\"a\": 1}"), HasSubstr("is not understood"));
    EXPECT_THAT(withUnits("[["), HasSubstr("metadata tristate.kept_units: not JSON"));
}

/// What other programs write and the writer here does not.
TEST_F(DamagedOnnx, VariantsOfOtherProgramsAreRead) {
    const PlainNetwork network = randomDenseNetwork(m_rng);
    writeOnnx(m_file, network, {});
    onnx::ModelProto model = parse(m_file);
    onnx::GraphProto& graph = *model.mutable_graph();
    // weights as [in, out] without transB, in float_data, and listed among the inputs
    const auto& weight = network.weights[0].weight;
    onnx::TensorProto& tensor = *graph.mutable_initializer(0);
    tensor.clear_raw_data();
    tensor.set_dims(0, weight.cols());
    tensor.set_dims(1, weight.rows());
    for (Eigen::Index column = 0; column < weight.cols(); ++column)
        for (Eigen::Index row = 0; row < weight.rows(); ++row) tensor.add_float_data(weight(row, column));
    graph.mutable_node(0)->clear_attribute();
    graph.add_input()->set_name("fc1.weight");
    // a bias as [1, out], and foreign metadata
    graph.mutable_initializer(1)->clear_dims();
    graph.mutable_initializer(1)->add_dims(1);
    graph.mutable_initializer(1)->add_dims(weight.rows());
    auto& entry = *model.add_metadata_props();
    entry.set_key("author");
    entry.set_value("somebody");
    test::store(m_file, model.SerializeAsString());

    const OnnxModel back = readOnnx(m_file);
    const RowMatrix samples = randomSamples(10, network.graph.input, m_rng);
    EXPECT_EQ(predict(back.network, samples), predict(network, samples));
    EXPECT_EQ(back.metadata.at("author"), "somebody");
}

} // namespace
