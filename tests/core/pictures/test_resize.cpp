#include "core/pictures/resize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace tristate::pictures {
namespace {

using testing::Each;
using testing::ElementsAre;

TEST(Resize, TakesTheMeanOfTheAreaThatAPixelCovers) {
    const Picture picture{4, 2, 1, {0, 100, 200, 200, 100, 200, 0, 0}};
    EXPECT_THAT(resized(picture, 2, 1).pixels, ElementsAre(100, 100));
    EXPECT_THAT(resized(picture, 4, 2).pixels, picture.pixels);
    // Three pixels to two: each covers one and a half.
    EXPECT_THAT(resized({3, 1, 1, {0, 90, 240}}, 2, 1).pixels, ElementsAre(30, 190));
    EXPECT_THAT(resized({1, 1, 3, {1, 2, 3}}, 2, 1).pixels, ElementsAre(1, 2, 3, 1, 2, 3));
}

TEST(Resize, KeepsTheMeanAndWhatIsEven) {
    Picture picture{50, 40, 1, std::vector<std::uint8_t>(2000)};
    for (std::size_t i = 0; i < 2000; ++i) picture.pixels[i] = static_cast<std::uint8_t>(i * 37 % 251);
    const auto mean = [](const Picture& p) {
        return std::accumulate(p.pixels.begin(), p.pixels.end(), 0.0) / static_cast<double>(p.pixels.size());
    };
    EXPECT_NEAR(mean(resized(picture, 7, 13)), mean(picture), 1);
    EXPECT_NEAR(mean(resized(picture, 120, 90)), mean(picture), 1);
    EXPECT_THAT(resized({31, 17, 1, std::vector<std::uint8_t>(31 * 17, 77)}, 28, 28).pixels, Each(77));
}

TEST(Resize, ChangesTheNumberOfChannels) {
    EXPECT_THAT(withChannels({1, 1, 1, {9}}, 3).pixels, ElementsAre(9, 9, 9));
    EXPECT_THAT(withChannels({3, 1, 3, {255, 0, 0, 0, 255, 0, 0, 0, 255}}, 1).pixels,
                ElementsAre(76, 150, 29));
}

TEST(Resize, TurnsAsExifCounts) {
    const Picture picture{2, 1, 1, {1, 2}};
    for (const auto& [orientation, expected] : {std::pair<int, std::vector<std::uint8_t>>{1, {1, 2}},
                                                {2, {2, 1}},
                                                {3, {2, 1}},
                                                {4, {1, 2}},
                                                {5, {1, 2}},
                                                {6, {1, 2}},
                                                {7, {2, 1}},
                                                {8, {2, 1}},
                                                {9, {1, 2}}}) {
        const Picture made = turned(picture, orientation);
        EXPECT_EQ(made.pixels, expected) << orientation;
        EXPECT_EQ(made.height, orientation >= 5 && orientation <= 8 ? 2 : 1) << orientation;
    }
}

} // namespace
} // namespace tristate::pictures
