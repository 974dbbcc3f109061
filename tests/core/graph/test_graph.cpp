#include "core/base/error.h"
#include "core/graph/graph.h"
#include "core/graph/graph_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

using namespace tristate;
using namespace tristate::graph;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string faultOf(const Graph& graph) {
    try {
        validate(graph);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(Graph, ShapesFollowTheFormulas) {
    EXPECT_THAT(outputShapes(parseGraph("1x28x28:20c5-p2-50c5-p2-500-10")),
                ElementsAre(Shape{20, 24, 24}, Shape{20, 12, 12}, Shape{20, 12, 12}, Shape{50, 8, 8},
                            Shape{50, 4, 4}, Shape{50, 4, 4}, Shape{500, 1, 1}, Shape{500, 1, 1},
                            Shape{10, 1, 1}));
    EXPECT_EQ(outputShapes(parseGraph("1x11x8:2c4s2+1n-p3s2-2"))[1], (Shape{2, 2, 1}));
    EXPECT_EQ(outputShapes(parseGraph("2x12x12:dw3s2+1x2n-2"))[0], (Shape{2, 5, 5})) << "reaches over 5";
    EXPECT_EQ(outputShapes(parseGraph("2x12x12:ga-2"))[0], (Shape{2, 1, 1}));
}

// As torch.nn.MaxPool2d gives them; the last window of 5 by 2 with padding 1 would begin behind the map.
TEST(Graph, WindowsThatEndOutsideCountWhereTheyBeginInside) {
    const auto sideOf = [](int side, const std::string& pool) {
        const std::string text = "1x" + std::to_string(side) + "x" + std::to_string(side) + ":" + pool + "-2";
        return outputShapes(parseGraph(text))[0].width;
    };
    EXPECT_EQ(sideOf(54, "p3s2"), 26);
    EXPECT_EQ(sideOf(54, "p3s2u"), 27);
    EXPECT_EQ(sideOf(55, "p3s2u"), 27);
    EXPECT_EQ(sideOf(5, "p2s2+1u"), 3);
    EXPECT_EQ(sideOf(5, "p3s2+1"), 3);
    EXPECT_EQ(sideOf(4, "p1s3u"), 2);
}

TEST(Graph, NamesNodesByKindAndOrder) {
    EXPECT_THAT(names(parseGraph("3x8x8:4c3+1b-[4c3+1bn-b-dw3+1]+-p2-g-9b-2")),
                ElementsAre("conv1", "conv1.bn", "relu1", "conv2", "conv2.bn", "bn1", "relu2", "dw1", "add1",
                            "relu3", "pool1", "inputs1", "fc1", "fc1.bn", "relu4", "fc2"));
}

TEST(Graph, SelectionsTakeChannelsOrSingleValues) {
    const auto shapeOf = [](Select select) {
        return outputShapes({{3, 4, 5}, {{select, {kInput}}}}).front();
    };
    EXPECT_EQ(shapeOf({{2, 0, 2, 1}}), (Shape{4, 4, 5}));
    EXPECT_EQ(shapeOf({{59, 3}, true}), (Shape{2, 1, 1}));
    EXPECT_THROW(shapeOf({{3}}), Error) << "there are 3 channels";
    EXPECT_THROW(shapeOf({{60}, true}), Error);
    EXPECT_THROW(shapeOf({{}}), Error);
    const Graph flat{{3, 4, 5}, {{Select{{1}, true}, {kInput}}, {Conv{2, 1}, {0}}}};
    EXPECT_THAT(faultOf(flat), HasSubstr("feature maps")) << "values have no place";
    EXPECT_EQ(outputShapes({{3, 4, 5}, {{Affine{}, {kInput}}}}).front(), (Shape{3, 4, 5}));
}

TEST(Graph, TellsWhoTakesWhat) {
    const Graph graph = parseGraph("3x8x8:[3c1n-r]+-2");
    EXPECT_THAT(consumers(graph), ElementsAre(ElementsAre(0, 2), ElementsAre(1), ElementsAre(2),
                                              ElementsAre(3), ElementsAre(4), ElementsAre()));
    EXPECT_FALSE(isChain(graph));
    EXPECT_TRUE(isChain(parseGraph("784-300-10")));
}

TEST(Graph, OneThatCannotBeIsRefused) {
    const Conv conv{.maps = 3, .kernel = 1};
    const Dense dense{2};
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {0}}, {dense, {0}}}}),
                HasSubstr("layer 1 (3c1) takes what no layer"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {-2}}, {dense, {0}}}}),
                HasSubstr("takes what no layer before it"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {1}}, {dense, {0}}}}),
                HasSubstr("takes what no layer before it"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {}}, {dense, {0}}}}), HasSubstr("layer 1 (3c1) has 0 inputs"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {-1}}, {dense, {0, 0}}}}), HasSubstr("layer 2 (2) has 2 inputs"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {-1}}, {conv, {-1}}, {dense, {0}}}}),
                HasSubstr("layer 2 (3c1) feeds no other one"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {}}), HasSubstr("it has no layers"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{conv, {-1}}}}), HasSubstr("the last layer is 3c1"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{InputGates{}, {-1}}, {dense, {-1}}}}), HasSubstr("feeds no other one"));
    EXPECT_THAT(faultOf({{3, 4, 4}, {{Relu{.cap = -1}, {-1}}, {dense, {0}}}}), HasSubstr("largest value"));
    EXPECT_EQ(faultOf({{3, 4, 4}, {{Add{}, {-1, -1}}, {dense, {0}}}}), "no error");
}

TEST(Graph, ValuesThatNeverWereTextAreValidated) {
    constexpr int kMax = std::numeric_limits<int>::max();
    const auto chain = [](Shape input, const Operation& first) {
        return Graph{input, {{first, {kInput}}, {Dense{2}, {0}}}};
    };
    EXPECT_NO_THROW(validate(chain({4, 1, 1}, Dense{3})));
    for (const Graph& graph :
         {chain({4, 1, 1}, Dense{-1}), chain({kMax, kMax, kMax}, Dense{1}),
          chain({1, 8, 8}, Conv{.maps = 2, .kernel = 3, .stride = 1, .padding = -1}),
          chain({1, 8, 8}, Conv{kMax, kMax, kMax, kMax}), chain({1, 8, 8}, Pool{kMax, kMax}),
          chain({1, 8, 8}, Pool{2, 0}), chain({4, 8, 8}, Conv{.maps = 4, .kernel = 1, .groups = 0}),
          chain({1, 8, 8}, Conv{.maps = 2, .kernel = 3, .dilation = kMax}), chain({1, 8, 8}, Dropout{100})})
        EXPECT_THROW(validate(graph), Error) << toString(graph);
}

} // namespace
