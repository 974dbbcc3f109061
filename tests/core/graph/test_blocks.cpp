#include "core/graph/blocks.h"
#include "core/graph/graph_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate::graph;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The blocks by the names of their first and last nodes: "conv2 to relu3".
std::vector<std::string> blocksOf(const char* text) {
    const Graph graph = parseGraph(text);
    const auto all = names(graph);
    std::vector<std::string> told;
    for (const Block& block : blocks(graph))
        told.push_back(all[static_cast<std::size_t>(block.first)] + " to " +
                       all[static_cast<std::size_t>(block.last)]);
    return told;
}

std::vector<int> blocksOfGatesOf(const char* text) {
    const Graph graph = parseGraph(text);
    return blocksOfGates(blocks(graph), channelGroups(graph));
}

TEST(Blocks, AChainHasNone) {
    EXPECT_THAT(blocksOf("1x28x28:20c5-p2-50c5b-p2-g-500-10"), IsEmpty());
    EXPECT_THAT(blocksOfGatesOf("1x28x28:20c5-p2-g-500-10"), ElementsAre(-1, -1, -1));
    EXPECT_THAT(blocksOf("3x8x8:4c3+1b-dw3+1b-6c1b-dw3+1-ga-2"), IsEmpty());
}

TEST(Blocks, OfAResidualNetEndBehindTheirSum) {
    const char* text = "3x8x8:4c3+1b-[5c3+1b-4c3+1b]+x2-[6c3s2+1b-7c3+1b]+-[8c3+1-7c3+1]+-ga-2";
    EXPECT_THAT(blocksOf(text),
                ElementsAre("conv2 to relu3", "conv4 to relu5", "conv6 to relu7", "conv9 to relu9"));
    // Streams run through several blocks; what is inside of one belongs to it.
    EXPECT_THAT(blocksOfGatesOf(text), ElementsAre(-1, 0, 1, 2, -1, 3));
}

TEST(Blocks, AStreamOfOneBlockBelongsToIt) {
    EXPECT_THAT(blocksOfGatesOf("3x8x8:4c3+1b-[6c3s2+1b-7c3+1b]+-ga-2"), ElementsAre(-1, 0, 0));
}

TEST(Blocks, BranchesSideBySideAreOne) {
    const char* fire = "3x8x8:4c1-[5c1/6c3+1]-7c1-[8c1/9c3+1]-2";
    EXPECT_THAT(blocksOf(fire), ElementsAre("conv2 to concat1", "conv5 to concat2"));
    EXPECT_THAT(blocksOfGatesOf(fire), ElementsAre(-1, 0, 0, -1, 1, 1));
    EXPECT_THAT(blocksOf("3x8x8:[[2c1/3c1]/5c1-6c1]-4c1-2"), ElementsAre("conv1 to concat2"))
        << "a block inside a block is a part of it";
}

TEST(Blocks, EveryLayerOfADenseBlockIsOne) {
    const char* dense = "3x8x8:4c3+1n-[/b-8c1b-5c3+1n]x3-b-6c1-ga-2";
    EXPECT_EQ(blocksOf(dense).size(), 3U);
    EXPECT_THAT(blocksOfGatesOf(dense), ElementsAre(-1, 0, 0, 1, 1, 2, 2, -1));
}

TEST(Blocks, OfSumsWithoutAReluEndWithTheSum) {
    // The second block begins with the very node that takes the sum, and a ReLU stands behind its own.
    EXPECT_THAT(blocksOf("3x8x8:4c3+1n-[b-5c3+1b-4c3+1n]+nx2-r-2"),
                ElementsAre("conv1.bn to add1", "bn1 to relu5"));
}

} // namespace
