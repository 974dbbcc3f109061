#include "core/tensor/activation.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

namespace tristate {
namespace {

TEST(ActivationMemory, IsAlignedWhereverItCameFrom) {
    for (const int features : {1, 3, 7, 100}) {
        Activation<float> activation;
        activation.resize(features, 3);
        for (int g = 0; g < 3; ++g)
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(activation.group(g)) % 64, 0u) << features;
    }
}

TEST(ActivationMemory, IsKeptWhileItSuffices) {
    Activation<float> activation;
    activation.resize(20, 4);
    const float* before = activation.group(0);
    activation.resize(7, 2);
    EXPECT_EQ(activation.group(0), before);
    EXPECT_EQ(activation.features(), 7);
    EXPECT_EQ(activation.groups(), 2);
    EXPECT_EQ(activation.groupStride(), 7 * kLanes);
    Activation<float> moved = std::move(activation);
    EXPECT_EQ(moved.group(0), before);
}

/// Groups of one that lies in the memory of another begin where those of the other do.
TEST(ActivationMemory, OfAnotherIsUsedGroupByGroupAndGivenBack) {
    Activation<float> owner, guest;
    owner.resize(10, 3);
    guest.shareWith(owner, 4);
    EXPECT_TRUE(guest.isShared());
    for (int g = 0; g < 3; ++g) EXPECT_EQ(guest.group(g), owner.group(g)) << g;
    guest.resize(6, 2);
    EXPECT_TRUE(guest.isShared()) << "it still fits";
    EXPECT_EQ(guest.group(1), owner.group(1));
    guest.resize(11, 3);
    EXPECT_FALSE(guest.isShared()) << "wider than a group of the other";
    EXPECT_NE(guest.group(0), owner.group(0));
    guest.shareWith(owner, 4);
    guest.stopSharing();
    EXPECT_FALSE(guest.isShared());
    EXPECT_EQ(guest.groups(), 0);
}

TEST(ActivationMemory, HasRoomForSamplesInWholeGroups) {
    EXPECT_EQ(groupsFor(0), 0);
    EXPECT_EQ(groupsFor(1), 1);
    EXPECT_EQ(groupsFor(kLanes), 1);
    EXPECT_EQ(groupsFor(kLanes + 1), 2);
}

} // namespace
} // namespace tristate
