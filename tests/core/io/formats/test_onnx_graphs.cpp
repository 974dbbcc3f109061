#include "core/io/formats/onnx/onnx_tensor.h"
#include "core/messages/exports.h"
#include "tests/core/io/formats/onnx_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

RowMatrix ramp(Eigen::Index columns) {
    return RowMatrix::NullaryExpr(
        2, columns, [](Eigen::Index i, Eigen::Index j) { return std::sin(float(3 * i + 2 * j)); });
}

void expectSame(const RowMatrix& found, const RowMatrix& expected) {
    ASSERT_EQ(found.cols(), expected.cols());
    EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-5f * expected.cwiseAbs().maxCoeff());
}

TEST(OnnxGraphs, RandomOnesRoundTrip) {
    Rng rng(11);
    for (int i = 0; i < 60; ++i) {
        PlainNetwork network = randomBranchedNetwork(rng);
        for (const int units : network.architecture())
            network.keptUnits.emplace_back(static_cast<std::size_t>(units), i);
        const OnnxModel back = fromOnnx(toOnnx(network, {}), "net.onnx");
        EXPECT_EQ(back.network.keptUnits, network.keptUnits);
        EXPECT_EQ(back.network.architecture(), network.architecture());
        const RowMatrix samples = randomSamples(9, network.graph.input, rng);
        expectSame(predict(back.network, samples), predict(network, samples));
    }
}

TEST(OnnxGraphs, NodesMayStandInAnyOrder) {
    Rng rng(12);
    for (int i = 0; i < 10; ++i) {
        const PlainNetwork network = randomBranchedNetwork(rng);
        onnx::ModelProto model;
        ASSERT_TRUE(model.ParseFromString(toOnnx(network, {})));
        auto& nodes = *model.mutable_graph()->mutable_node();
        for (int at = nodes.size() - 1; at > 0; --at)
            nodes.SwapElements(at, static_cast<int>(rng.below(static_cast<std::uint64_t>(at + 1))));
        const RowMatrix samples = randomSamples(5, network.graph.input, rng);
        expectSame(predict(fromOnnx(model.SerializeAsString(), "net.onnx").network, samples),
                   predict(network, samples));
    }
}

/// A dense layer of weights that a test makes by nodes; `plain` has the same ones as they are.
TEST(OnnxGraphs, NodesComputeConstants) {
    Chain plain({6}), computed({6});
    plain.weights("w", {6, 4}).node("MatMul", {"w"});
    computed.weights("w", {6, 4}).weights("half", {}).integers("rows", {2, -1}).integers("back", {0, 0});
    computed.integers("six", {6, 4});
    computed.beside("Reshape", {"w", "rows"}, "w2").beside("Reshape", {"w2", "six"}, "w3");
    computed.beside("Transpose", {"w3"}, "w4").beside("Mul", {"w4", "half"}, "w5");
    computed.beside("Div", {"w5", "half"}, "w6").beside("Identity", {"w6"}, "w7");
    computed.beside("Cast", {"w7"}, "w8").with("to", std::int64_t{onnx::TensorProto::FLOAT16});
    computed.node("Gemm", {"w8"}).with("transB", 1);
    expectSame(computed.predictions(ramp(6)), plain.predictions(ramp(6)));

    Chain wrong({6});
    wrong.weights("w", {6, 4}).integers("five", {5, -1}).beside("Reshape", {"w", "five"}, "v");
    EXPECT_THAT(wrong.node("MatMul", {"v"}).error(),
                HasSubstr("node #1 (Reshape) cannot be computed of these constants"));
}

TEST(OnnxGraphs, ShapesThatNodesCompute) {
    Chain net({2, 3, 2});
    net.weights("w", {12, 3}).integers("first", {0}).integers("rest", {-1});
    net.beside("Shape", {"x0"}, "shape").beside("Gather", {"shape", "first"}, "batch").with("axis", 0);
    net.beside("Concat", {"batch", "rest"}, "sizes").with("axis", 0);
    net.node("Reshape", {"sizes"}).node("MatMul", {"w"});
    Chain plain({2, 3, 2});
    plain.weights("w", {12, 3}).node("Flatten").node("MatMul", {"w"});
    expectSame(net.predictions(ramp(12)), plain.predictions(ramp(12)));

    Chain zero({2, 3, 2});
    zero.weights("w", {12, 3}).integers("sizes", {1, 12}).node("Reshape", {"sizes"}).with("allowzero", 1);
    EXPECT_EQ(zero.node("MatMul", {"w"}).error(), "no error");
    Chain none({2, 3, 2});
    none.integers("sizes", {0, -1}).node("Reshape", {"sizes"}).node("Relu");
    EXPECT_EQ(none.error(), "no error") << "0 stands for the number of samples";
}

TEST(OnnxGraphs, WeightsMayBeHalvesAndDoubles) {
    const auto with = [](int type, const std::string& bytes) {
        Chain net({2});
        net.weights("w", {2, 2}).node("MatMul", {"w"});
        net.tensor("w").clear_float_data();
        net.tensor("w").set_data_type(type);
        net.tensor("w").set_raw_data(bytes);
        return net;
    };
    const auto bytesOf = [](auto... values) {
        const auto list = {values...};
        return std::string(reinterpret_cast<const char*>(list.begin()), list.size() * sizeof(*list.begin()));
    };
    RowMatrix expected(2, 2);
    expected << 1.5f, -0.25f, 6.1035156e-05f, 2;
    using onnx::TensorProto;
    const std::uint16_t halves[] = {0x3e00, 0xb400, 0x0400, 0x4000};
    const std::uint16_t bfloats[] = {0x3fc0, 0xbe80, 0x3880, 0x4000};
    Chain half = with(TensorProto::FLOAT16, bytesOf(halves[0], halves[1], halves[2], halves[3]));
    Chain bfloat = with(TensorProto::BFLOAT16, bytesOf(bfloats[0], bfloats[1], bfloats[2], bfloats[3]));
    Chain real = with(TensorProto::DOUBLE, bytesOf(1.5, -0.25, 6.103515625e-05, 2.0));
    for (Chain* net : {&half, &bfloat, &real})
        EXPECT_EQ(net->read().network.weights[0].weight, expected.transpose());
    EXPECT_THAT(with(TensorProto::COMPLEX64, bytesOf(1.0, 1.0, 1.0, 1.0)).error(),
                HasSubstr("of type COMPLEX64, expected numbers"));
    EXPECT_THAT(with(TensorProto::FLOAT16, bytesOf(halves[0], halves[1], halves[2])).error(),
                HasSubstr("of shape [2x2], but 3 values are stored"));
}

TEST(OnnxGraphs, NormalisationBecomesPartOfTheFirstWeights) {
    Chain net({1, 3, 2});
    net.weights("mean", {}).weights("deviation", {1, 1, 1}).weights("w", {6, 3});
    net.node("Sub", {"mean"}).node("Div", {"deviation"}).node("Flatten").node("MatMul", {"w"});
    const PlainNetwork network = net.read().network;
    EXPECT_EQ(network.weights.size(), 1u);
    Chain plain({1, 3, 2});
    plain.weights("mean", {}).weights("deviation", {1, 1, 1}).weights("w", {6, 3});
    plain.node("Flatten").node("MatMul", {"w"});
    RowMatrix samples = ramp(6);
    const RowMatrix found = predict(network, samples);
    samples.array() -= net.value("mean", 0);
    samples /= net.value("deviation", 0);
    expectSame(found, plain.predictions(samples));
}

TEST(OnnxGraphs, AShiftStaysWhereZerosOfAPaddingAreNotShifted) {
    const auto net = [](const char* op) {
        Chain chain({2, 4, 4});
        chain.weights("v", {2, 1, 1}).weights("k", {3, 2, 3, 3}).weights("w", {48, 2});
        chain.node(op, {"v"}).node("Conv", {"k"}).with("pads", Sizes{1, 1, 1, 1});
        chain.node("Flatten").node("MatMul", {"w"});
        return chain;
    };
    const auto first = [](Chain chain) { return chain.read().network.graph.nodes[0].operation; };
    EXPECT_EQ(first(net("Add")), graph::Operation(graph::Affine{}));
    EXPECT_EQ(first(net("Mul")), graph::Operation(graph::Conv{3, 3, 1, 1})) << "0 stays 0";
}

TEST(OnnxGraphs, ScalesPassPoolings) {
    const auto net = [](const char* pool, bool negative) {
        Chain chain({2, 4, 4});
        chain.weights("v", {2, 1, 1}).weights("s", {2, 1, 1}).weights("w", {8, 2});
        if (negative) chain.tensor("v").set_float_data(1, -1);
        chain.node("Relu").node("Mul", {"v"}).node("Add", {"s"}).node(pool).with("kernel_shape", Sizes{2, 2});
        chain.with("strides", Sizes{2, 2}).node("Flatten").node("MatMul", {"w"});
        return chain;
    };
    EXPECT_EQ(net("MaxPool", false).read().network.weights.size(), 3u);
    EXPECT_EQ(net("AveragePool", true).read().network.weights.size(), 3u);
    EXPECT_EQ(net("MaxPool", true).read().network.weights.size(), 4u) << "the largest becomes the smallest";
}

TEST(OnnxGraphs, BroadcastsAreTakenLiterally) {
    const auto net = [](const Sizes& shape) {
        Chain chain({1, 5, 5});
        chain.weights("k", {3, 1, 3, 3}).weights("v", shape).weights("w", {27, 2});
        chain.node("Conv", {"k"}).node("Add", {"v"}).node("Flatten").node("MatMul", {"w"});
        return chain;
    };
    for (const Sizes& shape : {Sizes{}, Sizes{1}, Sizes{3, 1, 1}, Sizes{1, 3, 1, 1}})
        EXPECT_EQ(net(shape).read().network.weights.size(), 2u) << describeShape(shape);
    for (const Sizes& shape :
         {Sizes{2}, Sizes{2, 1}, Sizes{1, 2, 3}, Sizes{1, 1, 3, 1, 1}, Sizes{2, 3, 1, 1}})
        EXPECT_THAT(net(shape).error(), HasSubstr("node #2 (Add) takes a constant of shape " +
                                                  describeShape(shape) + ", which is no single number"));
}

/// A constant that is added to maps place by place does what a convolution of an input that has them as one
/// more channel does.
TEST(OnnxGraphs, PlacesOfMapsMayHaveNumbersOfTheirOwn) {
    const auto net = [](const char* op, const Sizes& shape) {
        Chain chain({2, 3, 3});
        chain.weights("k", {2, 2, 1, 1}).weights("v", shape).weights("w", {18, 2});
        chain.tensor("k").clear_float_data();
        for (const float identity : {1.0f, 0.0f, 0.0f, 1.0f}) chain.tensor("k").add_float_data(identity);
        if (*op) chain.node("Conv", {"k"}).node(op, {"v"});
        chain.node("Relu").node("Flatten").node("MatMul", {"w"});
        return chain;
    };
    for (const Sizes& shape : {Sizes{3}, Sizes{3, 1}, Sizes{1, 3, 3}, Sizes{2, 1, 3}, Sizes{1, 2, 3, 3}}) {
        SCOPED_TRACE(describeShape(shape));
        Chain chain = net("Add", shape);
        const Sizes full = Sizes(4 - shape.size(), 1);
        Sizes sizes(full);
        sizes.insert(sizes.end(), shape.begin(), shape.end());
        const RowMatrix input = ramp(18);
        RowMatrix sum = input, product = input;
        for (int c = 0; c < 2; ++c)
            for (int y = 0; y < 3; ++y)
                for (int x = 0; x < 3; ++x) {
                    const std::int64_t at =
                        ((sizes[1] > 1 ? c : 0) * sizes[2] + (sizes[2] > 1 ? y : 0)) * sizes[3] +
                        (sizes[3] > 1 ? x : 0);
                    sum.col((c * 3 + y) * 3 + x).array() += chain.value("v", static_cast<int>(at));
                    product.col((c * 3 + y) * 3 + x) *= chain.value("v", static_cast<int>(at));
                }
        expectSame(chain.predictions(input), net("", shape).predictions(sum));
        expectSame(net("Mul", shape).predictions(input), net("", shape).predictions(product));
    }
    Chain pooled({1, 4, 4});
    pooled.weights("v", {4}).node("Add", {"v"}).node("MaxPool").with("kernel_shape", Sizes{2, 2});
    EXPECT_THAT(pooled.error(),
                HasSubstr("node #2 (MaxPool) takes maps whose places have a constant of their own"));
    Chain twice({1, 2, 2});
    twice.weights("v", {2}).node("Add", {"v"}).beside("Relu", {"x0"}, "r").node("Add", {"r"});
    EXPECT_THAT(twice.error(), HasSubstr("node #3 (Add) takes maps whose places"));
}

TEST(OnnxGraphs, AlphaAndBetaOfAGemmScaleItsNumbers) {
    Chain net({3});
    net.weights("w", {3, 2}).weights("b", {2}).node("Gemm", {"w", "b"});
    const RowMatrix without = net.predictions(RowMatrix::Zero(1, 3)),
                    all = net.predictions(ramp(3).topRows(1));
    net.withReal("alpha", 3).withReal("beta", -2);
    expectSame(net.predictions(ramp(3).topRows(1)), 3 * (all - without) - 2 * without);
}

TEST(OnnxGraphs, WhatEndsTheNetworkIsLeftOut) {
    const auto net = [] {
        Chain chain({4});
        chain.weights("w", {4, 3}).node("MatMul", {"w"});
        return chain;
    };
    const RowMatrix logits = net().predictions(ramp(4));
    Chain sigmoid = net();
    sigmoid.node("Sigmoid");
    EXPECT_EQ(sigmoid.predictions(ramp(4)), logits);
    EXPECT_THAT(sigmoid.read().notes, ElementsAre(tristate::Message(say::kSigmoidLeftOut, "Sigmoid")));
    Chain classes = net();
    classes.node("Softmax").node("ArgMax").with("axis", 1).node("Cast").with("to", 7);
    EXPECT_EQ(classes.predictions(ramp(4)), logits);
    Chain both = net();
    both.node("Softmax");
    both.graph().add_output()->set_name("x2");
    both.graph().add_output()->set_name("x1");
    EXPECT_EQ(both.keepOutputs().predictions(ramp(4)), logits);
    EXPECT_THAT(both.read().notes, ElementsAre(tristate::Message(say::kSoftmaxLeftOut, "Softmax")));
    Chain hidden({4});
    hidden.weights("w", {4, 3}).weights("v", {3, 2}).node("MatMul", {"w"}).node("Relu").node("MatMul", {"v"});
    hidden.graph().add_output()->set_name("x3");
    hidden.graph().add_output()->set_name("x2");
    EXPECT_THAT(hidden.keepOutputs().read().notes, ElementsAre(tristate::Message(say::kOutputLeftOut, "x2")));
}

TEST(OnnxGraphs, NodesThatNoOutputNeedsAreNotRead) {
    Chain net({4});
    net.weights("w", {4, 3}).node("MatMul", {"w"}).beside("Erf", {"x1"}, "elsewhere");
    EXPECT_EQ(net.read().network.weights.size(), 1u);
}

/// Zeros around maps: as the padding of what comes behind, or a node.
TEST(OnnxGraphs, PadsBecomePaddings) {
    const auto net = [](const Sizes& pads, const char* op) {
        Chain chain({2, 6, 5});
        chain.weights("k", {3, 2, 3, 3}).integers("p", pads).node("Pad", {"p"});
        return op == std::string("Conv") ? chain.node("Conv", {"k"}) : chain.node(op);
    };
    const auto finished = [](Chain chain) {
        return chain.node("GlobalAveragePool").node("Flatten").read().network;
    };
    const Sizes around{0, 0, 1, 1, 0, 0, 1, 1}, none(8, 0), unequal{0, 0, 0, 2, 0, 0, 1, 1};
    EXPECT_EQ(finished(net(around, "Conv")).operation(0), graph::Operation(graph::Conv{3, 3, 1, 1}));
    EXPECT_EQ(finished(net(none, "Conv")).operation(0), graph::Operation(graph::Conv{3, 3, 1, 0}));
    Chain pool = net(around, "AveragePool");
    pool.with("kernel_shape", Sizes{2, 2});
    EXPECT_EQ(finished(pool).operation(0), graph::Operation(graph::Pool{2, 1, graph::PoolKind::Average, 1}));
    Chain other({1, 2, 2});
    other.integers("p", {0, 0, 2, 1, 0, 0, 0, 1}).node("Pad", {"p"}).node("Relu").node("MaxPool");
    other.with("kernel_shape", Sizes{1, 1}).node("Flatten");
    RowMatrix sample(1, 4), expected(1, 16);
    sample << 1, 2, 3, 4;
    expected << 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0;
    EXPECT_EQ(other.predictions(sample), expected);
    EXPECT_THAT(net(unequal, "Relu").error(), HasSubstr("(Relu) pads more rows than columns"));
    Chain channels({2, 6, 5});
    channels.integers("p", {0, 1, 0, 0, 0, 0, 0, 0}).node("Pad", {"p"});
    EXPECT_THAT(channels.error(), HasSubstr("expected zeros around feature maps"));
}

TEST(OnnxGraphs, MeansOfMapsAndVectorsOfThem) {
    const auto net = [](const std::function<void(Chain&)>& reduce) {
        Chain chain({2, 3, 4});
        chain.weights("w", {2, 3});
        reduce(chain);
        return chain.node("MatMul", {"w"});
    };
    const RowMatrix expected =
        net([](Chain& c) { c.node("GlobalAveragePool").node("Flatten"); }).predictions(ramp(24));
    expectSame(net([](Chain& c) {
                   c.node("ReduceMean").with("axes", Sizes{2, 3}).with("keepdims", 0);
               }).predictions(ramp(24)),
               expected);
    expectSame(net([](Chain& c) {
                   c.integers("a", {-1, -2}).node("ReduceMean", {"a"}).integers("s", {2, 3});
                   c.node("Squeeze", {"s"});
               }).predictions(ramp(24)),
               expected);
    EXPECT_THAT(net([](Chain& c) { c.node("ReduceMean").with("axes", Sizes{1}); }).error(),
                HasSubstr("takes the mean of others than whole feature maps"));
}

TEST(OnnxGraphs, BranchesMeet) {
    Chain net({1, 3, 3});
    net.weights("k", {2, 1, 2, 2}).node("Conv", {"k"});
    net.beside("Clip", {"x1", "zero", "six"}, "capped").weights("zero", {}).weights("six", {});
    net.tensor("zero").set_float_data(0, 0);
    net.beside("Neg", {"x1"}, "negative").beside("Sub", {"capped", "negative"}, "sum");
    net.beside("Concat", {"sum", "x1", "capped"}, "all").with("axis", 1);
    net.node("Flatten");
    net.last().set_input(0, "all");
    const RowMatrix found = net.predictions(ramp(9));
    Chain plain({1, 3, 3});
    plain.weights("k", {2, 1, 2, 2}).node("Conv", {"k"}).node("Flatten");
    const RowMatrix x = plain.predictions(ramp(9));
    const RowMatrix capped = x.cwiseMax(0.0f).cwiseMin(net.value("six", 0));
    RowMatrix expected(2, 24);
    expected << capped + x, x, capped;
    expectSame(found, expected);

    Chain uneven({1, 3, 3});
    uneven.beside("MaxPool", {"x0"}, "small").with("kernel_shape", Sizes{2, 2}).node("Add", {"small"});
    EXPECT_THAT(uneven.error(), HasSubstr("node #2 (Add) adds values of"));
    Chain product({3});
    product.beside("Relu", {"x0"}, "r").node("Mul", {"r"});
    EXPECT_THAT(product.error(), HasSubstr("node #2 (Mul) multiplies or divides by values of the network"));
}

} // namespace
