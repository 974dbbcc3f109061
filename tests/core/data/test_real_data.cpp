#include "core/data/dataset.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace tristate::data {
namespace {

using testing::ElementsAre;

long countOf(const Dataset& data, int label) {
    return std::count(data.labels.begin(), data.labels.end(), label);
}

TEST(RealData, LoadsMnist) {
    const auto directory = test::mnistDirectory();
    if (!directory) GTEST_SKIP() << test::kNoMnist;
    const Splits splits = load({.source = directory->string(), .validation = 5000});
    EXPECT_EQ(splits.train.size(), 55000u);
    EXPECT_EQ(splits.validation.size(), 5000u);
    EXPECT_EQ(splits.test.size(), 10000u);
    EXPECT_EQ(splits.train.shape, (Shape{1, 28, 28}));
    EXPECT_EQ(splits.train.classes, 10);
    EXPECT_EQ(splits.train.classNames.at(7), "7");
    // The known numbers of ones, and the first test labels.
    EXPECT_EQ(countOf(splits.train, 1) + countOf(splits.validation, 1), 6742);
    EXPECT_EQ(countOf(splits.test, 1), 1135);
    EXPECT_THAT(std::vector<int>(splits.test.labels.begin(), splits.test.labels.begin() + 5),
                ElementsAre(7, 2, 1, 0, 4));
}

TEST(RealData, MnistHasItsKnownMean) {
    const auto directory = test::mnistDirectory();
    if (!directory) GTEST_SKIP() << test::kNoMnist;
    const Splits splits = load({.source = directory->string()});
    const auto sum = std::accumulate(splits.train.bytes.begin(), splits.train.bytes.end(), 0.0);
    EXPECT_NEAR(sum / 255 / static_cast<double>(splits.train.bytes.size()), 0.1307, 0.0001);
}

TEST(RealData, LoadsFashionMnist) {
    const auto directory = test::fashionMnistDirectory();
    if (!directory) GTEST_SKIP() << test::kNoFashionMnist;
    const Splits splits = load({.source = directory->string()});
    EXPECT_EQ(splits.train.size(), 60000u);
    EXPECT_EQ(splits.test.size(), 10000u);
    EXPECT_EQ(splits.train.classNames.at(1), "Trouser");
    EXPECT_EQ(splits.test.classNames.at(9), "Ankle boot");
    for (int c = 0; c < 10; ++c) EXPECT_EQ(countOf(splits.train, c), 6000);
}

} // namespace
} // namespace tristate::data
