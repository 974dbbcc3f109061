#include "core/base/error.h"
#include "core/graph/graph_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::graph;
using testing::HasSubstr;

namespace {

constexpr const char* kResNet20 =
    "3x32x32:16c3+1b-[16c3+1b-16c3+1b]+x3-[32c3s2+1b-32c3+1b]+-[32c3+1b-32c3+1b]+x2-[64c3s2+1b-64c3+1b]+"
    "-[64c3+1b-64c3+1b]+x2-ga-10";

std::string messageOf(const std::string& text) {
    try {
        parseGraph(text);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(GraphText, MayEndInTheMeansOfMapsOneForEachClass) {
    const Graph graph = parseGraph("3x8x8:6c3-5c1-ga");
    EXPECT_EQ(classes(graph), 5);
    EXPECT_EQ(toString(graph), "3x8x8:6c3-5c1-ga");
}

TEST(GraphText, WritesDownNoReluThatIsUnderstood) {
    const Graph graph = parseGraph("784-300-100-10");
    EXPECT_EQ(graph.input, (Shape{784, 1, 1}));
    EXPECT_EQ(
        graph.nodes,
        (std::vector<Node>{
            {Dense{300}, {kInput}}, {Relu{}, {0}}, {Dense{100}, {1}}, {Relu{}, {2}}, {Dense{10}, {3}}}));
    EXPECT_EQ(classes(graph), 10);
}

TEST(GraphText, PutsTheReluBehindTheMaxPoolingOfItsWeights) {
    const auto kindsOf = [](const char* text) {
        std::string kinds;
        for (const Node& node : parseGraph(text).nodes)
            kinds += (kinds.empty() ? "" : " ") + toString(node.operation);
        return kinds;
    };
    EXPECT_EQ(kindsOf("1x28x28:20c5b-p2-50c5-a2-10"), "20c5 b p2 r 50c5 r a2 10");
    EXPECT_EQ(kindsOf("1x28x28:20c5-p2-p2-d50-500-d50-10"), "20c5 p2 p2 r d50 500 r d50 10");
    EXPECT_EQ(kindsOf("1x28x28:p2-g-50b-10"), "p2 g 50 b r 10");
    EXPECT_EQ(kindsOf("1x28x28:20c5n-r-p2-10"), "20c5 r p2 10");
    EXPECT_EQ(kindsOf("1x28x28:20c5n-bl0.5m6-10"), "20c5 b rl0.5m6 10");
}

TEST(GraphText, AResidualBlockAddsItsInput) {
    const Graph graph = parseGraph("3x8x8:4c3+1-[4c3+1-4c3+1b]+fl0.1-5");
    EXPECT_EQ(graph.nodes, (std::vector<Node>{{Conv{.maps = 4, .kernel = 3, .padding = 1}, {kInput}},
                                              {Relu{}, {0}},
                                              {Conv{.maps = 4, .kernel = 3, .padding = 1}, {1}},
                                              {Relu{}, {2}},
                                              {Conv{.maps = 4, .kernel = 3, .padding = 1}, {3}},
                                              {BatchNorm{}, {4}},
                                              {Add{}, {5, 1}},
                                              {Relu{.slope = 0.1f, .fixed = true}, {6}},
                                              {Dense{5}, {7}}}));
}

TEST(GraphText, ABypassFollowsItsBlock) {
    const Graph graph = parseGraph("2x9x9:[6c3s2+1b-6c3+1b]+n-[8c3s2+1]+-5");
    EXPECT_EQ(graph.nodes[5].operation, Operation(Conv{.maps = 6, .kernel = 1, .stride = 2}));
    EXPECT_EQ(graph.nodes[5].inputs, std::vector<int>{kInput});
    EXPECT_EQ(graph.nodes[6].operation, Operation(BatchNorm{}));
    EXPECT_EQ(graph.nodes[7], (Node{Add{}, {4, 6}}));
    EXPECT_EQ(graph.nodes[9], (Node{Conv{.maps = 8, .kernel = 1, .stride = 2}, {7}}))
        << "without normalisation";
    EXPECT_EQ(outputShapes(graph)[10], (Shape{8, 3, 3}));
}

TEST(GraphText, BranchesStandSideBySide) {
    const Graph graph = parseGraph("3x8x8:4c1-[1c1-6c3+1/5c1/]-3");
    EXPECT_EQ(graph.nodes[8], (Node{Concat{}, {5, 7, 1}}));
    EXPECT_EQ(outputShapes(graph)[8], (Shape{15, 8, 8}));
}

TEST(GraphText, RoundTrips) {
    for (const char* text : {"1x28x28:g-300b-d50-10",
                             "3x32x32:20c5s2+1b-a3s2-g-5-10",
                             "784-10",
                             "784-300-100-10",
                             "1x28x28:20c5-p2-50c5-p2-500-10",
                             "3x32x30:20c5s2+1-p2s1-50c3+2-p3s2-500-10",
                             "1x28x28:300-10",
                             "1x1x7:3",
                             "1x28x28:20c5f-p2-50c5s2+1bf-300f-20bf-10",
                             "1x28x28:20c5l0.01-p2-5c3+1bfl0.00000007-300l1-20bl0.2-10",
                             "2x28x28:6c3x2g2-10",
                             "3x8x8:dw3s2+1b-8c1b-dw5+2n-4c1bn-ga-r-9",
                             "3x9x9:4c3m6-p3s2+1u-lrn5-lrn3a0.5b1k2-7",
                             "3x8x8:4c3+1n-r-p2-b-bn-9",
                             kResNet20,
                             "3x8x8:[4c1-[2c1-3c3+1/2c3+1]-4c1]+-[/3c1]-[5c1/5c3+1]+n-2",
                             "3x9x9:6c3x2g3-a3s2+1ui-a2i-7",
                             "4x8x8:6c3-[sel0..2,1-3c3n/sel3-2c3n]-r-7",
                             "3x8x8:3c1-[3c1n-r]+-[3c3+1bn-r/3c1-p3s1+1]+m6-2",
                             "3x8x8:3c1-[[3c1]+]+-2"})
        EXPECT_EQ(toString(parseGraph(text)), text);
    EXPECT_EQ(toString(parseGraph("784x1x1:300-10")), "784-300-10");
    EXPECT_EQ(toString(parseGraph("3x8x8:3c1-[3c1]+-[3c1]+-[3c1]+-2")), "3x8x8:3c1-[3c1]+x3-2");
    EXPECT_EQ(toString(parseGraph("3x8x8:3c1-[3c1/]+-2")), "3x8x8:3c1-[3c1]+-2");
    EXPECT_EQ(toString(parseGraph("3x8x8:3c1-[/3c1]+-2")), "3x8x8:3c1-[/3c1]+-2");
}

TEST(GraphText, OfAGraphWhoseBranchesCrossTellsItsSize) {
    const Conv conv{.maps = 3, .kernel = 1};
    const Graph graph{
        {3, 4, 4},
        {{conv, {kInput}}, {conv, {0}}, {conv, {0}}, {Add{}, {1, 2}}, {Add{}, {1, 3}}, {Dense{2}, {4}}}};
    EXPECT_NO_THROW(validate(graph));
    EXPECT_EQ(toString(graph), "3x4x4:<6 nodes>");
}

TEST(GraphText, ResNet20IsTheOneOfTheLiterature) {
    const Graph graph = parseGraph(kResNet20);
    int convs = 0, adds = 0;
    long long weights = 0;
    const auto shapes = outputShapes(graph);
    for (const Node& node : graph.nodes) {
        const int in = node.inputs.front() == kInput
                           ? 3
                           : shapes[static_cast<std::size_t>(node.inputs.front())].channels;
        if (const auto* conv = std::get_if<Conv>(&node.operation)) {
            ++convs;
            weights += 1LL * conv->maps * conv->kernel * conv->kernel * in;
        }
        adds += std::holds_alternative<Add>(node.operation) ? 1 : 0;
    }
    EXPECT_EQ(convs, 19 + 2) << "with two projections";
    EXPECT_EQ(adds, 9);
    EXPECT_EQ(weights, 267'696 + 16 * 32 + 32 * 64) << "0.27 million, and the projections";
}

TEST(GraphText, ErrorsNameThePart) {
    EXPECT_EQ(messageOf("784-0-10"), "net spec '784-0-10': layer 1 has 0 units, expected at least 1");
    EXPECT_EQ(messageOf("0-10"), "net spec '0-10': the input has 0 values, expected at least 1");
    EXPECT_THAT(messageOf("784-300-30x-10"), HasSubstr("layer 2 '30x' is not understood"));
    EXPECT_THAT(messageOf("784-300-10f"), HasSubstr("the last layer is marked as fixed (f)"));
    EXPECT_THAT(messageOf("784-300-10l0.1"), HasSubstr("the last layer has a slope (l) for its ReLU"));
    EXPECT_THAT(messageOf("784-300-10b"), HasSubstr("the last layer has batch normalisation"));
    EXPECT_THAT(messageOf("1x28x28:20c5-p2"),
                HasSubstr("the last layer is p2, expected the number of classes"));
    EXPECT_THAT(messageOf("1x28x28:20c29-10"),
                HasSubstr("layer 1 (20c29) needs maps of at least 29x29, but gets 28x28"));
    EXPECT_THAT(messageOf("1x28x28:20c3x5-10x2"), HasSubstr("layer 2 '10x2' is not understood"));
    EXPECT_THAT(messageOf("3x28x28:20c3g2-10"),
                HasSubstr("layer 1 (20c3g2) has 2 groups, which divide 3 maps into it and 20 out of it"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3]+-10"), HasSubstr("a block goes from 4x26x26 to 4x24x24"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1/5c3+1]+-10"), HasSubstr("adds 4x26x26 and 5x26x26"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3/5c3+1]-10"),
                HasSubstr("puts maps of 24x24 beside maps of 26x26"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1-10"), HasSubstr("the block '[4c3+1-10' has no end ]"));
    EXPECT_THAT(messageOf("1x28x28:4c3]+-10"), HasSubstr("']+-10' ends a block that has no beginning ["));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1]-10"), HasSubstr("has one branch, expected ]+"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1]+q-10"), HasSubstr("'+q' behind a block is not understood"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1]+x0-10"), HasSubstr("'+x0' behind a block is not understood"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[4c3+1/20q]+-10"), HasSubstr("layer 3 '20q' is not understood"));
    EXPECT_THAT(messageOf("1x28x28:p3+2-10"),
                HasSubstr("layer 1 (p3+2) has a padding of 2, expected at most half"));
    EXPECT_THAT(messageOf("1x28x28:4c3-[p2/g]-10"), HasSubstr("beside"));
    EXPECT_THAT(messageOf("1x28x28:[g/4c28]-10"), HasSubstr("gates single values, expected a dense layer"));
    EXPECT_THAT(messageOf(std::string("1x8x8:") + std::string(100, '[')),
                HasSubstr("nested more than 32 deep"));
    EXPECT_THAT(messageOf("1x28x28:4c3+1-[4c3+1]+x1000-[4c3+1]+x1000-10"),
                HasSubstr("expected at most 4000"));
}

TEST(GraphText, BoundsWhatWouldExhaustTheMemory) {
    EXPECT_THAT(messageOf("1000001-10"), HasSubstr("the input has 1000001 values, expected at most 1000000"));
    EXPECT_THAT(messageOf("784-1000001-10"),
                HasSubstr("layer 1 has 1000001 units, expected at most 1000000"));
    EXPECT_THAT(messageOf("100000-100000-10"),
                HasSubstr("layer 1 (100000) brings the weights and biases to"));
    EXPECT_THAT(messageOf("1x65536x65536:10"), HasSubstr("the input has 4294967296 values a sample"));
    EXPECT_THAT(messageOf("1x4000x4000:1000c3-10"), HasSubstr("layer 1 has 15984004000 values a sample"));
    EXPECT_THAT(messageOf("1000000x1x2:1000000c1024+1023-10"), HasSubstr("expected at most"));
    EXPECT_THROW(parseGraph(std::string_view("784-10\0", 7)), Error);
}

TEST(GraphText, SelectionsHaveNoneAndScalesAndNormalisationsHaveNames) {
    EXPECT_EQ(toString(Operation(Select{{1, 3}, true})), "select")
        << "of values that do not follow each other";
    EXPECT_EQ(toString(parseGraph("2x2x2:3c1n-sel2..11v-affine-r-4")), "2x2x2:3c1n-sel2..11v-affine-r-4");
    EXPECT_EQ(parseGraph("2x2x2:sel2..5v-4").nodes[0].operation, Operation(Select{{2, 3, 4, 5}, true}));
    EXPECT_EQ(toString(Operation(Select{{1, 2, 3, 0, 7}})), "sel1..3,0,7");
    for (const char* text :
         {"784-select-10", "3x8x8:sel-4", "3x8x8:sel2..1-4", "3x8x8:sel0,-4", "3x8x8:sel0..2000000000-4",
          "3x8x8:sel0,2v-4", "3x8x8:sel0..192v-4", "3x8x8:p2i-4"})
        EXPECT_THROW(parseGraph(text), Error) << text;
    EXPECT_THAT(messageOf("3x8x8:lrn5k0-4"), HasSubstr("layer 1 (lrn5k0) divides by a power of 0 and more"));
    for (const char* text : {"784-affine-10", "784-norm-20-10", "3x8x8:norm-4c3-10"})
        EXPECT_EQ(toString(parseGraph(text)), text);
    EXPECT_NE(parseGraph("784-norm-10"), parseGraph("784-affine-10")) << "one learns";
}

TEST(GraphText, RefusesWhatIsNoNet) {
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
                             "784-\xff-10",
                             "784-300fb-10",
                             "784-300nf-10",
                             "784-300nl0.1-10",
                             "784-rn-10",
                             "784-[]+-10",
                             "1x8x8:[4c1/]+x-10",
                             "1x8x8:[4c1/][4c1/]-10",
                             "1x8x8:x3-10",
                             "784-dw-10"})
        EXPECT_THROW(parseGraph(text), Error) << text;
}

} // namespace
