#include "core/data/augmentation.h"
#include "tests/core/data/changed_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace tristate::data {
namespace {

using testing::Each;
using testing::FloatNear;
using testing::Pointwise;

TEST(DrawChange, DrawsNothingWhenAllIsOff) {
    const Augmentation off{.elasticSmoothness = 2, .seed = 5, .minibatch = 6};
    EXPECT_TRUE(off.isOff());
    for (std::size_t place = 0; place < 50; ++place) {
        const ImageChange change = drawChange(off, place);
        EXPECT_TRUE(change.movesWholePixels());
        EXPECT_EQ(change.dx, 0);
        EXPECT_EQ(change.dy, 0);
        EXPECT_FALSE(change.mirrored);
    }
}

TEST(DrawChange, UsesTheWholeRangeAndNoMore) {
    double leastAngle = 0, mostAngle = 0, leastSize = 1, mostSize = 1, leastShear = 0, mostShear = 0;
    std::set<std::pair<int, int>> shifts;
    int mirrored = 0;
    for (std::size_t place = 0; place < 2000; ++place) {
        const ImageChange change = drawChange(kEverything, place);
        leastAngle = std::min(leastAngle, change.angle);
        mostAngle = std::max(mostAngle, change.angle);
        leastSize = std::min(leastSize, change.size);
        mostSize = std::max(mostSize, change.size);
        leastShear = std::min(leastShear, change.shear);
        mostShear = std::max(mostShear, change.shear);
        shifts.insert({change.dx, change.dy});
        mirrored += change.mirrored;
        EXPECT_EQ(change.elastic, 1);
        EXPECT_EQ(change.elasticSmoothness, 3);
    }
    const auto expectRange = [](double least, double most, double expectedLeast, double expectedMost) {
        const double tolerance = 0.01 * (expectedMost - expectedLeast);
        EXPECT_GE(least, expectedLeast);
        EXPECT_LE(least, expectedLeast + tolerance);
        EXPECT_LE(most, expectedMost);
        EXPECT_GE(most, expectedMost - tolerance);
    };
    expectRange(leastAngle, mostAngle, -15, 15);
    expectRange(leastSize, mostSize, 0.8, 1.2);
    expectRange(leastShear, mostShear, -0.1, 0.1);
    EXPECT_EQ(shifts.size(), 25u);
    for (const auto& [dx, dy] : shifts) EXPECT_LE(std::max(std::abs(dx), std::abs(dy)), 2);
    EXPECT_NEAR(mirrored, 1000, 100);
}

TEST(DrawChange, OneKindDoesNotDependOnTheOthers) {
    for (std::size_t place = 0; place < 20; ++place) {
        const ImageChange all = drawChange(kEverything, place);
        const ImageChange turned = drawChange({.rotate = 15, .seed = 3}, place);
        const ImageChange bent = drawChange({.elastic = 1, .seed = 3}, place);
        EXPECT_EQ(turned.angle, all.angle);
        EXPECT_EQ(drawChange({.shear = 0.1, .seed = 3}, place).shear, all.shear);
        EXPECT_EQ(drawChange({.flip = true, .seed = 3}, place).mirrored, all.mirrored);
        EXPECT_EQ(bent.displacements.state(), all.displacements.state());
    }
}

/// Runs that only shift, and the sessions saved of them, stay what they were: this is the definition.
TEST(DrawChange, ShiftsAreTheFirstNumbersOfTheStreamOfTheirPlace) {
    for (std::uint64_t place = 0; place < 100; ++place) {
        Rng rng = Rng::stream(11, (std::uint64_t{7} << 32) + place);
        const int dx = static_cast<int>(rng.below(7)) - 3, dy = static_cast<int>(rng.below(7)) - 3;
        const ImageChange change = drawChange({.shift = 3, .seed = 11, .minibatch = 7}, place);
        EXPECT_EQ(change.dx, dx);
        EXPECT_EQ(change.dy, dy);
        EXPECT_TRUE(change.movesWholePixels());
    }
}

TEST(DrawChange, DiffersBetweenSeedsMinibatchesAndPlaces) {
    std::set<double> angles;
    for (const std::uint64_t seed : {1u, 2u})
        for (const std::uint64_t minibatch : {0u, 1u})
            for (const std::size_t place : {0u, 1u})
                angles.insert(drawChange({.rotate = 10, .seed = seed, .minibatch = minibatch}, place).angle);
    EXPECT_EQ(angles.size(), 8u);
}

TEST(ChangeImage, CopiesTheBitsWhenNothingChanges) {
    const Shape shape{3, 6, 7};
    const Image image = randomImage(shape);
    EXPECT_EQ(changed({}, shape, image), image);
}

TEST(ChangeImage, InterpolationLeavesWhatHardlyTurns) {
    const Shape shape{3, 6, 7};
    const Image image = randomImage(shape);
    EXPECT_THAT(changed({.angle = 1e-6}, shape, image), Pointwise(FloatNear(1e-5f), image));
}

TEST(ChangeImage, TurnsCounterClockwiseAboutTheMiddle) {
    const Image right = pixelAt(kFive, 3, 2);
    EXPECT_THAT(changed({.angle = 90}, kFive, right), Pointwise(FloatNear(1e-5f), pixelAt(kFive, 2, 1)));
    EXPECT_THAT(changed({.angle = -90}, kFive, right), Pointwise(FloatNear(1e-5f), pixelAt(kFive, 2, 3)));
    const Shape wide{1, 2, 4}; // the middle lies between pixels
    EXPECT_THAT(changed({.angle = 180}, wide, pixelAt(wide, 0, 0)),
                Pointwise(FloatNear(1e-5f), pixelAt(wide, 3, 1)));
}

TEST(ChangeImage, GrowsFromTheMiddle) {
    const Image grown = changed({.size = 2}, kFive, pixelAt(kFive, 3, 3));
    EXPECT_FLOAT_EQ(grown[at(kFive, 4, 4)], 1);
    EXPECT_FLOAT_EQ(grown[at(kFive, 3, 4)], 0.5f) << "half way to the black pixel in the middle";
    EXPECT_FLOAT_EQ(grown[at(kFive, 2, 2)], 0);
    const Image shrunk = changed({.size = 0.5}, kFive, pixelAt(kFive, 4, 0));
    EXPECT_FLOAT_EQ(shrunk[at(kFive, 3, 1)], 1);
}

TEST(ChangeImage, ShearSlidesRowsByTheirDistanceFromTheMiddle) {
    EXPECT_THAT(changed({.shear = 1}, kFive, pixelAt(kFive, 2, 3)),
                Pointwise(FloatNear(1e-5f), pixelAt(kFive, 3, 3)));
    EXPECT_THAT(changed({.shear = 1}, kFive, pixelAt(kFive, 2, 0)),
                Pointwise(FloatNear(1e-5f), pixelAt(kFive, 0, 0)));
    const Image half = changed({.shear = 0.5}, kFive, pixelAt(kFive, 2, 3));
    EXPECT_FLOAT_EQ(half[at(kFive, 2, 3)], 0.5f);
    EXPECT_FLOAT_EQ(half[at(kFive, 3, 3)], 0.5f);
}

TEST(ChangeImage, MirrorsThenSlidesThenTurnsThenMoves) {
    EXPECT_EQ(changed({.mirrored = true}, kFive, pixelAt(kFive, 0, 3)), pixelAt(kFive, 4, 3));
    EXPECT_EQ(changed({.dx = -1, .dy = 1, .mirrored = true}, kFive, pixelAt(kFive, 0, 3)),
              pixelAt(kFive, 3, 4));
    EXPECT_EQ(changed({.dx = 2, .mirrored = true}, kFive, pixelAt(kFive, 3, 1)), pixelAt(kFive, 3, 1));
    // Mirrored to (1, 2), left of the middle; turned to (2, 3), below it; moved.
    EXPECT_THAT(changed({.dx = 2, .dy = -1, .mirrored = true, .angle = 90}, kFive, pixelAt(kFive, 3, 2)),
                Pointwise(FloatNear(1e-5f), pixelAt(kFive, 4, 2)));
    // Slid to (3, 3), turned to (3, 1).
    EXPECT_THAT(changed({.angle = 90, .shear = 1}, kFive, pixelAt(kFive, 2, 3)),
                Pointwise(FloatNear(1e-5f), pixelAt(kFive, 3, 1)));
}

TEST(ChangeImage, InterpolationAgreesWithMovingWholePixels) {
    const Shape shape{2, 6, 7};
    const Image image = randomImage(shape);
    for (int dx = -8; dx <= 8; ++dx) {
        for (const int dy : {-7, -2, 0, 3, 6}) {
            for (const bool mirrored : {false, true}) {
                const ImageChange whole{.dx = dx, .dy = dy, .mirrored = mirrored};
                ImageChange interpolated = whole;
                interpolated.angle = 360;
                EXPECT_THAT(changed(interpolated, shape, image),
                            Pointwise(FloatNear(1e-4f), changed(whole, shape, image)))
                    << dx << ", " << dy << (mirrored ? ", mirrored" : "");
            }
        }
    }
}

TEST(ChangeImage, BlackEntersFromOutside) {
    const Shape shape{1, 9, 9};
    const Image turned = changed({.angle = 45}, shape, Image(81, 1.0f));
    for (const int corner : {0, 8, 72, 80}) EXPECT_EQ(turned[static_cast<std::size_t>(corner)], 0);
    EXPECT_FLOAT_EQ(turned[at(shape, 4, 4)], 1);
    EXPECT_FLOAT_EQ(turned[at(shape, 4, 0)], 1) << "the middle of the upper side looks into the image";
    EXPECT_THAT(changed({.dx = 500, .angle = 45}, shape, Image(81, 1.0f)), Each(0.0f));
}

TEST(ChangeImage, KeepsTheRangeOfValues) {
    const Shape shape{3, 9, 12};
    const Image image = randomImage(shape);
    Augmentation strong = kEverything;
    strong.elastic = 5;
    for (std::size_t place = 0; place < 200; ++place)
        for (const float value : changed(drawChange(strong, place), shape, image)) {
            EXPECT_GE(value, 0);
            EXPECT_LE(value, 1 + 1e-6f);
        }
}

TEST(ChangeImage, MovesAllChannelsTogether) {
    const Shape one{1, 9, 12}, three{3, 9, 12};
    const Image grey = randomImage(one);
    Image coloured;
    for (int channel = 0; channel < 3; ++channel) coloured.insert(coloured.end(), grey.begin(), grey.end());
    for (const Augmentation& augmentation : kSingleKinds) {
        for (std::size_t place = 0; place < 10; ++place) {
            const Image result = changed(drawChange(augmentation, place), three, coloured);
            const Image expected = changed(drawChange(augmentation, place), one, grey);
            for (int channel = 0; channel < 3; ++channel)
                EXPECT_TRUE(
                    std::equal(expected.begin(), expected.end(), result.begin() + channel * one.features()));
        }
    }
}

} // namespace
} // namespace tristate::data
