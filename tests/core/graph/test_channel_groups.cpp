#include "core/graph/channel_groups.h"
#include "core/graph/graph_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate::graph;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The gated groups by the names of their nodes: "16: conv1 conv3 | relu1 relu3".
std::vector<std::string> gatedGroups(const char* text) {
    const Graph graph = parseGraph(text);
    const auto all = names(graph);
    const ChannelGroups found = channelGroups(graph);
    std::vector<std::string> told;
    for (const int g : found.gated) {
        const ChannelGroup& group = found.groups[static_cast<std::size_t>(g)];
        std::string line = std::to_string(group.channels) + ":";
        for (const int node : group.producers) line += " " + all[static_cast<std::size_t>(node)];
        line += " |";
        for (const int node : group.relus) line += " " + all[static_cast<std::size_t>(node)];
        told.push_back(line + (group.depth ? " d" : "") + (group.fixed ? " f" : ""));
    }
    return told;
}

TEST(ChannelGroups, OfAChainAreItsLayers) {
    EXPECT_THAT(gatedGroups("784-300-100f-10"), ElementsAre("300: fc1 | relu1 d", "100: fc2 | relu2 d f"));
    EXPECT_THAT(
        gatedGroups("1x28x28:20c5-p2-50c5b-a2-g-500-10"),
        ElementsAre("20: conv1 | relu1", "50: conv2 | relu2 d", "800: | inputs1", "500: fc1 | relu3 d"));
}

TEST(ChannelGroups, AResidualStreamIsOne) {
    EXPECT_THAT(gatedGroups("3x8x8:4c3+1b-[5c3+1b-4c3+1b]+x2-[6c3s2+1b-7c3+1b]+-ga-2"),
                ElementsAre("4: conv1 conv3 conv5 | relu1 relu3 relu5", "5: conv2 | relu2 d",
                            "5: conv4 | relu4 d", "6: conv6 | relu6 d", "7: conv7 conv8 | relu7"));
}

TEST(ChannelGroups, DepthwiseMapsAreThoseOfTheirInput) {
    EXPECT_THAT(gatedGroups("3x8x8:4c3+1b-dw3+1b-6c1b-dw3+1-ga-2"),
                ElementsAre("4: conv1 dw1 | relu1 relu2", "6: conv2 dw2 | relu3 relu4"));
    EXPECT_THAT(gatedGroups("3x8x8:dw3+1-5c1-2"), ElementsAre("5: conv1 | relu2 d"))
        << "the input is no unit";
}

TEST(ChannelGroups, AConcatenationHasThoseOfItsBranches) {
    EXPECT_THAT(
        gatedGroups("3x8x8:4c1-[5c1/6c3+1]-7c1-2"),
        ElementsAre("4: conv1 | relu1 d", "5: conv2 | relu2 d", "6: conv3 | relu3 d", "7: conv4 | relu4 d"));
    const ChannelGroups dense = channelGroups(parseGraph("3x8x8:4c3+1n-[/bn-r-8c1-5c3+1n]-[/b-6c1]-b-2"));
    const Graph graph = parseGraph("3x8x8:4c3+1n-[/bn-r-8c1-5c3+1n]-[/b-6c1]-b-2");
    // The last ReLU sees all that was ever put side by side; each part has the gates of its own group.
    const auto& last = dense.of(static_cast<int>(graph.nodes.size()) - 2);
    std::vector<int> channels;
    for (const Segment& segment : last) channels.push_back(segment.channels);
    EXPECT_THAT(channels, ElementsAre(4, 5, 6));
    EXPECT_TRUE(dense.groups[static_cast<std::size_t>(last[0].group)].gated);
    EXPECT_THAT(gatedGroups("3x8x8:4c3+1n-[/bn-r-8c1-5c3+1n]-[/b-6c1]-b-2"),
                ElementsAre("4: conv1 | relu1 relu3 relu5", "8: conv2 | relu2 d", "5: conv3 | relu3 relu5",
                            "6: conv4 | relu4 relu5"));
}

TEST(ChannelGroups, WhatIsReadBeforeAReluHasNoGates) {
    // The linear bottlenecks of MobileNet v2: the stream is read as it is.
    EXPECT_THAT(gatedGroups("3x8x8:4c3+1bn-[9c1bm6-dw3+1bm6-4c1b]+n-2"),
                ElementsAre("9: conv2 dw1 | relu1 relu2"));
    EXPECT_THAT(gatedGroups("4x8x8:[4c3+1]+-2"), IsEmpty()) << "the input stays";
    EXPECT_THAT(gatedGroups("3x8x8:4c3+1-d20-[4c1]+n-5c1-2"), ElementsAre("5: conv3 | relu2 d"));
}

TEST(ChannelGroups, SumsOfDifferentCutsHaveNoGates) {
    EXPECT_THAT(gatedGroups("3x8x8:[[2c1/3c1]/5c1]+-4c1-2"), ElementsAre("4: conv4 | relu4 d"));
    EXPECT_THAT(gatedGroups("3x8x8:[[2c1/3c1]/[2c3+1/3c3+1]]+-2"),
                ElementsAre("2: conv1 conv3 | relu1 relu3 relu5", "3: conv2 conv4 | relu2 relu4 relu5"));
}

TEST(ChannelGroups, ACapKeepsTheDepth) {
    EXPECT_THAT(gatedGroups("784-300m6-10"), ElementsAre("300: fc1 | relu1"));
}

} // namespace
