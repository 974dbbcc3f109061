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

TEST(DrawnDigit, IsNothingOnEmptyPaper) {
    EXPECT_TRUE(likeMnist(std::vector<std::uint8_t>(kSide * kSide, 3), kSide).empty());
}

} // namespace
} // namespace tristate::inspect
