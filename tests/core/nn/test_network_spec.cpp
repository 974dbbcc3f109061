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
                                      MaxPoolSpec{.size = 2, .stride = 2}, ConvSpec{.maps = 50, .kernel = 3},
                                      MaxPoolSpec{.size = 3, .stride = 2}, DenseSpec{500}, DenseSpec{10}}));
}

TEST(NetworkSpec, RoundTripsThroughText) {
    for (const char* text : {"784-10", "784-300-100-10", "1x28x28:20c5-p2-50c5-p2-500-10",
                             "3x32x30:20c5s2+1-p2s1-50c3+2-p3s2-500-10", "1x28x28:300-10", "1x1x7:3"})
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
        "(20c5, 20c5s2+1) or a pooling (p2, p3s2)");
    EXPECT_THAT(messageOf("1x28x28:20c29-10"),
                HasSubstr("layer 1 (20c29) needs maps of at least 29x29, but gets 1x28x28"));
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
    EXPECT_THAT(messageOf("1x28x28:p17-10"),
                HasSubstr("layer 1 has a window side of 17, expected at most 16"));
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
    constexpr int kMost = std::numeric_limits<int>::max();
    EXPECT_NO_THROW(validate({{4, 1, 1}, {DenseSpec{3}}}));
    EXPECT_THROW(validate({{4, 1, 1}, {}}), Error);
    EXPECT_THROW(validate({{4, 1, 1}, {DenseSpec{-1}}}), Error);
    EXPECT_THROW(validate({{kMost, kMost, kMost}, {DenseSpec{1}}}), Error);
    EXPECT_THROW(
        validate({{1, 8, 8}, {ConvSpec{.maps = 2, .kernel = 3, .stride = 1, .padding = -1}, DenseSpec{2}}}),
        Error);
    EXPECT_THROW(validate({{1, 8, 8}, {ConvSpec{kMost, kMost, kMost, kMost}, DenseSpec{2}}}), Error);
    EXPECT_THROW(validate({{1, 8, 8}, {MaxPoolSpec{kMost, kMost}, DenseSpec{2}}}), Error);
    EXPECT_THROW(validate({{1, 8, 8}, {MaxPoolSpec{2, 0}, DenseSpec{2}}}), Error);
}

} // namespace
