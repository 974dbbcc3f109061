#include "core/io/files/atomic_file.h"
#include "core/io/formats/onnx/onnx.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/formats/onnx_files.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::vector<std::string> operators(const onnx::GraphProto& graph) {
    std::vector<std::string> ops;
    for (const auto& node : graph.node()) ops.push_back(node.op_type());
    return ops;
}

TEST(Onnx, DenseNetworksRoundTripExactly) {
    const test::TempDir folder;
    Rng rng(1);
    for (int i = 0; i < 5; ++i) {
        PlainNetwork network = randomDenseNetwork(rng);
        for (const int units : network.architecture()) network.keptUnits.emplace_back(units, 3 * i);
        const Metadata metadata{{"seed", "1"}, {"labels", "a,b"}};
        writeOnnx(folder / "net.onnx", network, metadata);
        const OnnxModel back = readOnnx(folder / "net.onnx");
        EXPECT_EQ(back.metadata, metadata);
        EXPECT_EQ(back.network.keptUnits, network.keptUnits);
        EXPECT_EQ(back.network.graph.input, network.graph.input);
        EXPECT_EQ(back.network.graph, network.graph);
        const RowMatrix samples = randomSamples(50, network.graph.input, rng);
        EXPECT_EQ(predict(back.network, samples), predict(network, samples));
    }
}

TEST(Onnx, ConvolutionalNetworksRoundTripExactly) {
    const test::TempDir folder;
    Rng rng(2);
    for (int i = 0; i < 5; ++i) {
        const PlainNetwork network = randomConvNetwork(rng);
        writeOnnx(folder / "net.onnx", network, {});
        const OnnxModel back = readOnnx(folder / "net.onnx");
        EXPECT_EQ(back.network.graph.input, network.graph.input);
        EXPECT_TRUE(back.network.keptUnits.empty());
        EXPECT_TRUE(back.metadata.empty());
        const RowMatrix samples = randomSamples(20, network.graph.input, rng);
        EXPECT_EQ(predict(back.network, samples), predict(network, samples));
    }
}

TEST(Onnx, FilesAreWhatOtherRuntimesExpect) {
    const test::TempDir folder;
    Rng rng(3);
    writeOnnx(folder / "net.onnx", randomConvNetwork(rng), {{"seed", "5"}});
    const onnx::ModelProto model = parse(folder / "net.onnx");
    EXPECT_EQ(model.ir_version(), 7);
    ASSERT_EQ(model.opset_import_size(), 1);
    EXPECT_EQ(model.opset_import(0).version(), 13);
    EXPECT_EQ(model.producer_name(), "Tristate Lab");
    EXPECT_EQ(model.metadata_props(0).key(), "tristate.seed");
    const onnx::GraphProto& graph = model.graph();
    EXPECT_THAT(operators(graph), ElementsAre("Conv", "MaxPool", "LeakyRelu", "Conv", "Relu", "MaxPool",
                                              "Flatten", "Gemm", "LeakyRelu", "Gemm"));
    EXPECT_EQ(graph.input(0).name(), "input");
    const auto& shape = graph.input(0).type().tensor_type().shape();
    ASSERT_EQ(shape.dim_size(), 4);
    EXPECT_EQ(shape.dim(0).dim_param(), "N");
    EXPECT_EQ(shape.dim(3).dim_value(), 11);
    EXPECT_EQ(graph.output(0).name(), "logits");
    std::vector<std::string> names;
    for (const auto& tensor : graph.initializer()) {
        names.push_back(tensor.name());
        EXPECT_TRUE(tensor.has_raw_data());
    }
    EXPECT_THAT(names, ElementsAre("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc1.weight",
                                   "fc1.bias", "fc2.weight", "fc2.bias"));
    EXPECT_THAT(graph.initializer(0).dims(), ElementsAre(5, 2, 3, 3));
    EXPECT_THAT(graph.initializer(4).dims(), ElementsAre(11, 12));
}

TEST(Onnx, SelectionsAreGathersAndComeBack) {
    const test::TempDir folder;
    Rng rng(5);
    const PlainNetwork network = randomSelectingNetwork(rng);
    writeOnnx(folder / "net.onnx", network, {});
    EXPECT_THAT(
        operators(parse(folder / "net.onnx").graph()),
        ElementsAre("Conv", "Relu", "AveragePool", "Flatten", "Gather", "Gemm", "Relu", "Gather", "Gemm"));
    const RowMatrix samples = randomSamples(9, network.graph.input, rng);
    EXPECT_EQ(predict(readOnnx(folder / "net.onnx").network, samples), predict(network, samples));
}

TEST(Onnx, ASelectionBeyondItsInputIsRefused) {
    const test::TempDir folder;
    Rng rng(5);
    for (const int index : {-21, 20, 1 << 25}) {
        const PlainNetwork network = chainOf({20, 1, 1}, {graph::Select{{0, 7}}, randomDense(3, 2, rng)});
        writeOnnx(folder / "net.onnx", network, {});
        onnx::ModelProto model = parse(folder / "net.onnx");
        const std::int64_t indices[] = {0, index};
        model.mutable_graph()->mutable_initializer(0)->set_raw_data(indices, sizeof indices);
        test::store(folder / "net.onnx", model.SerializeAsString());
        EXPECT_THAT(errorOf([&] { readOnnx(folder / "net.onnx"); }),
                    testing::AnyOf(HasSubstr("selects number"), HasSubstr("takes value")));
    }
}

TEST(Onnx, AFlattenIsInsertedWhereADenseLayerFollowsMaps) {
    const test::TempDir folder;
    Rng rng(4);
    const PlainNetwork network =
        chainOf({2, 3, 3}, {randomConv(4, 2, 2, 1, 0, rng), graph::Relu{}, randomDense(3, 16, rng)});
    writeOnnx(folder / "net.onnx", network, {});
    EXPECT_THAT(operators(parse(folder / "net.onnx").graph()),
                ElementsAre("Conv", "Relu", "Flatten", "Gemm"));
    const RowMatrix samples = randomSamples(4, network.graph.input, rng);
    EXPECT_EQ(predict(readOnnx(folder / "net.onnx").network, samples), predict(network, samples));

    const PlainNetwork onImages = chainOf({1, 4, 4}, {randomDense(3, 16, rng)});
    writeOnnx(folder / "net.onnx", onImages, {});
    EXPECT_THAT(operators(parse(folder / "net.onnx").graph()), ElementsAre("Flatten", "Gemm"));
}

TEST(Onnx, MapsOfOnePositionAreStillMaps) {
    const test::TempDir folder;
    Rng rng(5);
    const PlainNetwork network =
        chainOf({3, 2, 2}, {randomConv(5, 3, 2, 1, 0, rng), randomConv(4, 5, 1, 1, 0, rng), graph::Relu{},
                            randomDense(2, 4, rng)});
    writeOnnx(folder / "net.onnx", network, {});
    const RowMatrix samples = randomSamples(4, network.graph.input, rng);
    EXPECT_EQ(predict(readOnnx(folder / "net.onnx").network, samples), predict(network, samples));
}

TEST(Onnx, ANetworkThatDoesNotFitLeavesTheOldFile) {
    const test::TempDir folder;
    Rng rng(6);
    test::store(folder / "net.onnx", "old");
    const auto writingError = [&](const PlainNetwork& network) {
        return errorOf([&] { writeOnnx(folder / "net.onnx", network, {}); });
    };
    EXPECT_EQ(writingError(chainOf({5, 1, 1}, {randomDense(3, 4, rng)})),
              "cannot write '" + (folder / "net.onnx").string() +
                  "': layer 1 (3) has 3x4 weights, expected 3x5 for 5");
    EXPECT_THAT(writingError(chainOf({5, 1, 1}, {})), HasSubstr("the network has no layers"));
    EXPECT_THAT(writingError(chainOf({2, 3, 3}, {randomConv(4, 2, 2, 1, 0, rng)})),
                HasSubstr("ends in feature maps"));
    EXPECT_EQ(readWholeFile(folder / "net.onnx"), "old");
    EXPECT_THAT(folder.names(), ElementsAre("net.onnx"));
}

} // namespace
