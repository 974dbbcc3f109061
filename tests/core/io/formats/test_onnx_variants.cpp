#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/messages/exports.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/formats/onnx_chain.h"
#include "tests/core/nn/random_plain_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

RowMatrix waves(Eigen::Index columns) {
    return RowMatrix::NullaryExpr(2, columns,
                                  [](Eigen::Index i, Eigen::Index j) { return std::sin(float(3 * i + j)); });
}

/// A 1x5x4 input, a convolution, and a dense layer of 3 behind `features` values.
Chain convChain(const Sizes& kernel, std::int64_t features) {
    Chain chain({1, 5, 4});
    chain.weights("w", {2, 1, kernel[0], kernel[1]}).weights("d", {features, 3});
    chain.node("Conv", {"w"});
    return chain;
}

Chain& finish(Chain& chain) {
    return chain.node("Flatten").node("MatMul", {"d"});
}

void keepFirst(PlainNetwork& network) {
    network.graph.nodes.resize(1);
    network.weights.resize(1);
}

/// What the convolution of convChain yields by its definition, with `before` values of padding.
float convolved(const Chain& chain, const Sizes& kernel, const RowMatrix& samples, int map,
                std::array<int, 2> at, std::array<int, 2> before, int stride) {
    double sum = 0;
    for (int ky = 0; ky < kernel[0]; ++ky)
        for (int kx = 0; kx < kernel[1]; ++kx) {
            const int y = at[0] * stride + ky - before[0], x = at[1] * stride + kx - before[1];
            if (y < 0 || y >= 5 || x < 0 || x >= 4) continue;
            const auto weight = static_cast<int>((map * kernel[0] + ky) * kernel[1] + kx);
            sum += double(chain.value("w", weight)) * samples(0, y * 4 + x);
        }
    return static_cast<float>(sum);
}

/// Requires that the first layer of the network read is this convolution, in all its values.
void expectConvolution(Chain& chain, const Sizes& kernel, std::array<int, 2> before, int stride, int height,
                       int width) {
    PlainNetwork network = finish(chain).read().network;
    keepFirst(network);
    ASSERT_EQ(network.shapes()[0], (Shape{2, height, width}));
    const RowMatrix samples = waves(20), found = predict(network, samples);
    for (int map = 0; map < 2; ++map)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                EXPECT_NEAR(found(0, (map * height + y) * width + x),
                            convolved(chain, kernel, samples, map, {y, x}, before, stride), 1e-5);
}

TEST(OnnxVariants, PaddingThatDiffersBetweenSidesIsPaddingOfAWiderKernel) {
    Chain behind = convChain({3, 3}, 2 * 3 * 2);
    behind.with("pads", Sizes{1, 0, 1, 0});
    EXPECT_THAT(finish(behind).error(), HasSubstr("expected one that zeros around it make square"));

    Chain unequal = convChain({3, 3}, 2 * 2 * 2);
    unequal.with("pads", Sizes{0, 0, 1, 1}).with("strides", Sizes{2, 2});
    expectConvolution(unequal, {3, 3}, {0, 0}, 2, 2, 2);

    Chain wide = convChain({1, 3}, 2 * 5 * 4);
    wide.with("pads", Sizes{0, 1, 0, 1});
    expectConvolution(wide, {1, 3}, {0, 1}, 1, 5, 4);
}

TEST(OnnxVariants, AutomaticPaddingKeepsTheSize) {
    Chain upper = convChain({2, 2}, 2 * 5 * 4);
    expectConvolution(upper.with("auto_pad", "SAME_UPPER"), {2, 2}, {0, 0}, 1, 5, 4);
    Chain lower = convChain({2, 2}, 2 * 5 * 4);
    expectConvolution(lower.with("auto_pad", "SAME_LOWER"), {2, 2}, {1, 1}, 1, 5, 4);
    Chain valid = convChain({2, 2}, 2 * 4 * 3);
    expectConvolution(valid.with("auto_pad", "VALID"), {2, 2}, {0, 0}, 1, 4, 3);
    Chain unknown = convChain({2, 2}, 2 * 4 * 3);
    EXPECT_THAT(unknown.with("auto_pad", "MOST").error(), HasSubstr("has auto_pad MOST, expected NOTSET"));
}

TEST(OnnxVariants, AKernelThatZerosWouldBlowUpIsRefused) {
    Chain chain({1, 1, 2000});
    chain.weights("w", {1, 1, 1, 1001}).node("Conv", {"w"}).with("pads", Sizes{0, 500, 0, 500});
    EXPECT_THAT(chain.error(), HasSubstr("node #1 (Conv) has a kernel of 1x1001 with padding of 0x500"));
}

TEST(OnnxVariants, BatchNormalizationBecomesPartOfTheWeights) {
    Chain plain = convChain({2, 2}, 2 * 4 * 3), normed = convChain({2, 2}, 2 * 4 * 3);
    for (const char* name : {"gamma", "beta", "mean", "variance"}) normed.weights(name, {2});
    normed.node("BatchNormalization", {"gamma", "beta", "mean", "variance"});
    const OnnxModel model = finish(normed).read();
    EXPECT_THAT(model.notes, ElementsAre(tristate::Message(say::kBecamePartOfWeights, "BatchNormalization")));
    EXPECT_EQ(model.network.weights.size(), 2u);

    PlainNetwork before = finish(plain).read().network, after = model.network;
    keepFirst(before);
    keepFirst(after);
    const RowMatrix samples = waves(20), x = predict(before, samples), y = predict(after, samples);
    for (int i = 0; i < x.cols(); ++i) {
        const int map = i / 12;
        const double scale = normed.value("gamma", map) / std::sqrt(normed.value("variance", map) + 1e-5);
        EXPECT_NEAR(y(0, i), scale * (x(0, i) - normed.value("mean", map)) + normed.value("beta", map), 1e-5);
    }
}

TEST(OnnxVariants, LeakyReluHasTheSlopeThatTheNodeTells) {
    const auto chain = [](std::optional<float> alpha) {
        Chain net({3});
        net.node("LeakyRelu");
        if (alpha) net.withReal("alpha", *alpha);
        net.weights("w", {3, 2}).node("MatMul", {"w"});
        return net;
    };
    const auto slope = [&](std::optional<float> alpha) {
        return std::get<graph::Relu>(chain(alpha).read().network.operation(0)).slope;
    };
    EXPECT_EQ(slope(0.25f), 0.25f);
    EXPECT_EQ(slope(0.0f), 0.0f);
    EXPECT_EQ(slope(std::nullopt), 0.01f) << "what the standard says";
    for (const float alpha : {-0.1f, 1.5f, std::nanf("")})
        EXPECT_THAT(chain(alpha).error(), HasSubstr("node #1 (LeakyRelu) has alpha"));
}

TEST(OnnxVariants, BatchNormalizationElsewhereScalesWhatTakesIt) {
    Chain plain = convChain({2, 2}, 2 * 4 * 3), normed = convChain({2, 2}, 2 * 4 * 3);
    for (const char* name : {"gamma", "beta", "mean", "variance"}) normed.weights(name, {2});
    plain.node("Relu");
    normed.node("Relu").node("BatchNormalization", {"gamma", "beta", "mean", "variance"});
    const PlainNetwork network = finish(normed).read().network;
    EXPECT_EQ(network.weights.size(), 3u) << "the dense layer has taken it in";
    const RowMatrix samples = waves(20), found = predict(network, samples);
    PlainNetwork maps = finish(plain).read().network;
    maps.graph.nodes.pop_back();
    maps.weights.pop_back();
    const RowMatrix x = predict(maps, samples);
    double sum = 0;
    for (int i = 0; i < x.cols(); ++i) {
        const int map = i / 12;
        const double scale = normed.value("gamma", map) / std::sqrt(normed.value("variance", map) + 1e-5);
        sum += (scale * (x(0, i) - normed.value("mean", map)) + normed.value("beta", map)) *
               double(normed.value("d", 3 * i + 1));
    }
    EXPECT_NEAR(found(0, 1), sum, 1e-4);
    Chain negative = convChain({2, 2}, 2 * 4 * 3);
    for (const char* name : {"gamma", "beta", "mean", "variance"}) negative.weights(name, {2});
    negative.graph().mutable_initializer(5)->set_float_data(1, -1);
    negative.node("BatchNormalization", {"gamma", "beta", "mean", "variance"});
    EXPECT_THAT(finish(negative).error(), HasSubstr("variance plus epsilon that is not positive"));
}

TEST(OnnxVariants, VectorsMayBeSharedUpToWhatTheFileHolds) {
    // PyTorch stores equal vectors once and gives them other names by Identity nodes.
    Chain shared({4});
    shared.weights("w", {4, 4}).weights("b", {4});
    auto& alias = *shared.graph().add_node();
    alias.set_op_type("Identity");
    alias.add_input("b");
    alias.add_output("c");
    shared.node("MatMul", {"w"}).node("Add", {"b"}).node("Add", {"c"});
    const RowMatrix samples = waves(4), found = shared.predictions(samples);
    PlainNetwork network = shared.read().network;
    network.weights[0].bias.setZero();
    EXPECT_NEAR(found(0, 1) - predict(network, samples)(0, 1), 2 * shared.value("b", 1), 1e-5);

    Chain tied({300});
    tied.weights("w", {300, 300}).node("MatMul", {"w"}).node("MatMul", {"w"});
    EXPECT_EQ(tied.error(), "no error");
    for (int i = 0; i < 20; ++i) tied.node("MatMul", {"w"});
    EXPECT_THAT(tied.error(),
                HasSubstr("(MatMul) brings the values that nodes share to more than the file holds"));
}

TEST(OnnxVariants, MatMulAddAndTheOrderOfItsInputs) {
    Chain chain({3});
    chain.weights("w", {3, 2}).weights("b", {1, 2}).node("MatMul", {"w"}).node("Add", {"b"});
    chain.last().mutable_input()->SwapElements(0, 1);
    const RowMatrix samples = waves(3), found = chain.predictions(samples);
    for (int unit = 0; unit < 2; ++unit) {
        double sum = chain.value("b", unit);
        for (int i = 0; i < 3; ++i) sum += double(chain.value("w", 2 * i + unit)) * samples(1, i);
        EXPECT_NEAR(found(1, unit), sum, 1e-5);
    }
    chain.node("MatMul", {"x1"});
    EXPECT_THAT(chain.error(), HasSubstr("(MatMul) takes 'x1' as weights, which is no constant of the file"));
}

TEST(OnnxVariants, ChannelsLastBecomesChannelsFirst) {
    // Behind the transposition a dense layer takes its inputs in (y, x, channel) order.
    Chain last({4, 3, 2});
    last.weights("d", {24, 3}).node("Transpose").with("perm", Sizes{0, 3, 1, 2}).node("Relu");
    last.node("Transpose").with("perm", Sizes{0, 2, 3, 1});
    last.integers("shape", {-1, 24}).node("Reshape", {"shape"}).node("MatMul", {"d"});
    const OnnxModel model = last.read();
    EXPECT_EQ(model.network.graph.input, (Shape{2, 4, 3}));
    const RowMatrix samples = waves(24).cwiseAbs(), found = predict(model.network, samples);
    double sum = 0;
    for (int channel = 0; channel < 2; ++channel)
        for (int position = 0; position < 12; ++position)
            sum += double(last.value("d", 3 * (2 * position + channel) + 1)) *
                   samples(0, 12 * channel + position);
    EXPECT_NEAR(found(0, 1), sum, 1e-5);

    Chain odd({4, 3, 2});
    odd.weights("d", {24, 3}).node("Transpose").with("perm", Sizes{0, 2, 1, 3});
    EXPECT_THAT(finish(odd).error(), HasSubstr("has perm [0x2x1x3], expected one between channels first"));
}

TEST(OnnxVariants, ReshapesOfTheInputAndToAVector) {
    Chain maps({20});
    maps.integers("maps", {-1, 1, 5, 4}).weights("w", {2, 1, 2, 2}).weights("d", {24, 3});
    maps.node("Reshape", {"maps"}).node("Conv", {"w"});
    EXPECT_EQ(finish(maps).read().network.graph.input, (Shape{1, 5, 4}));

    for (const Sizes& sizes : {Sizes{-1, 24}, Sizes{1, 24}, Sizes{1, -1}}) {
        Chain vector = convChain({2, 2}, 24);
        vector.integers("v", sizes).node("Reshape", {"v"}).node("MatMul", {"d"});
        EXPECT_EQ(vector.read().network.architecture(), (std::vector<int>{2, 3}));
    }
    for (const Sizes& sizes : {Sizes{-1, 23}, Sizes{-1, -1}, Sizes{24}, Sizes{-1, 2, 3, 4}, Sizes{1, 0},
                               Sizes{1, -24}, Sizes{1, 1LL << 62}, Sizes{-1, 2, 0, 6}}) {
        Chain wrong = convChain({2, 2}, 24);
        wrong.integers("v", sizes).node("Reshape", {"v"}).node("MatMul", {"d"});
        EXPECT_THAT(wrong.error(), HasSubstr("node #2 (Reshape) reshapes 2x4x3 values to ["));
    }
    Chain rows({5, 4});
    rows.weights("d", {20, 3});
    EXPECT_EQ(finish(rows).read().network.graph.input, (Shape{1, 5, 4}));
}

TEST(OnnxVariants, WhatDoesNothingAfterTrainingIsLeftOut) {
    Chain chain({4});
    chain.weights("w", {4, 3}).node("Identity").node("Dropout").node("MatMul", {"w"}).node("Softmax");
    chain.with("axis", -1);
    const OnnxModel model = chain.read();
    EXPECT_EQ(model.network.weights.size(), 1u);
    EXPECT_THAT(model.notes, ElementsAre(tristate::Message(say::kDropoutLeftOut, "Dropout"),
                                         tristate::Message(say::kSoftmaxLeftOut, "Softmax")));
    EXPECT_THAT(chain.node("Relu").error(), HasSubstr("node #5 (Relu) stands behind the softmax"));

    Chain training({4});
    training.weights("w", {4, 3}).weights("t", {}).node("Dropout", {"t", "t"}).node("MatMul", {"w"});
    EXPECT_THAT(training.error(), HasSubstr("(Dropout) has a training mode"));
}

TEST(OnnxVariants, GlobalAndCutPoolings) {
    Chain global({2, 3, 3});
    global.weights("d", {2, 3}).node("GlobalAveragePool");
    const OnnxModel model = finish(global).read();
    const RowMatrix samples = waves(18);
    const float mean[] = {samples.row(0).head(9).mean(), samples.row(0).tail(9).mean()};
    EXPECT_NEAR(predict(model.network, samples)(0, 0),
                global.value("d", 0) * mean[0] + global.value("d", 3) * mean[1], 1e-5);

    Chain oblong({2, 3, 4});
    oblong.weights("d", {2, 3}).node("GlobalAveragePool");
    EXPECT_EQ(finish(oblong).error(), "no error");
    Chain even({1, 4, 4});
    even.weights("d", {4, 3}).node("MaxPool").with("kernel_shape", Sizes{2, 2}).with("strides", Sizes{2, 2});
    even.with("ceil_mode", 1);
    EXPECT_EQ(finish(even).error(), "no error");
    Chain cut({1, 5, 5});
    cut.weights("d", {9, 3}).node("MaxPool").with("kernel_shape", Sizes{2, 2}).with("strides", Sizes{2, 2});
    cut.with("ceil_mode", 1);
    EXPECT_EQ(finish(cut).read().network.shapes()[0], (Shape{1, 3, 3}));
    Chain padded({1, 5, 5});
    padded.weights("d", {25, 3}).node("MaxPool").with("kernel_shape", Sizes{3, 3});
    padded.with("pads", Sizes{1, 1, 1, 1});
    EXPECT_EQ(finish(padded).read().network.graph.nodes[0].operation,
              graph::Operation(graph::Pool{3, 1, graph::PoolKind::Max, 1}));
    Chain behind({1, 6, 6});
    behind.weights("d", {9, 3})
        .node("MaxPool")
        .with("kernel_shape", Sizes{3, 3})
        .with("strides", Sizes{2, 2});
    behind.with("pads", Sizes{0, 0, 1, 1});
    EXPECT_EQ(finish(behind).read().network.graph.nodes[0].operation,
              graph::Operation(graph::Pool{3, 2, graph::PoolKind::Max, 0, true}));
}

TEST(OnnxVariants, AnAverageWithoutItsPaddingIsOfWhatLiesInside) {
    Chain chain({1, 2, 2});
    chain.weights("d", {4, 3}).node("AveragePool").with("kernel_shape", Sizes{3, 3});
    chain.with("pads", Sizes{1, 1, 1, 1}); // count_include_pad is 0 unless the file says otherwise
    const OnnxModel model = finish(chain).read();
    const RowMatrix samples = waves(4);
    float weights = 0; // every window sees all four
    for (int i = 0; i < 4; ++i) weights += chain.value("d", 3 * i);
    EXPECT_NEAR(predict(model.network, samples)(0, 0), samples.row(0).mean() * weights, 1e-5);
}

TEST(OnnxVariants, ConstantNodesAreConstants) {
    Chain chain({4});
    chain.weights("w", {4, 3});
    auto& constant = *chain.graph().add_node();
    constant.set_op_type("Constant");
    constant.add_output("k");
    auto& attribute = *constant.add_attribute();
    attribute.set_name("value");
    attribute.set_type(onnx::AttributeProto::TENSOR);
    *attribute.mutable_t() = chain.graph().initializer(0);
    chain.node("MatMul", {"k"});
    EXPECT_EQ(chain.read().network.architecture(), std::vector<int>{3});
    chain.graph().mutable_node(0)->clear_attribute();
    EXPECT_THAT(chain.error(), HasSubstr("node #1 (Constant) has no tensor 'value'"));
}

TEST(OnnxVariants, AGraphOfManyNodesIsRefused) {
    Chain chain({4});
    for (int i = 0; i < 5000; ++i) chain.node("Relu");
    EXPECT_EQ(chain.error(), "net.onnx: the graph has 5000 nodes, expected at most 4096");
}

} // namespace
