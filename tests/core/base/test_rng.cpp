#include "core/base/rng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace tristate {
namespace {

std::vector<std::uint64_t> draw(Rng rng, int count) {
    std::vector<std::uint64_t> values;
    for (int i = 0; i < count; ++i) values.push_back(rng.next());
    return values;
}

TEST(Rng, FollowsThePublishedAlgorithm) {
    // The reference outputs from the state {1, 2, 3, 4}; the first is rotl(1 + 4, 23) + 1.
    Rng rng(Rng::State{1, 2, 3, 4});
    EXPECT_EQ(rng.next(), (std::uint64_t{5} << 23) + 1);
    EXPECT_EQ(rng.next(), 58720359u);
    EXPECT_EQ(rng.next(), 3588806011781223u);
}

TEST(Rng, SeedsThroughSplitmix64) {
    // The first output of splitmix64 from 0, as published with it.
    EXPECT_EQ(Rng(0).state()[0], 0xe220a8397b1dcdafu);
}

TEST(Rng, SameSeedGivesSameNumbers) {
    EXPECT_EQ(draw(Rng(42), 100), draw(Rng(42), 100));
    EXPECT_NE(draw(Rng(42), 100), draw(Rng(43), 100));
}

TEST(Rng, ContinuesFromItsState) {
    Rng rng(7);
    for (int i = 0; i < 5; ++i) rng.normal();
    EXPECT_EQ(draw(Rng(rng.state()), 10), draw(rng, 10));
}

TEST(Rng, StreamsDifferBySeedAndByPurpose) {
    const auto base = draw(Rng::stream(1, 0), 10);
    EXPECT_EQ(base, draw(Rng::stream(1, 0), 10));
    EXPECT_NE(base, draw(Rng::stream(1, 1), 10));
    EXPECT_NE(base, draw(Rng::stream(2, 0), 10));
    EXPECT_NE(base, draw(Rng(1), 10));
}

TEST(Rng, FirstNumbersOfNeighbouringStreamsAreSpreadEvenly) {
    constexpr int kStreams = 20000;
    std::array<int, 10> bins{};
    for (std::uint64_t purpose = 0; purpose < kStreams; ++purpose) {
        ++bins[static_cast<std::size_t>(10 * Rng::stream(1, purpose).uniform())];
    }
    for (const int count : bins) EXPECT_NEAR(count, kStreams / 10, 250); // about six standard deviations
}

TEST(Rng, UniformStaysInItsHalfOpenRange) {
    Rng rng(3);
    double sum = 0;
    constexpr int kDraws = 100000;
    for (int i = 0; i < kDraws; ++i) {
        const double value = rng.uniform(-2, 6);
        ASSERT_GE(value, -2);
        ASSERT_LT(value, 6);
        sum += value;
    }
    EXPECT_NEAR(sum / kDraws, 2, 0.05);
}

TEST(Rng, BelowIsUnbiasedAndReachesEveryValue) {
    Rng rng(4);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70000; ++i) ++counts.at(rng.below(7));
    for (const int count : counts) EXPECT_NEAR(count, 10000, 600);
    EXPECT_EQ(rng.below(1), 0u);
}

TEST(Rng, NormalHasTheMomentsOfTheNormalDistribution) {
    Rng rng(5);
    constexpr int kDraws = 200000;
    double sum = 0, squares = 0, fourths = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double value = rng.normal();
        sum += value;
        squares += value * value;
        fourths += value * value * value * value;
    }
    EXPECT_NEAR(sum / kDraws, 0, 0.015);
    EXPECT_NEAR(squares / kDraws, 1, 0.02);
    EXPECT_NEAR(fourths / kDraws, 3, 0.15);
}

TEST(Rng, ShufflePermutesWithEveryPlaceEquallyLikely) {
    std::array<int, 5> placesOfZero{};
    Rng rng(6);
    for (int i = 0; i < 50000; ++i) {
        std::vector<int> values{0, 1, 2, 3, 4};
        rng.shuffle(values);
        ++placesOfZero.at(
            static_cast<std::size_t>(std::find(values.begin(), values.end(), 0) - values.begin()));
        std::sort(values.begin(), values.end());
        ASSERT_EQ(values, (std::vector<int>{0, 1, 2, 3, 4}));
    }
    for (const int count : placesOfZero) EXPECT_NEAR(count, 10000, 550);
}

TEST(Rng, ShuffleLeavesEmptyAndSingleAlone) {
    Rng rng(8);
    const Rng::State before = rng.state();
    std::vector<int> none, one{9};
    rng.shuffle(none);
    rng.shuffle(one);
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(one, std::vector<int>{9});
    EXPECT_EQ(rng.state(), before);
}

} // namespace
} // namespace tristate
