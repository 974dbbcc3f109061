#include "core/graph/graph_text.h"
#include "core/graph/vanishing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tristate::graph {
namespace {

using testing::ElementsAre;

/// What is left of the nodes, a letter each (l, c, g), when these gated groups are empty; "no" when that
/// cannot be.
std::string leftOf(const std::string& text, std::initializer_list<int> emptied) {
    const Graph graph = parseGraph(text);
    const ChannelGroups groups = channelGroups(graph);
    std::vector<bool> isEmpty(groups.gated.size(), false);
    for (const int index : emptied) isEmpty.at(static_cast<std::size_t>(index)) = true;
    const auto left = vanishing(graph, groups, isEmpty);
    if (!left) return "no";
    std::string letters;
    for (const NodeLeft node : left->nodes)
        letters += node == NodeLeft::Live ? 'l' : node == NodeLeft::Constant ? 'c' : 'g';
    return letters;
}

TEST(Vanishing, AChainKeepsItsLastUnits) {
    EXPECT_EQ(leftOf("5-4-3", {0}), "no");
    EXPECT_EQ(leftOf("5-4-3", {}), "lll");
    EXPECT_EQ(leftOf("2x6x6:4c3-g-3", {0}), "no");
    EXPECT_EQ(leftOf("2x6x6:4c3-g-3", {1}), "no");
}

TEST(Vanishing, AResidualBlockLeavesAConstant) {
    // conv relu | conv relu conv | add relu | dense
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c3+1-4c3+1]+-3", {1}), "llggclll");
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c3+1-4c3+1]+-3", {0}), "no") << "the stream itself";
    // ... with normalisation, which the constant is that of
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c3+1b-4c3+1b]+-3", {1}), "llggggclll");
    // A projection on the bypass stays.
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c3s2+1-5c3+1]+-3", {1}), "llggclll"
                                                             "l");
    EXPECT_EQ(leftOf("9-4-[3-4]+-2", {1}), "llggclll") << "of dense layers";
    EXPECT_EQ(leftOf("3x6x6:4c1n-[6c1m6-dw3+1m6-4c1n]+n-3", {0}), "lgggg"
                                                                  "cll")
        << "with a depthwise one";
}

TEST(Vanishing, WhatIsBehindAClosedLayerIsConstantToTheEndOfTheBranch) {
    // The middle layer's units go along: they are constants now.
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c1-5c1-4c3+1]+-3", {1}), "no") << "padding makes the border differ";
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c1-5c1-4c1]+-3", {1}), "llggggclll");
    EXPECT_EQ(leftOf("2x6x6:4c3+1-[3c1-5c1-4c3+1]+-3", {2}), "llggggclll") << "nobody takes the first";
}

TEST(Vanishing, ABranchOfAConcatenationGoesWithItsLastLayer) {
    // conv relu | conv relu conv relu | conv relu | concat conv relu dense
    const std::string net = "2x6x6:4c1-[3c1-5c3+1/2c1]-6c1-3";
    EXPECT_EQ(leftOf(net, {2}), "llgggglll"
                                "lll");
    EXPECT_EQ(leftOf(net, {1}), "no") << "constants would stand beside live maps";
    EXPECT_EQ(leftOf(net, {3}), "llllllgg"
                                "llll");
    EXPECT_EQ(leftOf(net, {2, 3}), "no") << "nothing would be left";
}

TEST(Vanishing, TellsWhichBlocksAndGroupsAreGone) {
    const Graph graph = parseGraph("2x6x6:4c3+1-[3c1-5c1-4c1]+-[3c1/2c1]-3");
    const ChannelGroups groups = channelGroups(graph);
    std::vector<bool> emptied(groups.gated.size(), false);
    const auto before = vanishing(graph, groups, emptied);
    emptied[1] = true;
    const auto residual = vanishing(graph, groups, emptied);
    ASSERT_TRUE(before && residual);
    EXPECT_THAT(residual->gated, ElementsAre(false, true, true, false, false));
    emptied[4] = true;
    const auto both = vanishing(graph, groups, emptied);
    ASSERT_TRUE(both);
    const auto first = vanishedBranches(graph, groups, *before, *residual);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].block, 1);
    EXPECT_THAT(first[0].gated, ElementsAre(1, 2));
    const auto second = vanishedBranches(graph, groups, *residual, *both);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].block, 2);
    EXPECT_THAT(second[0].gated, ElementsAre(4));
}

} // namespace
} // namespace tristate::graph
