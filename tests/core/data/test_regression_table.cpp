#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/survey.h"
#include "core/messages/sources.h"
#include "tests/core/data/load_problem.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace tristate::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Houses: the price is a number with decimals, the rooms are few whole ones, the number is one for each.
std::string houses(int rows) {
    std::string text = "area,rooms,place,number,price\n";
    for (int i = 0; i < rows; ++i)
        text += std::to_string(50 + i) + "," + std::to_string(i % 5) + "," + (i % 2 ? "north" : "south") +
                "," + std::to_string(1000 + i) + "," + std::to_string(2 * i) + ".5\n";
    return text;
}

std::string rowsOf(const std::string& table) {
    return table.substr(table.find('\n') + 1);
}

class RegressionTable : public testing::Test {
protected:
    DataSpec specOf(const std::string& text, const std::string& target = "") {
        DataSpec spec;
        spec.source = m_dir.write("table.csv", text).string();
        spec.target = target;
        return spec;
    }
    test::TempDir m_dir;
};

TEST_F(RegressionTable, TargetsAreNumbersInTheirUnits) {
    const Splits splits = load(specOf(houses(100)));
    const Dataset& train = splits.train;
    ASSERT_TRUE(train.isRegression());
    EXPECT_EQ(train.size() + splits.test.size(), 100u);
    EXPECT_EQ(splits.test.size(), 20u);
    EXPECT_EQ(train.classes, 0);
    EXPECT_TRUE(train.labels.empty());
    EXPECT_EQ(train.shape.features(), 5) << "area, rooms, two places, number";
    for (std::size_t i = 0; i < train.size(); ++i) {
        std::vector<float> row(5);
        train.copySample(i, row.data());
        EXPECT_EQ(train.targetValues[i], 2 * (row[0] - 50) + 0.5f) << "of the same row as its inputs";
    }
}

TEST_F(RegressionTable, MeanAndDeviationAreThoseOfTheTrainingPart) {
    DataSpec spec = specOf(houses(100));
    spec.validation = 10;
    const Splits splits = load(spec);
    ASSERT_EQ(splits.train.size(), 70u);
    ASSERT_EQ(splits.validation.size(), 10u);
    double sum = 0, squares = 0;
    for (const float value : splits.train.targetValues) sum += value;
    for (const float value : splits.train.targetValues) squares += std::pow(value - sum / 70, 2);
    ASSERT_EQ(splits.train.targets.size(), 1u);
    EXPECT_EQ(splits.train.targets[0].name, "price");
    EXPECT_NEAR(splits.train.targets[0].mean, sum / 70, 1e-9);
    EXPECT_NEAR(splits.train.targets[0].deviation, std::sqrt(squares / 70), 1e-9);
    EXPECT_EQ(splits.validation.targets, splits.train.targets);
    EXPECT_EQ(splits.test.targets, splits.train.targets);
}

TEST_F(RegressionTable, IsGuessedFromWhatTheTargetLooksLike) {
    const auto isRegression = [&](const char* target, TaskKind task = TaskKind::Guess) {
        DataSpec spec = specOf(houses(100) + rowsOf(houses(100)), target); // each twice: one to test with
        spec.testFraction = 0.5;
        spec.task = task;
        const bool isIt = load(spec).train.isRegression();
        EXPECT_EQ(openSource(spec)->isRegression(spec), isIt) << target;
        return isIt;
    };
    EXPECT_TRUE(isRegression("price"));
    EXPECT_TRUE(isRegression("area")) << "100 whole numbers in 200 rows";
    EXPECT_FALSE(isRegression("rooms"));
    EXPECT_FALSE(isRegression("place"));
    EXPECT_TRUE(isRegression("rooms", TaskKind::Regression));
    EXPECT_FALSE(isRegression("area", TaskKind::Classes));
    EXPECT_TRUE(isRegression("price,area"));
    DataSpec named = specOf(houses(100) + rowsOf(houses(100)), "area");
    named.testFraction = 0.5;
    named.categories = "area";
    EXPECT_FALSE(load(named).train.isRegression()) << "somebody said that it is names";
}

TEST_F(RegressionTable, SaysThatItGuessed) {
    const auto isSaid = [](const Splits& splits) {
        return std::any_of(splits.notes.begin(), splits.notes.end(),
                           [](const Message& note) { return note.is(say::kGuessedRegression); });
    };
    DataSpec spec = specOf(houses(100));
    EXPECT_TRUE(isSaid(load(spec)));
    spec.task = TaskKind::Regression;
    EXPECT_FALSE(isSaid(load(spec)));
}

TEST_F(RegressionTable, PredictsSeveralColumns) {
    const Splits splits = load(specOf(houses(100), "price, area"));
    const Dataset& train = splits.train;
    ASSERT_EQ(train.targets.size(), 2u);
    EXPECT_EQ(train.targets[0].name, "price");
    EXPECT_EQ(train.targets[1].name, "area");
    EXPECT_EQ(train.shape.features(), 4) << "a target is no input";
    EXPECT_EQ(train.size(), 80u);
    for (std::size_t i = 0; i < train.size(); ++i)
        EXPECT_EQ(train.targetValues[2 * i], 2 * (train.targetValues[2 * i + 1] - 50) + 0.5f);
}

TEST_F(RegressionTable, LeavesOutRowsWithoutANumberToPredict) {
    const Splits splits = load(specOf(houses(60) + "7,1,north,5,\n8,2,south,6,\n"));
    EXPECT_EQ(splits.train.size() + splits.test.size(), 60u);
    for (const float value : splits.train.targetValues) EXPECT_TRUE(std::isfinite(value));
    EXPECT_TRUE(std::any_of(splits.notes.begin(), splits.notes.end(), [](const Message& note) {
        return toText(note) == "2 rows have no number to predict and are left out";
    }));
}

TEST_F(RegressionTable, TakesASecondTableAsTestSet) {
    DataSpec spec = specOf(houses(100));
    spec.testSource = m_dir.write("test.csv", "area,rooms,place,number,price\n1,2,north,3,-4.25\n").string();
    const Splits splits = load(spec);
    EXPECT_EQ(splits.train.size(), 100u);
    EXPECT_THAT(splits.test.targetValues, ElementsAre(-4.25f));
    EXPECT_EQ(splits.test.targets, splits.train.targets) << "scaled as the training part is";
}

TEST_F(RegressionTable, TheSurveyWarnsOfACopyOfTheTarget) {
    std::string text = "x,copy,y\n";
    for (int i = 0; i < 100; ++i) {
        const std::string y = std::to_string(i * i) + ".5";
        text += std::to_string(i) + "," + y + "," + y + "\n";
    }
    const Survey found = survey(specOf(text));
    EXPECT_EQ(found.details.columns.size(), 3u);
    EXPECT_FALSE(found.details.columns[0].tellsTarget);
    EXPECT_TRUE(found.details.columns[1].tellsTarget);
    EXPECT_EQ(found.details.columns[2].kind, ColumnSummary::Kind::Target);
    EXPECT_EQ(found.details.columns[2].most, 99 * 99 + 0.5);
    EXPECT_TRUE(found.trainCounts.empty());
}

TEST_F(RegressionTable, FingerprintsTellTargetsApart) {
    const std::string text = houses(60);
    std::string other = text;
    other.replace(other.find(",0.5\n"), 5, ",0.7\n");
    EXPECT_EQ(fingerprint(load(specOf(text))), fingerprint(load(specOf(text))));
    EXPECT_NE(fingerprint(load(specOf(text))), fingerprint(load(specOf(other))));
}

TEST_F(RegressionTable, GeneratedImagesHaveClasses) {
    DataSpec spec{.source = "digits", .trainSamples = 100, .testSamples = 10};
    spec.task = TaskKind::Regression;
    EXPECT_THAT(problemOf(spec), HasSubstr("predicts the numbers of a table"));
}

} // namespace
} // namespace tristate::data
