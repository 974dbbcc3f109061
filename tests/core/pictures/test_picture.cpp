#include "core/base/error.h"
#include "core/pictures/picture.h"
#include "tests/support/picture_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tristate::pictures {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

Picture read(const std::string& file) {
    return readPicture({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}, "'it'");
}

std::string problemOf(const std::string& file) {
    try {
        read(file);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Picture, ReadsGreyPngOf8And16Bits) {
    const Picture grey = read(test::png(3, 1, {0, 100, 255}));
    EXPECT_EQ(grey.channels, 1);
    EXPECT_THAT(grey.pixels, ElementsAre(0, 100, 255));
    const std::string wide = test::png(2, 1, {0, 0, 0xff, 0xff}, {SPNG_COLOR_TYPE_GRAYSCALE, 16});
    EXPECT_THAT(read(wide).pixels, ElementsAre(0, 255));
    EXPECT_EQ(read(wide).channels, 1);
}

TEST(Picture, ReadsColoursPalettesAndTransparency) {
    const Picture colour = read(test::png(1, 2, {255, 0, 10, 1, 2, 3}, {SPNG_COLOR_TYPE_TRUECOLOR}));
    EXPECT_EQ(colour.channels, 3);
    EXPECT_THAT(colour.pixels, ElementsAre(255, 0, 10, 1, 2, 3));
    const test::PngKind palette{SPNG_COLOR_TYPE_INDEXED, 8, {{10, 20, 30, 255}, {0, 0, 0, 0}}};
    EXPECT_THAT(read(test::png(2, 1, {0, 1}, palette)).pixels, ElementsAre(10, 20, 30, 255, 255, 255))
        << "transparent places are white";
    const Picture half = read(test::png(1, 1, {0, 0, 0, 128}, {SPNG_COLOR_TYPE_TRUECOLOR_ALPHA}));
    EXPECT_EQ(half.channels, 1) << "all grey";
    EXPECT_THAT(half.pixels, ElementsAre(127));
}

TEST(Picture, ReadsJpegAndTurnsItAsItSays) {
    // The left half is dark.
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 16 * 8; ++i) pixels.push_back(i % 16 < 8 ? 20 : 220);
    const auto isDark = [](const Picture& p, int x, int y) {
        return p.pixels[static_cast<std::size_t>(y * p.width + x)] < 60;
    };
    const Picture plain = read(test::jpeg(16, 8, pixels));
    EXPECT_EQ(plain.width, 16);
    EXPECT_TRUE(isDark(plain, 0, 0) && isDark(plain, 0, 7) && !isDark(plain, 15, 0));
    const Picture mirrored = read(test::jpeg(16, 8, pixels, 2));
    EXPECT_TRUE(isDark(mirrored, 15, 0) && !isDark(mirrored, 0, 0));
    const Picture clockwise = read(test::jpeg(16, 8, pixels, 6));
    EXPECT_EQ(clockwise.width, 8);
    EXPECT_EQ(clockwise.height, 16);
    EXPECT_TRUE(isDark(clockwise, 0, 0) && isDark(clockwise, 7, 0) && !isDark(clockwise, 0, 15));
    const Picture counter = read(test::jpeg(16, 8, pixels, 8));
    EXPECT_TRUE(isDark(counter, 0, 15) && !isDark(counter, 0, 0));
}

/// A BMP of two rows, from below, each padded to 4 bytes.
std::string bmp() {
    const auto number = [](std::uint32_t n) {
        return std::string{static_cast<char>(n), static_cast<char>(n >> 8), static_cast<char>(n >> 16),
                           static_cast<char>(n >> 24)};
    };
    return "BM" + number(62) + number(0) + number(54) + number(40) + number(1) + number(2) +
           std::string("\1\0\x18\0", 4) + number(0) + number(0) + number(0) + number(0) + number(0) +
           number(0) + std::string("\3\2\1\0\6\5\4\0", 8);
}

TEST(Picture, ReadsBmpAndPnm) {
    EXPECT_THAT(read(bmp()).pixels, ElementsAre(4, 5, 6, 1, 2, 3));
    EXPECT_THAT(read("P2\n# grey\n2 1\n15\n0 15\n").pixels, ElementsAre(0, 255));
    EXPECT_THAT(read(std::string("P5 2 1 65535\n\0\0\xff\xff", 17)).pixels, ElementsAre(0, 255));
    EXPECT_THAT(read("P6 1 1 255\nabc").pixels, ElementsAre('a', 'b', 'c'));
}

TEST(Picture, RefusesWhatIsCutOffOrPromisesTooMuch) {
    const std::string whole = test::png(40, 40, std::vector<std::uint8_t>(1600, 7));
    EXPECT_THAT(problemOf(whole.substr(0, whole.size() / 2)), HasSubstr("'it' cannot be read"));
    std::string huge = whole;
    huge[18] = huge[22] = '\x7f'; // 32,552 on each side
    EXPECT_NE(problemOf(huge), "");
    const std::string photo = test::jpeg(16, 16, std::vector<std::uint8_t>(256, 9));
    EXPECT_NE(problemOf(photo.substr(0, photo.size() - 20)), "");
    EXPECT_THAT(problemOf("P5 60000 60000 255\nabc"),
                HasSubstr("60000 x 60000 pixels, more than its 22 bytes can hold"));
    EXPECT_THAT(problemOf(bmp().substr(0, 60)), HasSubstr("cut off"));
    EXPECT_THAT(problemOf("P5 2 2 255\nab"), HasSubstr("cut off"));
    EXPECT_THAT(problemOf("GIF89a"), HasSubstr("is no PNG, JPEG, BMP, PGM or PPM"));
    EXPECT_NE(problemOf(""), "");
}

TEST(Picture, KnowsTheNamesOfPictures) {
    EXPECT_TRUE(hasPictureName("a/b.PNG"));
    EXPECT_TRUE(hasPictureName("b.jpeg"));
    EXPECT_FALSE(hasPictureName("png"));
    EXPECT_FALSE(hasPictureName("notes.txt"));
}

} // namespace
} // namespace tristate::pictures
