#include "core/base/error.h"
#include "core/data/data_source.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/data/load_problem.h"
#include "tests/core/data/npy_files.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

using test::npyOf;
using testing::ElementsAre;
using testing::FloatEq;
using testing::HasSubstr;

/// `rows` samples of two numbers.
std::string samples(int rows) {
    std::vector<float> numbers;
    for (int i = 0; i < 2 * rows; ++i) numbers.push_back(static_cast<float>(i));
    return npyOf("<f4", std::to_string(rows) + ", 2", numbers);
}

class ArrayTargets : public testing::Test {
protected:
    std::string put(const test::Files& files) {
        return m_dir.write("all.npz", test::archive(files, test::ArchiveKind::Zip)).string();
    }

private:
    test::TempDir m_dir;
};

TEST_F(ArrayTargets, AreNumbersInTheirUnits) {
    const DataSpec spec{.source = put({{"x_train.npy", samples(4)},
                                       {"y_train.npy", npyOf<double>("<f8", "4, 1", {1.5, 2.5, 4, 8})},
                                       {"x_test.npy", samples(2)},
                                       {"y_test.npy", npyOf<float>("<f4", "2,", {-1, 7})}})};
    EXPECT_TRUE(openSource(spec)->isRegression(spec));
    const Splits splits = load(spec);
    ASSERT_EQ(splits.train.targets.size(), 1u);
    EXPECT_EQ(splits.train.targets[0].name, "y");
    EXPECT_DOUBLE_EQ(splits.train.targets[0].mean, 4.0);
    EXPECT_THAT(splits.train.targetValues, ElementsAre(1.5f, 2.5f, 4.0f, 8.0f));
    EXPECT_THAT(splits.test.targetValues, ElementsAre(-1.0f, 7.0f));
    EXPECT_EQ(splits.test.targets, splits.train.targets) << "measured on the training part alone";
    EXPECT_EQ(splits.train.classes, 0);
    ASSERT_EQ(splits.notes.size(), 1u);
    EXPECT_THAT(toText(splits.notes[0]), HasSubstr("which makes a regression"));
}

TEST_F(ArrayTargets, MayBeSeveralAndLoseATestShare) {
    std::vector<std::int32_t> numbers;
    for (int i = 0; i < 20; ++i) numbers.insert(numbers.end(), {i, 100 * i});
    const DataSpec spec{.source =
                            put({{"X.npy", samples(20)}, {"target.npy", npyOf("<i4", "20, 2", numbers)}}),
                        .testFraction = 0.25};
    const Splits splits = load(spec);
    ASSERT_EQ(splits.train.targets.size(), 2u);
    EXPECT_EQ(splits.train.targets[1].name, "target 2");
    EXPECT_EQ(splits.train.size(), 15u);
    EXPECT_EQ(splits.test.size(), 5u);
    for (const Dataset* part : {&splits.train, &splits.test})
        for (std::size_t i = 0; i < part->size(); ++i) {
            EXPECT_THAT(part->targetValues[2 * i + 1], FloatEq(100 * part->targetValues[2 * i]));
            EXPECT_THAT(part->values[2 * i], FloatEq(2 * part->targetValues[2 * i])) << "of its own sample";
        }
}

TEST_F(ArrayTargets, AreGuessedFromTheirTypeAndNumber) {
    const auto isRegression = [&](const std::string& y, TaskKind task = TaskKind::Guess) {
        const DataSpec spec{.source = put({{"x.npy", samples(60)}, {"y.npy", y}}), .task = task};
        return openSource(spec)->isRegression(spec);
    };
    std::vector<float> few, many;
    std::vector<std::int64_t> whole;
    for (int i = 0; i < 60; ++i) {
        few.push_back(static_cast<float>(i % 3));
        many.push_back(static_cast<float>(i));
        whole.push_back(i);
    }
    EXPECT_FALSE(isRegression(npyOf("<f4", "60,", few)));
    EXPECT_TRUE(isRegression(npyOf("<f4", "60,", few), TaskKind::Regression));
    EXPECT_TRUE(isRegression(npyOf("<f4", "60,", many)));
    EXPECT_FALSE(isRegression(npyOf("<f4", "60,", many), TaskKind::Classes));
    EXPECT_FALSE(isRegression(npyOf("<i8", "60,", whole))) << "whole numbers are names of classes";
    few.back() = 0.5f;
    EXPECT_TRUE(isRegression(npyOf("<f4", "60,", few)));
}

TEST_F(ArrayTargets, SayWhatIsWrong) {
    const std::string x = samples(4);
    const auto problem = [&](const std::string& y) {
        return problemOf({.source = put({{"x.npy", x}, {"y.npy", y}})});
    };
    EXPECT_THAT(problem(npyOf<float>("<f4", "3,", {0.5f, 1, 2})), HasSubstr("has 3 labels for 4 samples"));
    EXPECT_THAT(problem(npyOf<float>("<f4", "4,", {0.5f, 1, 2, NAN})),
                testing::AllOf(HasSubstr("number 3 of"), HasSubstr("y.npy"), HasSubstr("is not finite")));
    EXPECT_THAT(problem(npyOf<float>("<f4", "4,", {0.5f, 0.5f, 0.5f, 0.5f})), HasSubstr("the target 'y' of"));
    EXPECT_THAT(
        problemOf({.source = put({{"x.npy", x},
                                  {"y.npy", npyOf<float>("<f4", "4,", {0.5f, 1, 2, 3})},
                                  {"x_test.npy", x},
                                  {"y_test.npy", npyOf<float>("<f4", "4, 2", {1, 2, 3, 4, 5, 6, 7, 8})}})}),
        HasSubstr("has 2 numbers to predict of a sample"));
    EXPECT_THAT(
        problemOf({.source = put({{"x.npy", x}, {"y.npy", npyOf<float>("<f4", "4,", {0.5f, 1, 2, 3})}}),
                   .classes = 2}),
        HasSubstr("the targets of"));
}

} // namespace
} // namespace tristate::data
