#include "core/data/survey.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/data/npy_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

namespace tristate::data {
namespace {

using test::TempDir;
using testing::ElementsAre;

SourceDetails detailsOf(const std::filesystem::path& source, DataSpec spec = {}) {
    spec.source = source.string();
    return data::survey(spec).details;
}

TEST(Glimpses, OfATableAreItsFirstRowsAsTheyStand) {
    const TempDir dir;
    std::string table = "length;class;Farbe\n";
    for (int i = 0; i < 30; ++i)
        table +=
            (i == 1 ? "NA" : std::to_string(i) + ",50") + (i % 2 ? ";odd" : ";even") + ";\"grün; hell\"\n";
    const SourceDetails found = detailsOf(dir.write("t.csv", table), {.target = "class"});
    ASSERT_EQ(found.glimpses.size(), 20u);
    EXPECT_THAT(found.glimpses[1].fields, ElementsAre("NA", "odd", "grün; hell"));
    EXPECT_THAT(found.glimpses[19].fields, ElementsAre("19,50", "odd", "grün; hell"));
    EXPECT_EQ(found.glimpses[19].target, "odd");
    EXPECT_EQ(found.glimpses[19].name, "20");
    EXPECT_EQ(found.pictures.size(), 0u);
}

TEST(Glimpses, OfARegressionHaveAllTargets) {
    const TempDir dir;
    std::string table = "a,left,b,c\n";
    for (int i = 0; i < 15; ++i)
        table += std::to_string(i) + ",0," + std::to_string(i) + ".5," + std::to_string(i) + ".25\n";
    const SourceDetails found = detailsOf(dir.write("t.csv", table), {.target = "c,b", .leaveOut = "left"});
    ASSERT_EQ(found.glimpses.size(), 15u) << "no more than there are";
    EXPECT_EQ(found.glimpses[3].target, "3.25, 3.5");
    EXPECT_THAT(found.glimpses[3].fields, ElementsAre("3", "0", "3.5", "3.25"));
}

TEST(Glimpses, OfPicturesAreSpreadOverThemAndHaveTheirNames) {
    const TempDir dir;
    test::Files files;
    for (int i = 0; i < 30; ++i)
        for (const std::string name : {"day", "night"}) {
            const std::uint8_t shade = name == "day" ? 250 : 5;
            files.emplace_back(name + "/" + std::to_string(i) + ".png",
                               test::png(2, 2, {shade, shade, shade, static_cast<std::uint8_t>(i)}));
        }
    files.emplace_back("day/0000.png", "broken");
    const SourceDetails found = detailsOf(dir.write("p.zip", test::archive(files, test::ArchiveKind::Zip)));
    ASSERT_EQ(found.glimpses.size(), 20u);
    ASSERT_EQ(found.pictures.size(), 20u);
    std::set<std::string> names, classes;
    for (std::size_t i = 0; i < 20; ++i) {
        const Glimpse& glimpse = found.glimpses[i];
        names.insert(glimpse.name);
        classes.insert(glimpse.target);
        EXPECT_TRUE(glimpse.name.starts_with(glimpse.target + "/") && glimpse.name != "day/0000.png");
        EXPECT_EQ(found.pictures.bytes[4 * i], glimpse.target == "day" ? 250 : 5) << glimpse.name;
        EXPECT_EQ(glimpse.name.substr(glimpse.target.size()),
                  "/" + std::to_string(found.pictures.bytes[4 * i + 3]) + ".png");
    }
    EXPECT_EQ(names.size(), 20u);
    EXPECT_EQ(classes.size(), 2u);
}

TEST(Glimpses, OfAllElseAreTheFirstTrainingSamples) {
    const Survey digits = data::survey({.source = "digits", .trainSamples = 30, .testSamples = 10});
    ASSERT_EQ(digits.details.glimpses.size(), 20u);
    EXPECT_EQ(digits.details.pictures.shape, digits.splits.train.shape);
    EXPECT_EQ(digits.details.glimpses[4].target,
              digits.splits.train.classNames[digits.splits.train.labels[4]]);
    EXPECT_TRUE(digits.details.glimpses[4].fields.empty());
    const Survey moons = data::survey({.source = "moons", .trainSamples = 30, .testSamples = 10});
    EXPECT_EQ(moons.details.glimpses[0].fields.size(), 2u);
    EXPECT_EQ(moons.details.pictures.size(), 0u);
}

TEST(Glimpses, OfATableOfPixelsArePictures) {
    const TempDir dir;
    std::string table = "label";
    for (int p = 0; p < 16; ++p) table += ",pixel" + std::to_string(p);
    for (int i = 0; i < 24; ++i) {
        table += "\n" + std::to_string(i % 2);
        for (int p = 0; p < 16; ++p) table += "," + std::to_string(10 * p + i);
    }
    const SourceDetails found = detailsOf(dir.write("t.csv", table + "\n"));
    EXPECT_EQ(found.pictures.shape, (Shape{1, 4, 4}));
    EXPECT_EQ(found.pictures.size(), found.glimpses.size());
    EXPECT_TRUE(found.glimpses[0].fields.empty());
}

TEST(ColumnSummary, TellsWhichColumnsCouldBeNumbers) {
    const TempDir dir;
    std::string table = "code,name,left,kind\n";
    for (int i = 0; i < 20; ++i)
        table += std::to_string(i % 3) + ",n" + std::to_string(i % 4) + "," + std::to_string(i) +
                 (i % 2 ? ",odd\n" : ",even\n");
    const SourceDetails found =
        detailsOf(dir.write("t.csv", table), {.leaveOut = "left", .categories = "code"});
    EXPECT_EQ(found.columns[0].kind, ColumnSummary::Kind::Category);
    EXPECT_TRUE(found.columns[0].canBeNumber);
    EXPECT_FALSE(found.columns[1].canBeNumber);
    EXPECT_TRUE(found.columns[2].canBeNumber) << "left out now";
}

} // namespace
} // namespace tristate::data
