#include "core/data/augmentation.h"
#include "tests/core/data/changed_images.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tristate::data {
namespace {

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

} // namespace
} // namespace tristate::data
