#include "core/data/augmentation.h"
#include "core/data/batches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>
#include <vector>

namespace tristate::data {
namespace {

using testing::Each;
using testing::FloatNear;
using testing::Pointwise;

using Image = std::vector<float>;

constexpr Augmentation kEverything{.shift = 2,
                                   .rotate = 15,
                                   .scale = 0.2,
                                   .shear = 0.1,
                                   .elastic = 1,
                                   .elasticSmoothness = 3,
                                   .flip = true,
                                   .seed = 3};

/// Every kind of change, each alone.
const std::vector<Augmentation> kSingleKinds{{.shift = 2},  {.rotate = 15}, {.scale = 0.2},
                                             {.shear = .1}, {.elastic = 1}, {.flip = true}};

constexpr Shape kFive{1, 5, 5};

std::size_t at(const Shape& shape, int x, int y, int channel = 0) {
    return static_cast<std::size_t>((channel * shape.height + y) * shape.width + x);
}

/// A black image with one white pixel.
Image pixelAt(const Shape& shape, int x, int y) {
    Image image(static_cast<std::size_t>(shape.features()), 0.0f);
    image[at(shape, x, y)] = 1;
    return image;
}

Image randomImage(const Shape& shape) {
    Image image(static_cast<std::size_t>(shape.features()));
    Rng rng(4);
    for (float& value : image) value = static_cast<float>(rng.uniform());
    return image;
}

Image changed(const ImageChange& change, const Shape& shape, const Image& image) {
    Image result(image.size(), -1.0f);
    changeImage(change, shape, image.data(), result.data());
    return result;
}

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

/// The elastic displacements of the pixels well inside an image, read off an image that holds x and y.
class Displacements {
public:
    Displacements(double elastic, double smoothness, std::uint64_t seed) {
        Image places(static_cast<std::size_t>(kShape.features()));
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                places[at(kShape, x, y)] = static_cast<float>(x);
                places[at(kShape, x, y, 1)] = static_cast<float>(y);
            }
        const ImageChange change{
            .elastic = elastic, .elasticSmoothness = smoothness, .displacements = Rng(seed)};
        m_places = changed(change, kShape, places);
    }

    static constexpr int kBegin = 12, kEnd = 52;

    double ofX(int x, int y) const { return m_places[at(kShape, x, y)] - x; }
    double ofY(int x, int y) const { return m_places[at(kShape, x, y, 1)] - y; }

private:
    static constexpr int kSide = 64;
    static constexpr Shape kShape{2, kSide, kSide};
    Image m_places;
};

/// Mean products over many fields and all their places.
struct FieldStatistics {
    double meanX = 0;
    double squareX = 0, squareY = 0;
    double xTimesY = 0;
    double across = 0, down = 0; ///< ofX with itself, `lag` pixels on
    double furthest = 0;
};

FieldStatistics survey(double elastic, double smoothness, int lag) {
    FieldStatistics sum;
    constexpr int kFields = 400;
    for (std::uint64_t seed = 0; seed < kFields; ++seed) {
        const Displacements field(elastic, smoothness, seed);
        for (int y = Displacements::kBegin; y < Displacements::kEnd; ++y)
            for (int x = Displacements::kBegin; x < Displacements::kEnd; ++x) {
                const double dx = field.ofX(x, y), dy = field.ofY(x, y);
                sum.meanX += dx;
                sum.squareX += dx * dx;
                sum.squareY += dy * dy;
                sum.xTimesY += dx * dy;
                sum.across += dx * field.ofX(x + lag, y);
                sum.down += dx * field.ofX(x, y + lag);
                sum.furthest = std::max({sum.furthest, std::abs(dx), std::abs(dy)});
            }
    }
    constexpr int kSide = Displacements::kEnd - Displacements::kBegin;
    for (double* total : {&sum.meanX, &sum.squareX, &sum.squareY, &sum.xTimesY, &sum.across, &sum.down})
        *total /= kFields * kSide * kSide;
    return sum;
}

TEST(ElasticDisplacements, HaveTheAmplitudeAskedFor) {
    for (const double smoothness : {0.1, 1.0, 4.0}) {
        const FieldStatistics found = survey(1.5, smoothness, 0);
        // Pixels on a node, which all are at the finest, move 4 % more than the mean over all places.
        EXPECT_NEAR(std::sqrt(found.squareX), 1.5, 0.08) << smoothness;
        EXPECT_NEAR(std::sqrt(found.squareY), 1.5, 0.08) << smoothness;
        EXPECT_NEAR(found.meanX, 0, 0.06) << smoothness;
        EXPECT_NEAR(found.xTimesY, 0, 0.06) << smoothness;
        EXPECT_LE(found.furthest, 3.7 * 1.5) << smoothness;
        EXPECT_GT(found.furthest, 1.5 * 1.5) << smoothness;
    }
}

TEST(ElasticDisplacements, AreAsSmoothAsAGaussianMakesThem) {
    for (const double smoothness : {2.0, 4.0}) {
        const int lag = static_cast<int>(1.5 * smoothness);
        const FieldStatistics found = survey(1, smoothness, lag);
        const double expected = std::exp(-lag * lag / (4 * smoothness * smoothness));
        EXPECT_NEAR(found.across / found.squareX, expected, 0.05) << smoothness;
        EXPECT_NEAR(found.down / found.squareX, expected, 0.05) << smoothness;
    }
}

TEST(ElasticDisplacements, HaveNoJumpsAndNoKinks) {
    // How a cubic B-spline can change at most, in nodes over their distance and over its square.
    constexpr double kSmoothness = 8;
    const double largest = 3.7, spacing = std::sqrt(3.0) * kSmoothness;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Displacements field(1, kSmoothness, seed);
        for (int y = Displacements::kBegin; y < Displacements::kEnd; ++y)
            for (int x = Displacements::kBegin; x < Displacements::kEnd; ++x) {
                const double left = field.ofX(x - 1, y), here = field.ofX(x, y), right = field.ofX(x + 1, y);
                const double above = field.ofX(x, y - 1), below = field.ofX(x, y + 1);
                ASSERT_LE(std::max(std::abs(right - here), std::abs(below - here)), 1.5 * largest / spacing);
                ASSERT_LE(std::max(std::abs(right - 2 * here + left), std::abs(below - 2 * here + above)),
                          4 * largest / (spacing * spacing));
            }
    }
}

/// `count` random images as bytes.
Dataset images(int count, const Shape& shape) {
    Dataset set;
    set.shape = shape;
    Rng rng(8);
    for (int i = 0; i < count * shape.features(); ++i)
        set.bytes.push_back(static_cast<std::uint8_t>(rng.below(256)));
    set.labels.resize(static_cast<std::size_t>(count));
    return set;
}

std::vector<std::uint32_t> firstIndices(std::uint32_t count) {
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < count; ++i) indices.push_back(i);
    return indices;
}

/// All samples, gathered in one call.
Activation<float> gathered(const Dataset& set, const Augmentation& augmentation) {
    Activation<float> input;
    const int groups = groupsFor(static_cast<int>(set.size()));
    input.resize(set.shape.features(), groups);
    gather(set, firstIndices(static_cast<std::uint32_t>(set.size())), input, {0, groups}, augmentation);
    return input;
}

bool equal(const Activation<float>& a, const Activation<float>& b) {
    for (int g = 0; g < a.groups(); ++g)
        if (!(a.map(g) == b.map(g)).all()) return false;
    return true;
}

TEST(AugmentedGather, EveryKindChangesSamplesAndOffChangesNone) {
    const Dataset set = images(40, {2, 8, 9});
    const Activation<float> plain = gathered(set, {});
    EXPECT_TRUE(equal(gathered(set, {.elasticSmoothness = 2, .seed = 1, .minibatch = 2}), plain));
    for (std::size_t kind = 0; kind < kSingleKinds.size(); ++kind)
        EXPECT_FALSE(equal(gathered(set, kSingleKinds[kind]), plain)) << "kind " << kind;
}

TEST(AugmentedGather, MakesTheChangeOfThePlaceNotOfTheSample) {
    const Dataset set = images(20, {2, 8, 9});
    std::vector<std::uint32_t> indices = firstIndices(20);
    std::reverse(indices.begin(), indices.end());
    Activation<float> input;
    input.resize(set.shape.features(), 2);
    gather(set, indices, input, {0, 2}, kEverything);
    for (int place = 0; place < 20; ++place) {
        Image image(static_cast<std::size_t>(set.shape.features()));
        set.copySample(static_cast<std::size_t>(19 - place), image.data());
        const Image expected =
            changed(drawChange(kEverything, static_cast<std::size_t>(place)), set.shape, image);
        for (int f = 0; f < set.shape.features(); ++f)
            ASSERT_EQ(input.map(place / kLanes)(place % kLanes, f), expected[static_cast<std::size_t>(f)]);
    }
}

TEST(AugmentedGather, IsTheSameWhicheverThreadAsksInWhateverOrder) {
    const Dataset set = images(64, {2, 8, 9}), other = images(16, {1, 20, 5});
    const Activation<float> expected = gathered(set, kEverything);
    Activation<float> found;
    found.resize(set.shape.features(), 4);
    const std::vector<std::uint32_t> indices = firstIndices(64);
    const auto gatherGroup = [&](int g) { gather(set, indices, found, {g, g + 1}, kEverything); };
    std::thread one([&] {
        gatherGroup(3);
        gathered(other, kEverything); // leaves its traces in the memory the thread keeps
        gatherGroup(0);
    });
    std::thread two([&] {
        gatherGroup(2);
        gatherGroup(1);
    });
    one.join();
    two.join();
    EXPECT_TRUE(equal(found, expected));
}

TEST(AugmentedGather, DiffersBetweenMinibatches) {
    const Dataset set = images(16, {1, 8, 9});
    for (Augmentation augmentation : kSingleKinds) {
        const Activation<float> before = gathered(set, augmentation);
        augmentation.minibatch = 1;
        EXPECT_FALSE(equal(gathered(set, augmentation), before));
    }
}

TEST(AugmentedGather, ChangesImagesOfFloatsLikeImagesOfBytes) {
    const Dataset bytes = images(16, {1, 8, 9});
    Dataset floats = bytes;
    floats.bytes.clear();
    for (const std::uint8_t byte : bytes.bytes) floats.values.push_back(static_cast<float>(byte) / 255.0f);
    EXPECT_TRUE(equal(gathered(floats, kEverything), gathered(bytes, kEverything)));
}

TEST(AugmentedGather, LeavesFlatSamplesAlone) {
    const Dataset bytes = images(20, {24});
    EXPECT_TRUE(equal(gathered(bytes, kEverything), gathered(bytes, {})));
    Dataset points;
    points.shape = {2};
    points.values = {0.1f, 0.2f, 0.3f, 0.4f};
    points.labels = {0, 1};
    EXPECT_TRUE(equal(gathered(points, kEverything), gathered(points, {})));
}

} // namespace
} // namespace tristate::data
