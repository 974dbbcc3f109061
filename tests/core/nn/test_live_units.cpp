#include "core/graph/graph_text.h"
#include "core/nn/live_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using Flags = std::vector<bool>;

/// Gates by index of the net below: the stream 0, the block's inner convolution 1.
constexpr const char* kBlock = "3x8x8:4c3+1-[5c3+1-4c3+1]+-ga-2";

Network makeNetwork(const char* text) {
    Rng rng(1);
    return Network(graph::parseGraph(text), rng);
}

void closeAll(Network& network, int index) {
    network.gatesAt(index)->width.setConstant(0.25f);
}

TEST(LiveUnits, AreThoseThatAreOpen) {
    Network network = makeNetwork(kBlock);
    network.gatesAt(1)->width[0] = 0.1f;
    network.gatesAt(1)->width[3] = 0.1f;
    EXPECT_THAT(fedUnits(network, 1), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(liveUnits(network, 1), ElementsAre(1, 2, 4));
    EXPECT_EQ(deadGates(network), (Flags{false, false}));
}

TEST(DeadGates, MayStaySoWhereABypassLeadsPast) {
    Network network = makeNetwork(kBlock);
    closeAll(network, 1);
    EXPECT_EQ(deadGates(network), (Flags{false, true}));
    EXPECT_EQ(mayStayDead(network), (Flags{false, true}));
}

TEST(DeadGates, OfTheStreamItselfMayNot) {
    Network network = makeNetwork(kBlock);
    closeAll(network, 0);
    EXPECT_EQ(deadGates(network), (Flags{true, false}));
    EXPECT_EQ(mayStayDead(network), (Flags{false, false}));
}

TEST(DeadGates, OfAllBranchesLeaveTheFirstOne) {
    Network network = makeNetwork("3x8x8:[4c1/5c3+1/6c5+2]-ga-2");
    for (int index = 0; index < 3; ++index) closeAll(network, index);
    EXPECT_EQ(deadGates(network), (Flags{true, true, true}));
    EXPECT_EQ(mayStayDead(network), (Flags{false, true, true})) << "one way has to stay; later ones go first";
}

TEST(DeadGates, InAChainMayNever) {
    Network network = makeNetwork("6-5-4-3");
    closeAll(network, 0);
    closeAll(network, 1);
    EXPECT_EQ(mayStayDead(network), (Flags{false, false}));
}

TEST(DeadGates, AreStillCountedWhenTheyHaveVanished) {
    Network network = makeNetwork(kBlock);
    closeAll(network, 1);
    ASSERT_TRUE(network.keepUnits(1, {}));
    ASSERT_TRUE(network.hasVanished(1));
    EXPECT_EQ(deadGates(network), (Flags{false, true}));
    EXPECT_EQ(mayStayDead(network), (Flags{false, true}));
}

TEST(DeadGates, OfInputsThatOnlyClosedMapsFeed) {
    Network network = makeNetwork("1x6x6:3c3-g-4-2"); // 3 maps of 4x4, their 48 values, 4 neurons
    Gates<float>& maps = *network.gatesAt(0);
    Gates<float>& values = *network.gatesAt(1);
    ASSERT_TRUE(values.isInput);
    maps.width[0] = maps.width[2] = 0;
    EXPECT_EQ(liveUnits(network, 1).size(), 16u);
    EXPECT_EQ(liveUnits(network, 1).front(), 16);
    for (int value = 16; value < 32; ++value) values.width[value] = 0;
    EXPECT_EQ(deadGates(network), (Flags{false, true, false})) << "what is open there comes from closed maps";
}

} // namespace
} // namespace tristate::nn
