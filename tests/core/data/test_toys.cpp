#include "core/data/toys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

struct ToySet {
    const char* name;
    Dataset (*generate)(std::size_t, std::uint64_t);
    int classes;
    double leastNeighbourAccuracy; ///< of the nearest of 1000 other points; overlapping sets reach less
};

void PrintTo(const ToySet& set, std::ostream* out) {
    *out << set.name;
}

class Toys : public testing::TestWithParam<ToySet> {};

TEST_P(Toys, HaveTwoFeaturesWithinTheUnitSquare) {
    const Dataset toy = GetParam().generate(3000, 1);
    EXPECT_EQ(toy.name, GetParam().name);
    EXPECT_EQ(toy.shape, (Shape{2, 1, 1}));
    EXPECT_EQ(toy.classes, GetParam().classes);
    ASSERT_EQ(toy.values.size(), 6000u);
    EXPECT_TRUE(toy.bytes.empty());
    const auto [low, high] = std::minmax_element(toy.values.begin(), toy.values.end());
    EXPECT_GE(*low, 0);
    EXPECT_LE(*high, 1);
    EXPECT_LT(*low, 0.2f) << "the square is badly used";
    EXPECT_GT(*high, 0.8f) << "the square is badly used";
}

TEST_P(Toys, AreRarelyCutOffAtTheBorder) {
    const Dataset toy = GetParam().generate(3000, 2);
    const auto onBorder =
        std::count_if(toy.values.begin(), toy.values.end(), [](float v) { return v == 0 || v == 1; });
    EXPECT_LT(onBorder, 30);
}

TEST_P(Toys, AreBalanced) {
    const Dataset toy = GetParam().generate(600, 3);
    for (int c = 0; c < toy.classes; ++c) {
        EXPECT_EQ(std::count(toy.labels.begin(), toy.labels.end(), c), 600 / toy.classes);
    }
}

TEST_P(Toys, DependOnTheSeedAlone) {
    const auto generate = GetParam().generate;
    EXPECT_EQ(generate(100, 4).values, generate(100, 4).values);
    EXPECT_NE(generate(100, 4).values, generate(100, 5).values);
    const auto larger = generate(200, 4).values;
    EXPECT_EQ(generate(100, 4).values, std::vector<float>(larger.begin(), larger.begin() + 200));
}

TEST_P(Toys, CanBeToldApartByTheNearestNeighbour) {
    const Dataset known = GetParam().generate(1000, 6), asked = GetParam().generate(500, 7);
    int right = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        double nearest = std::numeric_limits<double>::infinity();
        std::uint8_t answer = 0;
        for (std::size_t k = 0; k < known.size(); ++k) {
            const double distance = std::hypot(asked.values[2 * i] - known.values[2 * k],
                                               asked.values[2 * i + 1] - known.values[2 * k + 1]);
            if (distance >= nearest) continue;
            nearest = distance;
            answer = known.labels[k];
        }
        right += answer == asked.labels[i];
    }
    EXPECT_GT(right / 500.0, GetParam().leastNeighbourAccuracy);
}

TEST_P(Toys, HaveNoSamplesWhenNoneAreAskedFor) {
    EXPECT_EQ(GetParam().generate(0, 1).size(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Sets, Toys,
                         testing::Values(ToySet{"spiral", generateSpiral, 3, 0.97},
                                         ToySet{"moons", generateMoons, 2, 0.98},
                                         ToySet{"circles", generateCircles, 2, 0.98},
                                         ToySet{"xor", generateXor, 2, 0.97},
                                         ToySet{"gaussians", generateGaussians, 3, 0.95}),
                         [](const auto& set) { return std::string(set.param.name); });

} // namespace
} // namespace tristate::data
