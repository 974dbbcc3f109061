#include "core/base/error.h"
#include "core/data/generated_images.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tristate::data {
namespace {

TEST(Shapes, AreColourImagesOfTenBalancedClasses) {
    const Dataset shapes = generateShapes(200, 1);
    EXPECT_EQ(shapes.shape, (Shape{3, 32, 32}));
    EXPECT_EQ(shapes.bytes.size(), 200u * 3072);
    EXPECT_EQ(std::set<std::string>(shapes.classNames.begin(), shapes.classNames.end()).size(), 10u);
    for (int c = 0; c < 10; ++c) EXPECT_EQ(std::count(shapes.labels.begin(), shapes.labels.end(), c), 20);
}

TEST(Shapes, DependOnTheSeedAndThePlaceAlone) {
    const Dataset few = generateShapes(20, 5), more = generateShapes(40, 5), other = generateShapes(20, 6);
    EXPECT_TRUE(std::equal(few.bytes.begin(), few.bytes.end(), more.bytes.begin()));
    EXPECT_NE(few.bytes, other.bytes);
}

TEST(Shapes, FiguresStandOutFromTheGround) {
    // Many pixels of an image differ from its corner, and many do not, beyond the noise.
    const Dataset shapes = generateShapes(100, 2);
    for (std::size_t i = 0; i < 100; ++i) {
        const std::uint8_t* image = shapes.bytes.data() + i * 3072;
        int figure = 0;
        for (int p = 0; p < 1024; ++p) {
            int difference = 0;
            for (int c = 0; c < 3; ++c) difference += std::abs(image[c * 1024 + p] - image[c * 1024]);
            figure += difference > 100 ? 1 : 0;
        }
        EXPECT_GT(figure, 40) << "image " << i;
        EXPECT_LT(figure, 900) << "image " << i;
    }
}

TEST(Noise, HasTheShapeThatIsAskedFor) {
    ASSERT_TRUE(noiseShape("noise:3x20x10"));
    const Dataset noise = generateNoise(*noiseShape("noise:3x20x10"), 50, 1);
    EXPECT_EQ(noise.shape, (Shape{3, 20, 10}));
    EXPECT_EQ(noise.bytes.size(), 50u * 600);
    EXPECT_EQ(noise.labels.size(), 50u);
    EXPECT_LT(*std::max_element(noise.labels.begin(), noise.labels.end()), 10);
    EXPECT_EQ(load({.source = "noise:2x4x4", .trainSamples = 7, .testSamples = 3}).train.size(), 7u);
}

TEST(Noise, AShapeThatCannotBeIsRefused) {
    EXPECT_FALSE(noiseShape("noises:3x2x2"));
    for (const char* text : {"noise:", "noise:3", "noise:3x4", "noise:3x4x", "noise:3x4x5x6", "noise:0x4x4",
                             "noise:3x4x5000", "noise:axbxc", "noise:3x4x4 "})
        EXPECT_THROW(noiseShape(text), Error) << text;
}

} // namespace
} // namespace tristate::data
