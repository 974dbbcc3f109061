#include "core/base/error.h"
#include "core/nn/network_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

using namespace tristate;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

std::string messageOf(const std::string& text) {
    try {
        parseNetworkSpec(text);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(NetworkSpec, ReadsDenseNets) {
    const NetworkSpec spec = parseNetworkSpec("784-300-100-10");
    EXPECT_EQ(spec.input, (Shape{784, 1, 1}));
    EXPECT_EQ(spec.layers, (std::vector<LayerSpec>{DenseSpec{300}, DenseSpec{100}, DenseSpec{10}}));
    EXPECT_EQ(classes(spec), 10);
}

TEST(NetworkSpec, ReadsConvolutionalNets) {
    const NetworkSpec spec = parseNetworkSpec("3x32x30:20c5s2+1-p2-50c3-p3s2-500-10");
    EXPECT_EQ(spec.input, (Shape{3, 32, 30}));
    EXPECT_EQ(spec.layers,
              (std::vector<LayerSpec>{ConvSpec{.maps = 20, .kernel = 5, .stride = 2, .padding = 1},
                                      PoolSpec{.size = 2, .stride = 2}, ConvSpec{.maps = 50, .kernel = 3},
                                      PoolSpec{.size = 3, .stride = 2}, DenseSpec{500}, DenseSpec{10}}));
}

TEST(NetworkSpec, ReadsWhatIsOptional) {
    const NetworkSpec spec = parseNetworkSpec("3x8x8:4c3+1b-a2-d25-g-9b-2");
    EXPECT_EQ(spec.layers, (std::vector<LayerSpec>{
                               ConvSpec{.maps = 4, .kernel = 3, .padding = 1, .batchNorm = true},
                               PoolSpec{.size = 2, .stride = 2, .kind = PoolKind::Average}, DropoutSpec{25},
                               FeatureGatesSpec{}, DenseSpec{.units = 9, .batchNorm = true}, DenseSpec{2}}));
}

TEST(NetworkSpec, PutsTheReluBehindTheWeightsOrTheirMaxPooling) {
    const auto placesOf = [](const char* text) {
        const NetworkSpec spec = parseNetworkSpec(text);
        std::vector<int> places;
        for (std::size_t i = 0; i < spec.layers.size(); ++i)
            if (reluFollows(spec, i)) places.push_back(static_cast<int>(i));
        return places;
    };
    using testing::ElementsAre;
    EXPECT_THAT(placesOf("1x28x28:20c5-p2-50c5-p2-500-10"), ElementsAre(1, 3, 4));
    EXPECT_THAT(placesOf("1x28x28:20c5-a2-50c5-p2-p2-d50-500-d50-10"), ElementsAre(0, 4, 6));
    EXPECT_THAT(placesOf("1x28x28:p2-g-50b-10"), ElementsAre(2));
}

TEST(NetworkSpec, RoundTripsThroughText) {
    for (const char* text :
         {"1x28x28:g-300b-d50-10", "3x32x32:20c5s2+1b-a3s2-g-5-10", "784-10", "784-300-100-10",
          "1x28x28:20c5-p2-50c5-p2-500-10", "3x32x30:20c5s2+1-p2s1-50c3+2-p3s2-500-10", "1x28x28:300-10",
          "1x1x7:3", "1x28x28:20c5f-p2-50c5s2+1bf-300f-20bf-10",
          "1x28x28:20c5l0.01-p2-5c3+1bfl0.00000007-300l1-20bl0.2-10"})
        EXPECT_EQ(toString(parseNetworkSpec(text)), text);
    EXPECT_EQ(toString(parseNetworkSpec("784x1x1:300-10")), "784-300-10");
}

TEST(NetworkSpec, ShapesFollowTheFormula) {
    const NetworkSpec lenet = parseNetworkSpec("1x28x28:20c5-p2-50c5-p2-500-10");
    EXPECT_EQ(
        outputShapes(lenet),
        (std::vector<Shape>{{20, 24, 24}, {20, 12, 12}, {50, 8, 8}, {50, 4, 4}, {500, 1, 1}, {10, 1, 1}}));
    const NetworkSpec uneven = parseNetworkSpec("1x11x8:2c4s2+1-p3s2-2");
    EXPECT_EQ(outputShapes(uneven), (std::vector<Shape>{{2, 5, 4}, {2, 2, 1}, {2, 1, 1}}));
}

TEST(NetworkSpec, ErrorsNameThePart) {
    EXPECT_EQ(messageOf("784-0-10"), "net spec '784-0-10': layer 1 has 0 units, expected at least 1");
    EXPECT_EQ(messageOf("0-10"), "net spec '0-10': the input has 0 values, expected at least 1");
    EXPECT_EQ(
        messageOf("784-300-30x-10"),
        "net spec '784-300-30x-10': layer 2 '30x' is not understood, expected units (300), a convolution "
        "(20c5, 20c5s2+1), a pooling (p2, p3s2, a2), dropout (d50) or input gates (g)");
    EXPECT_THAT(messageOf("784-300-10f"), HasSubstr("the last layer is marked as fixed (f)"));
    EXPECT_THAT(messageOf("784-300-10l0.1"), HasSubstr("the last layer has a slope (l) for its ReLU"));
    EXPECT_THAT(messageOf("784-300l1.5-10"),
                HasSubstr("layer 1 has a slope of 1.5 below zero, expected 0 to 1"));
    for (const char* text : {"784-300l-10", "784-300l.5-10", "784-300l0.5b-10", "784-300l0.5e1-10"})
        EXPECT_THAT(messageOf(text), HasSubstr("is not understood")) << text;
    EXPECT_THAT(messageOf("784-300fb-10"), HasSubstr("layer 1 '300fb' is not understood"));
    EXPECT_THAT(messageOf("1x28x28:20c29-10"),
                HasSubstr("layer 1 (20c29) needs maps of at least 29x29, but gets 28x28"));
    EXPECT_THAT(messageOf("784-20c5-10"),
                HasSubstr("layer 1 (20c5) is a convolution on 784 flat values, expected feature maps"));
    EXPECT_THAT(messageOf("1x28x28:100-p2-10"), HasSubstr("layer 2 (p2) is a pooling on 100 flat values"));
    EXPECT_THAT(messageOf("1x28x28:20c0-10"),
                HasSubstr("layer 1 has a kernel side of 0, expected at least 1"));
    EXPECT_THAT(messageOf("1x28x28:20c5s0-10"), HasSubstr("layer 1 has a stride of 0"));
    EXPECT_THAT(messageOf("1x28x28:20c5+5-10"),
                HasSubstr("padding of 5, expected less than its kernel side 5"));
    EXPECT_THAT(messageOf("1x28x28:20c5-p2"),
                HasSubstr("the last layer is p2, expected the number of classes"));
    EXPECT_THAT(messageOf("1x28x28:p257-10"),
                HasSubstr("layer 1 has a window side of 257, expected at most 256"));
    EXPECT_THAT(messageOf("1x28x28:20c5-p2-50c5-p2-20c5-10"),
                HasSubstr("layer 5 (20c5) needs maps of at least 5x5, but gets 4x4"));
    EXPECT_THAT(messageOf("1x28x28:g-20c5-10"),
                HasSubstr("layer 1 (g) gates single values, expected a dense layer"));
    EXPECT_THAT(messageOf("784-300-g"), HasSubstr("layer 2 (g) gates single values"));
    EXPECT_THAT(messageOf("784-300-d100-10"),
                HasSubstr("layer 2 has a dropout of 100 %, expected at most 99"));
    EXPECT_THAT(messageOf("784-300-d0-10"), HasSubstr("layer 2 has a dropout of 0 %, expected at least 1"));
    EXPECT_THAT(messageOf("784-300-10b"), HasSubstr("the last layer has batch normalisation"));
}

TEST(NetworkSpec, RefusesTextThatIsNoSpec) {
    for (const char* text : {"",
                             "784",
                             "784-",
                             "-10",
                             "784--10",
                             "784-10-",
                             "784-ten",
                             "784-1e3",
                             "784 -10",
                             "784-+5",
                             "1x28:10",
                             "1x28x28x3:10",
                             "1x28x28:",
                             "1x28x28:20c",
                             "1x28x28:c5-10",
                             "1x28x28:p-10",
                             "1x28x28:20c5s-10",
                             "1x28x28:20c5+-10",
                             "1x28x28:20c5+1s2-10",
                             "1x28x28:p2s-10",
                             "784-99999999999999999999-10",
                             "784:300:10",
                             "784-300bb-10",
                             "784-b300-10",
                             "784-gg-10",
                             "784-d-10",
                             "784-a-10",
                             "1x28x28:20cb-10",
                             "784-\xff-10"})
        EXPECT_THROW(parseNetworkSpec(text), Error) << text;
    EXPECT_THROW(parseNetworkSpec(std::string_view("784-10\0", 7)), Error);
}

TEST(NetworkSpec, BoundsWhatWouldExhaustTheMemory) {
    EXPECT_THAT(messageOf("1000001-10"), HasSubstr("the input has 1000001 values, expected at most 1000000"));
    EXPECT_THAT(messageOf("784-1000001-10"),
                HasSubstr("layer 1 has 1000001 units, expected at most 1000000"));
    EXPECT_THAT(messageOf("100000-100000-10"),
                HasSubstr("layer 1 (100000) brings the weights and biases to"));
    EXPECT_THAT(messageOf("1x65536x65536:10"), HasSubstr("the input has 4294967296 values a sample"));
    EXPECT_THAT(messageOf("1x4000x4000:1000c3-10"), HasSubstr("layer 1 has 15984004000 values a sample"));
    EXPECT_THAT(messageOf("1000000x1x2:1000000c1024+1023-10"), HasSubstr("expected at most"));
    std::string deep = "1";
    for (int i = 0; i < 1001; ++i) deep += "-1";
    EXPECT_THAT(messageOf(deep), HasSubstr("has 1001 layers, expected at most 1000"));
}

TEST(NetworkSpec, ValidatesValuesThatNeverWereText) {
    constexpr int kMax = std::numeric_limits<int>::max();
    EXPECT_NO_THROW(validate({{4, 1, 1}, {DenseSpec{3}}}));
    EXPECT_THROW(validate({{4, 1, 1}, {}}), Error);
    EXPECT_THROW(validate({{4, 1, 1}, {DenseSpec{-1}}}), Error);
    EXPECT_THROW(validate({{kMax, kMax, kMax}, {DenseSpec{1}}}), Error);
    EXPECT_THROW(
        validate({{1, 8, 8}, {ConvSpec{.maps = 2, .kernel = 3, .stride = 1, .padding = -1}, DenseSpec{2}}}),
        Error);
    EXPECT_THROW(validate({{1, 8, 8}, {ConvSpec{kMax, kMax, kMax, kMax}, DenseSpec{2}}}), Error);
    EXPECT_THROW(validate({{1, 8, 8}, {PoolSpec{kMax, kMax}, DenseSpec{2}}}), Error);
    EXPECT_THROW(validate({{1, 8, 8}, {PoolSpec{2, 0}, DenseSpec{2}}}), Error);
}

} // namespace
