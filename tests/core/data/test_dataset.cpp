#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/load_problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace tristate::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::multiset<std::array<float, 2>> pointsOf(const Dataset& toy) {
    std::multiset<std::array<float, 2>> points;
    for (std::size_t i = 0; i < toy.size(); ++i) {
        std::array<float, 2> row{};
        toy.copySample(i, row.data());
        points.insert(row);
    }
    return points;
}

TEST(Dataset, AddedPointsJoinTheTrainingData) {
    DataSpec spec{.source = "moons", .validation = 10, .trainSamples = 100, .testSamples = 20};
    spec.points = {{0.25, 0.75, 1}, {0, 1, 0}};
    const Splits splits = load(spec);
    ASSERT_EQ(splits.train.size(), 92u);
    EXPECT_EQ(splits.validation.size(), 10u);
    EXPECT_EQ(splits.train.labels[90], 1);
    std::array<float, 2> row{};
    splits.train.copySample(90, row.data());
    EXPECT_THAT(row, ElementsAre(0.25f, 0.75f));
    spec.points = {{0.5, 1.5, 0}};
    EXPECT_THAT(problemOf(spec), HasSubstr("the added point (0.5, 1.5) of class 0 is invalid"));
    spec.points = {{0.5, 0.5, 2}};
    EXPECT_THAT(problemOf(spec), HasSubstr("a class from 0 to 1"));
    spec.points = {{0.5, 0.5, 0}};
    spec.source = "digits";
    EXPECT_THAT(problemOf(spec), HasSubstr("not points in the plane"));
}

TEST(Dataset, CopiesBytesAsFractions) {
    Dataset images;
    images.shape = {1, 1, 3};
    images.labels = {0, 1};
    images.bytes = {9, 9, 9, 0, 51, 255};
    std::array<float, 3> row{};
    images.copySample(1, row.data());
    EXPECT_THAT(row, ElementsAre(0.0f, 0.2f, 1.0f));
}

TEST(Dataset, CopiesFloatsAsTheyAre) {
    Dataset points;
    points.shape = {2, 1, 1};
    points.labels = {0, 1};
    points.values = {0.1f, 0.2f, 0.3f, 0.4f};
    std::array<float, 2> row{};
    points.copySample(1, row.data());
    EXPECT_THAT(row, ElementsAre(0.3f, 0.4f));
}

class GeneratedSets : public testing::TestWithParam<const char*> {};

TEST_P(GeneratedSets, LoadByName) {
    const Splits splits =
        load({.source = GetParam(), .validation = 30, .trainSamples = 100, .testSamples = 50});
    EXPECT_EQ(splits.train.size(), 70u);
    EXPECT_EQ(splits.validation.size(), 30u);
    EXPECT_EQ(splits.test.size(), 50u);
    for (const Dataset* part : {&splits.train, &splits.validation, &splits.test}) {
        EXPECT_EQ(part->name, GetParam());
        EXPECT_EQ(part->shape, splits.train.shape);
        EXPECT_EQ(part->classes, splits.train.classes);
        EXPECT_EQ(part->classNames.size(), static_cast<std::size_t>(part->classes));
        EXPECT_NE(part->bytes.empty(), part->values.empty());
        EXPECT_EQ(part->bytes.size() + part->values.size(),
                  part->size() * static_cast<std::size_t>(part->shape.features()));
    }
}

TEST_P(GeneratedSets, AreTheSameForTheSameSeedOnly) {
    const DataSpec spec{.source = GetParam(), .trainSamples = 60, .testSamples = 60, .seed = 5};
    DataSpec otherSeed = spec;
    otherSeed.seed = 6;
    const Splits a = load(spec), b = load(spec), other = load(otherSeed);
    EXPECT_EQ(a.train.bytes, b.train.bytes);
    EXPECT_EQ(a.train.values, b.train.values);
    EXPECT_EQ(a.test.bytes, b.test.bytes);
    EXPECT_EQ(a.test.values, b.test.values);
    EXPECT_FALSE(a.train.bytes == other.train.bytes && a.train.values == other.train.values);
    EXPECT_FALSE(a.test.bytes == other.test.bytes && a.test.values == other.test.values);
}

TEST_P(GeneratedSets, TestOnOtherSamplesThanTheyTrainOn) {
    const Splits splits = load({.source = GetParam(), .trainSamples = 60, .testSamples = 60});
    EXPECT_FALSE(splits.train.bytes == splits.test.bytes && splits.train.values == splits.test.values);
}

INSTANTIATE_TEST_SUITE_P(Names, GeneratedSets,
                         testing::Values("digits", "spiral", "moons", "circles", "xor", "gaussians"),
                         [](const auto& name) { return std::string(name.param); });

TEST(Load, MovesValidationOutOfTheTrainingData) {
    const DataSpec whole{.source = "moons", .trainSamples = 200};
    DataSpec split = whole;
    split.validation = 60;
    const Splits a = load(whole), b = load(split);
    auto joined = pointsOf(b.train);
    joined.merge(pointsOf(b.validation));
    EXPECT_EQ(joined, pointsOf(a.train)) << "no sample may be lost, doubled or kept in both parts";
    EXPECT_EQ(b.test.values, a.test.values);
}

TEST(Load, KeepsLabelsWithTheirSamples) {
    const Splits splits = load({.source = "xor", .validation = 100, .trainSamples = 200});
    for (const Dataset* part : {&splits.train, &splits.validation}) {
        for (std::size_t i = 0; i < part->size(); ++i) {
            std::array<float, 2> p{};
            part->copySample(i, p.data());
            EXPECT_EQ(part->labels[i], (p[0] > 0.5f) == (p[1] > 0.5f) ? 0 : 1);
        }
    }
}

TEST(Load, HoldsOutASeededRandomChoice) {
    const DataSpec spec{.source = "moons", .validation = 20, .trainSamples = 100};
    const Splits a = load(spec), b = load(spec);
    EXPECT_EQ(a.validation.values, b.validation.values);
    const Splits whole = load({.source = "moons", .trainSamples = 100});
    const std::vector<float> last(whole.train.values.end() - 40, whole.train.values.end());
    EXPECT_NE(a.validation.values, last) << "the last samples were taken without permuting";
}

TEST(Load, LargerValidationContainsTheSmaller) {
    DataSpec spec{.source = "moons", .validation = 20, .trainSamples = 100};
    const auto small = pointsOf(load(spec).validation);
    spec.validation = 50;
    const auto large = pointsOf(load(spec).validation);
    EXPECT_TRUE(std::includes(large.begin(), large.end(), small.begin(), small.end()));
}

TEST(Load, DescribesAnEmptyValidationPart) {
    const Splits splits = load({.source = "spiral"});
    EXPECT_EQ(splits.validation.size(), 0u);
    EXPECT_EQ(splits.validation.classes, 3);
    EXPECT_EQ(splits.validation.shape, splits.train.shape);
}

TEST(Load, KeepsTheFirstClassesOnlyWhereAsked) {
    const DataSpec whole{.source = "digits", .trainSamples = 200, .testSamples = 100};
    DataSpec some = whole;
    some.classes = 3;
    some.validation = 20;
    const Splits a = load(whole), b = load(some);
    const auto isKept = [](Label label) { return label < 3; };
    const auto kept = std::count_if(a.train.labels.begin(), a.train.labels.end(), isKept);
    EXPECT_EQ(b.train.size() + 20, static_cast<std::size_t>(kept));
    EXPECT_EQ(b.validation.size(), 20u) << "split off what is left";
    for (const Dataset* part : {&b.train, &b.validation, &b.test}) {
        EXPECT_TRUE(std::all_of(part->labels.begin(), part->labels.end(), isKept));
        EXPECT_EQ(part->classes, 3);
        EXPECT_EQ(part->classNames, (std::vector<std::string>{"0", "1", "2"}));
        EXPECT_EQ(part->bytes.size(), part->size() * static_cast<std::size_t>(part->shape.features()));
    }
}

TEST(Load, RefusesANumberOfClassesThatCannotBe) {
    EXPECT_THAT(problemOf({.source = "spiral", .classes = 4}),
                HasSubstr("the first 4 classes of the 3 of 'spiral'; expected 2 to 3, or 0 for all"));
    EXPECT_THAT(problemOf({.source = "spiral", .classes = 1}), HasSubstr("the first 1 classes"));
}

TEST(Load, RefusesAValidationPartThatLeavesNothing) {
    EXPECT_THAT(problemOf({.source = "moons", .validation = 100, .trainSamples = 100}),
                AllOf(HasSubstr("cannot keep 100"), HasSubstr("100 training samples of 'moons'"),
                      HasSubstr("0 to 99")));
    EXPECT_THAT(problemOf({.source = "moons", .validation = -1, .trainSamples = 100}), HasSubstr("keep -1"));
}

TEST(Load, RefusesImpossibleNumbersOfGeneratedSamples) {
    EXPECT_THAT(problemOf({.source = "moons", .trainSamples = 0}), HasSubstr("generated training samples"));
    EXPECT_THAT(problemOf({.source = "moons", .testSamples = -5}),
                AllOf(HasSubstr("test"), HasSubstr("not -5")));
    EXPECT_THAT(problemOf({.source = "digits", .trainSamples = 2'000'000'000}), HasSubstr("1 to 1000000"));
}

TEST(Load, ListsWhatThereIsForAnUnknownName) {
    EXPECT_THAT(problemOf({.source = "minst"}),
                AllOf(HasSubstr("there is no file, folder or generated set 'minst'"),
                      HasSubstr("digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32"),
                      HasSubstr("train-images-idx3-ubyte"), HasSubstr("t10k-labels-idx1-ubyte")));
}

TEST(Load, ReadsADirectoryAndSplitsIt) {
    const test::TempDir dir;
    test::IdxDirectory{}.writeTo(dir);
    const Splits splits = load({.source = dir.path().string(), .validation = 1});
    EXPECT_EQ(splits.train.size(), 3u);
    ASSERT_EQ(splits.validation.size(), 1u);
    EXPECT_EQ(splits.validation.bytes.size(), 6u);
    EXPECT_EQ(splits.test.size(), 2u);
}

} // namespace
} // namespace tristate::data
