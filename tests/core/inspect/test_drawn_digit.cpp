#include "core/inspect/drawn_digit.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tristate::inspect {
namespace {

constexpr int kSide = 100;

std::vector<std::uint8_t> rectangle(int left, int top, int width, int height) {
    std::vector<std::uint8_t> ink(kSide * kSide, 0);
    for (int y = top; y < top + height; ++y)
        std::fill_n(ink.begin() + y * kSide + left, width, std::uint8_t{255});
    return ink;
}

float at(const std::vector<float>& picture, int x, int y) {
    return picture[static_cast<std::size_t>(y * 28 + x)];
}

TEST(DrawnDigit, FillsABoxOfTwentyInTheMiddle) {
    const auto picture = likeMnist(rectangle(5, 10, 10, 40), kSide);
    ASSERT_EQ(picture.size(), 784u);
    EXPECT_EQ(at(picture, 14, 4), 1);
    EXPECT_EQ(at(picture, 14, 23), 1);
    EXPECT_EQ(at(picture, 14, 3), 0);
    EXPECT_EQ(at(picture, 14, 24), 0);
    EXPECT_FLOAT_EQ(at(picture, 12, 14), 1);
    EXPECT_FLOAT_EQ(at(picture, 10, 14), 0) << "5 pixels wide";
}

TEST(DrawnDigit, DoesNotDependOnPlaceAndSize) {
    const auto small = likeMnist(rectangle(70, 60, 10, 20), kSide);
    const auto large = likeMnist(rectangle(10, 10, 40, 80), kSide);
    EXPECT_EQ(small, large);
}

TEST(DrawnDigit, HasItsCentreOfMassInTheMiddle) {
    auto ink = rectangle(20, 20, 10, 60);
    for (int y = 70; y < 80; ++y) std::fill_n(ink.begin() + y * kSide + 20, 40, std::uint8_t{255});
    const auto picture = likeMnist(ink, kSide);
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < 784; ++i) {
        mass += picture[static_cast<std::size_t>(i)];
        x += picture[static_cast<std::size_t>(i)] * (i % 28 + 0.5);
        y += picture[static_cast<std::size_t>(i)] * (i / 28 + 0.5);
    }
    EXPECT_NEAR(x / mass, 14, 0.1);
    EXPECT_NEAR(y / mass, 14, 0.1);
}

TEST(DrawnDigit, OfASingleDotIsABlotInTheMiddle) {
    std::vector<std::uint8_t> ink(100 * 100, 0);
    ink[97 * 100 + 2] = 255; // near a corner
    const auto picture = likeMnist(ink, 100);
    ASSERT_EQ(picture.size(), 28u * 28u);
    int full = 0;
    for (const float value : picture) {
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 1);
        full += value == 1 ? 1 : 0;
    }
    EXPECT_EQ(full, 20 * 20) << "scaled like any other drawing";
    EXPECT_EQ(picture[14 * 28 + 14], 1);
}

TEST(DrawnDigit, KeepsItsProportions) {
    std::vector<std::uint8_t> ink(60 * 60, 0);
    for (int x = 10; x < 50; ++x)
        for (int y = 30; y < 34; ++y) ink[static_cast<std::size_t>(y * 60 + x)] = 200;
    const auto picture = likeMnist(ink, 60);
    int wide = 0, high = 0;
    for (int i = 0; i < 28; ++i) {
        wide += picture[static_cast<std::size_t>(14 * 28 + i)] > 0.1f ? 1 : 0;
        high += picture[static_cast<std::size_t>(i * 28 + 14)] > 0.1f ? 1 : 0;
    }
    EXPECT_EQ(wide, 20);
    EXPECT_EQ(high, 2) << "a line of 40 by 4 pixels";
}

TEST(DrawnDigit, IsNothingOnEmptyPaper) {
    EXPECT_TRUE(likeMnist(std::vector<std::uint8_t>(kSide * kSide, 3), kSide).empty());
}

} // namespace
} // namespace tristate::inspect
