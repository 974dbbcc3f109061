#include "core/base/error.h"
#include "core/data/data_source.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/load_problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace tristate::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TableData : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text) {
        m_dir.write(name, text);
        return (m_dir.path() / name).string();
    }
    DataSpec specOf(const std::string& text) { return {.source = write("table.csv", text)}; }
    static std::vector<float> rowOf(const Dataset& data, std::size_t sample) {
        std::vector<float> row(static_cast<std::size_t>(data.shape.features()));
        data.copySample(sample, row.data());
        return row;
    }
    static std::vector<std::string> namesOf(const Dataset& data) {
        std::vector<std::string> names;
        for (const InputColumn& column : data.columns) names.push_back(column.name);
        return names;
    }

private:
    test::TempDir m_dir;
};

/// Two classes, `rows` of each, whose x tells them apart.
std::string twoClasses(int rows) {
    std::string text = "x,colour,kind\n";
    for (int i = 0; i < rows; ++i)
        text += std::to_string(i) + ",red,cat\n" + std::to_string(-i) + ",blue,dog\n";
    return text;
}

TEST_F(TableData, MakesNumbersAndIndicatorsOfColumns) {
    DataSpec spec = specOf(twoClasses(10));
    spec.testFraction = 0.3;
    const Splits splits = load(spec);
    EXPECT_THAT(namesOf(splits.train), ElementsAre("x", "colour=blue", "colour=red"));
    EXPECT_THAT(splits.train.classNames, ElementsAre("cat", "dog"));
    EXPECT_EQ(splits.train.size(), 14u);
    EXPECT_EQ(splits.test.size(), 6u);
    for (const Dataset* part : {&splits.train, &splits.test}) {
        EXPECT_EQ(std::count(part->labels.begin(), part->labels.end(), 0u), part->size() / 2) << "stratified";
        for (std::size_t i = 0; i < part->size(); ++i) {
            const bool isCat = part->labels[i] == 0;
            const std::vector<float> row = rowOf(*part, i);
            EXPECT_THAT(std::vector(row.begin() + 1, row.end()), ElementsAre(isCat ? 0 : 1, isCat ? 1 : 0));
            EXPECT_TRUE(isCat ? row[0] >= 0 : row[0] <= 0);
        }
    }
    EXPECT_EQ(fingerprint(splits), fingerprint(load(spec)));
    spec.seed = 2;
    EXPECT_NE(fingerprint(splits), fingerprint(load(spec))) << "another split";
}

TEST_F(TableData, TakesTargetAndColumnsAsTheyAreNamed) {
    DataSpec spec = specOf("a,b,c\n1,0,x\n2,1,y\n3,0,x\n4,1,y\n5,0,x\n6,1,y\n");
    spec.target = "b";
    EXPECT_THAT(load(spec).train.classNames, ElementsAre("0", "1"));
    spec.target = "2";
    spec.leaveOut = "c";
    EXPECT_THAT(namesOf(load(spec).train), ElementsAre("a"));
    spec.categories = "a";
    EXPECT_EQ(load(spec).train.columns.size(), 6u);
    spec.target = "d";
    EXPECT_THAT(problemOf(spec), HasSubstr("has no column 'd' (data.target); its columns are 'a', 'b', 'c'"));
    spec.target = "c";
    EXPECT_THAT(problemOf(spec), HasSubstr("both left out and the target"));
    spec = specOf("label,p\n7,1\n8,2\n7,3\n8,4\n7,5\n8,6\n");
    EXPECT_THAT(load(spec).train.classNames, ElementsAre("7", "8")) << "a first column called label";
}

TEST_F(TableData, FillsDropsOrMarksMissingValues) {
    DataSpec spec = specOf("x,c,t\n1,a,n\n,a,n\n3,,p\n5,b,p\n7,a,n\n9,b,p\n");
    spec.testSource = write("test.csv", "x,c,t\n,zzz,n\n");
    Splits splits = load(spec);
    EXPECT_THAT(rowOf(splits.train, 1), ElementsAre(5, 1, 0)) << "the mean of 1, 3, 5, 7, 9";
    EXPECT_THAT(rowOf(splits.train, 2), ElementsAre(3, 0, 0));
    EXPECT_THAT(rowOf(splits.test, 0), ElementsAre(5, 0, 0)) << "a category that training has none of";
    spec.missing = MissingValues::Own;
    splits = load(spec);
    EXPECT_THAT(namesOf(splits.train), ElementsAre("x", "x missing", "c=a", "c=b", "c missing"));
    EXPECT_THAT(rowOf(splits.train, 1), ElementsAre(5, 1, 1, 0, 0));
    EXPECT_THAT(rowOf(splits.train, 2), ElementsAre(3, 0, 0, 0, 1));
    spec.missing = MissingValues::Drop;
    spec.testSource = write("test.csv", "x,c,t\n2,a,n\n");
    splits = load(spec);
    EXPECT_EQ(splits.train.size(), 4u);
    EXPECT_EQ(toText(splits.notes.back()), "2 rows have a missing value and are left out");
}

TEST_F(TableData, FitsTheMeanToTheTrainingPartAlone) {
    std::string text = "x,t\n";
    for (int i = 0; i < 40; ++i) text += (i % 4 == 3 ? "" : std::to_string(i)) + (i % 2 ? ",a\n" : ",b\n");
    DataSpec spec = specOf(text);
    spec.validation = 10;
    const Splits splits = load(spec);
    // Whoever has no number of its own has the mean of those in the training part that do.
    double sum = 0, count = 0;
    std::vector<float> others;
    const auto isOwn = [](float x) { return x == std::floor(x) && static_cast<int>(x) % 4 != 3; };
    for (std::size_t i = 0; i < splits.train.size(); ++i)
        if (const float x = rowOf(splits.train, i)[0]; isOwn(x)) {
            sum += static_cast<double>(x);
            ++count;
        }
    for (const Dataset* part : {&splits.train, &splits.validation, &splits.test})
        for (std::size_t i = 0; i < part->size(); ++i)
            if (const float x = rowOf(*part, i)[0]; !isOwn(x)) others.push_back(x);
    ASSERT_EQ(others.size(), 10u);
    for (const float x : others) EXPECT_FLOAT_EQ(x, static_cast<float>(sum / count));
}

TEST_F(TableData, TakesTheKaggleTableOfDigitsAsImages) {
    std::string text = "label";
    for (int p = 0; p < 16; ++p) text += ",pixel" + std::to_string(p);
    for (int row = 0; row < 8; ++row) {
        text += "\n" + std::to_string(row % 2);
        for (int p = 0; p < 16; ++p) text += "," + std::to_string(p * 17);
    }
    const Splits splits = load(specOf(text));
    EXPECT_EQ(splits.train.shape, (Shape{1, 4, 4}));
    EXPECT_EQ(splits.train.bytes[15], 255);
    EXPECT_TRUE(splits.train.columns.empty());
    text.replace(text.rfind("255"), 3, "256");
    EXPECT_EQ(load(specOf(text)).train.shape, (Shape{16})) << "no byte";
}

TEST_F(TableData, TakesManyMoreClassesThanABytesOfThem) {
    std::string text = "x,t\n";
    for (int i = 0; i < 3000; ++i) text += std::to_string(i) + ",class" + std::to_string(i % 1000) + "\n";
    const Splits splits = load(specOf(text));
    EXPECT_EQ(splits.train.classes, 1000);
    EXPECT_EQ(
        splits.train.classNames[*std::max_element(splits.train.labels.begin(), splits.train.labels.end())],
        "class999");
}

} // namespace
} // namespace tristate::data
