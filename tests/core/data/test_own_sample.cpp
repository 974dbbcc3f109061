#include "core/base/error.h"
#include "core/data/own_sample.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tristate::data {
namespace {

const Dataset& fruit() {
    static const Dataset train = [] {
        DataSpec spec;
        spec.source = "fruit";
        return load(spec).train;
    }();
    return train;
}

std::string problemOf(const std::string& row, const Dataset& like = fruit()) {
    try {
        sampleOfRow(row, like);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

/// The value of the input of this name.
float valueOf(const OwnSample& sample, const std::string& input) {
    for (std::size_t i = 0; i < fruit().columns.size(); ++i)
        if (fruit().columns[i].name == input) return sample.values[i];
    ADD_FAILURE() << input;
    return 0;
}

/// Grey rows as a PGM.
std::filesystem::path pgm(const test::TempDir& folder, int width, const std::string& pixels) {
    const auto file = folder.path() / "own.pgm";
    std::ofstream(file, std::ios::binary)
        << "P5 " << width << ' ' << pixels.size() / static_cast<std::size_t>(width) << " 255\n"
        << pixels;
    return file;
}

Dataset greyData(std::uint8_t ground) {
    Dataset data;
    data.shape = Shape{1, 4, 4};
    data.classes = 2;
    data.bytes.assign(32, ground);
    data.labels = {0, 1};
    return data;
}

TEST(OwnSample, ARowBecomesTheInputsThatTheTableHasForIt) {
    EXPECT_EQ(rowColumns(fruit()),
              (std::vector<std::string>{"weight", "diameter", "colour", "skin", "origin"}));
    for (const char* row : {"156,7.5,yellow,smooth,south", "156;7,5;yellow;smooth;south\n",
                            "\n156\t7.5\tyellow\tsmooth\tsouth", " 156 , 7.5 ,\"yellow\", smooth,south"}) {
        const OwnSample sample = sampleOfRow(row, fruit());
        EXPECT_EQ(valueOf(sample, "weight"), 156.0f) << row;
        EXPECT_EQ(valueOf(sample, "diameter"), 7.5f) << row;
        float colours = 0;
        for (std::size_t i = 0; i < fruit().columns.size(); ++i)
            if (fruit().columns[i].name.starts_with("colour=")) colours += sample.values[i];
        EXPECT_EQ(colours, 1.0f) << row;
        EXPECT_EQ(valueOf(sample, "colour=yellow"), 1.0f) << row;
        EXPECT_EQ(valueOf(sample, "origin=south"), 1.0f) << row;
    }
}

TEST(OwnSample, NamesMayStandInAnyOrderWithOthersAmongThem) {
    const OwnSample plain = sampleOfRow("156,7.5,yellow,smooth,south", fruit());
    const OwnSample named =
        sampleOfRow("kind;origin;colour;skin;diameter;weight\napple;south;yellow;smooth;7,5;156", fruit());
    EXPECT_EQ(plain.values, named.values);
}

TEST(OwnSample, ARowThatTheTableHasIsThatSample) {
    DataSpec spec;
    spec.source = "fruit";
    spec.testFraction = 0.01; // nearly all rows are in the training part
    const Dataset train = load(spec).train;
    const OwnSample sample = sampleOfRow("156,7.0,yellow,smooth,south", train);
    std::vector<float> row(sample.values.size());
    bool isThere = false;
    for (std::size_t i = 0; i < train.size() && !isThere; ++i) {
        train.copySample(i, row.data());
        isThere = row == sample.values;
    }
    EXPECT_TRUE(isThere);
}

TEST(OwnSample, WhatIsWrongWithARowIsNamed) {
    EXPECT_EQ(problemOf(" \n"),
              "there is no row; expected values of 'weight', 'diameter', 'colour', 'skin', 'origin'");
    EXPECT_NE(problemOf("156,7.0,yellow").find("expected 5 values ('weight', 'diameter'"), std::string::npos);
    EXPECT_NE(problemOf("156,7.0,yellow,smooth,south,apple").find("found 6"), std::string::npos);
    EXPECT_EQ(problemOf("heavy,7.0,yellow,smooth,south"), "'weight' is a number, not 'heavy'");
    EXPECT_EQ(problemOf("inf,7.0,yellow,smooth,south"), "'weight' is a number, not 'inf'");
    EXPECT_EQ(problemOf("weight,colour\n3,yellow"), "the row has no 'diameter'");
    EXPECT_EQ(problemOf("weight,diameter,colour,skin,origin\n1,2"), "the value of 'colour' is missing");
    const std::string colour = problemOf("156,7.0,blue,smooth,south");
    EXPECT_TRUE(colour.starts_with("'colour' cannot be 'blue', only ")) << colour;
    EXPECT_NE(colour.find("yellow"), std::string::npos);
    EXPECT_NE(problemOf("1,2", greyData(0)).find("expected a picture"), std::string::npos);
}

TEST(OwnSample, AMissingCategoryIsNoneAndANumberMayHaveAnIndicatorForIt) {
    const OwnSample sample = sampleOfRow("156,7.0,,smooth,NA", fruit());
    for (std::size_t i = 0; i < fruit().columns.size(); ++i)
        if (fruit().columns[i].name.starts_with("colour=")) {
            EXPECT_EQ(sample.values[i], 0.0f);
        }
    Dataset own;
    own.shape = Shape{3, 1, 1};
    own.columns = {{"size", false}, {"size missing", true}, {"age", false}};
    own.values = {2, 0, 5, 6, 0, 9, 4, 1, 1}; // the last size is missing, and the mean stands there
    EXPECT_EQ(sampleOfRow("?,3", own).values, (std::vector<float>{4, 1, 3}));
    EXPECT_EQ(sampleOfRow("1,NA", own).values, (std::vector<float>{1, 0, 5}));
    EXPECT_EQ(sampleOfRow("2,3", own).values, (std::vector<float>{2, 0, 3}));
}

/// Only numbers say whether a comma is one of a number.
TEST(OwnSample, APointInANameOrACategoryIsNoDecimalPoint) {
    Dataset own;
    own.shape = Shape{3, 1, 1};
    own.columns = {{"Sepal.Length", false}, {"town=St. Gallen", true}, {"town=Bern", true}};
    const std::vector<float> expected{5.5f, 1, 0};
    EXPECT_EQ(sampleOfRow("Sepal.Length;town\n5,5;St. Gallen", own).values, expected);
    EXPECT_EQ(sampleOfRow("5.5;St. Gallen", own).values, expected);
}

TEST(OwnSample, AColumnMayHaveAnEqualsSignInItsName) {
    const test::TempDir dir;
    std::string table = "a=b,a,size=cm,kind\n";
    for (int i = 0; i < 20; ++i)
        table += std::string(i % 2 ? "x=y" : "z") + "," + (i % 3 ? "b=x" : "c") + "," + std::to_string(i) +
                 ",k" + std::to_string(i % 2) + "\n";
    const Dataset train = load({.source = dir.write("t.csv", table).string()}).train;
    EXPECT_EQ(rowColumns(train), (std::vector<std::string>{"a=b", "a", "size=cm"}));
    EXPECT_EQ(sampleOfRow("x=y,c,3", train).values, (std::vector<float>{1, 0, 0, 1, 3}));
    EXPECT_EQ(sampleOfRow("a=b;a;size=cm\nz;b=x;4", train).values, (std::vector<float>{0, 1, 1, 0, 4}));
}

/// A pixel of a picture is a byte; what it would be among numbers of another range, nobody knows.
TEST(OwnSample, MapsOfNumbersTakeNeither) {
    Dataset maps = greyData(0);
    maps.bytes.clear();
    maps.values.assign(32, 100.0f);
    EXPECT_FALSE(takesPictures(maps));
    EXPECT_NE(problemOf("1,2", maps).find("neither pictures"), std::string::npos);
    const test::TempDir folder;
    EXPECT_THROW(sampleOfPicture(pgm(folder, 4, std::string(16, 'x')), maps), Error);
}

TEST(OwnSample, PointsInThePlaneAreRowsToo) {
    Dataset plane;
    plane.shape = Shape{2, 1, 1};
    EXPECT_EQ(sampleOfRow("0.25 , 0.5", plane).values, (std::vector<float>{0.25f, 0.5f}));
    EXPECT_NE(problemOf("1", plane).find("'input 1', 'input 2'"), std::string::npos);
}

TEST(OwnSample, APictureIsResizedAndBecomesGreyOrColour) {
    const test::TempDir folder;
    const auto file =
        pgm(folder, 8, std::string(32, '\0') + std::string(32, '\xff')); // dark above, light below
    const OwnSample grey = sampleOfPicture(file, greyData(255));
    ASSERT_EQ(grey.values.size(), 16u);
    EXPECT_EQ(grey.values.front(), 0.0f);
    EXPECT_EQ(grey.values.back(), 1.0f);
    EXPECT_FALSE(grey.isInverted);
    Dataset colour = greyData(0);
    colour.shape = Shape{3, 2, 2};
    const auto values = sampleOfPicture(file, colour).values;
    EXPECT_EQ(values, (std::vector<float>{0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1})); // channel by channel
}

TEST(OwnSample, InkOnPaperBecomesItsNegativeWhereTheDataAreLightOnDark) {
    const test::TempDir folder;
    std::string paper(16, '\xff');
    paper[5] = '\0';
    const auto file = pgm(folder, 4, paper);
    const OwnSample inverted = sampleOfPicture(file, greyData(0));
    EXPECT_TRUE(inverted.isInverted);
    EXPECT_EQ(inverted.values[5], 1.0f);
    EXPECT_EQ(inverted.values[0], 0.0f);
    const OwnSample kept = sampleOfPicture(file, greyData(250));
    EXPECT_FALSE(kept.isInverted);
    EXPECT_EQ(kept.values[5], 0.0f);
}

TEST(OwnSample, WhatIsNoPictureIsNamed) {
    const test::TempDir folder;
    const auto file = folder.path() / "text.png";
    std::ofstream(file) << "no picture";
    for (const Dataset& like : {greyData(0), fruit()}) {
        try {
            sampleOfPicture(file, like);
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("text.png"), std::string::npos);
        }
    }
    EXPECT_THROW(sampleOfPicture(folder.path() / "none.png", greyData(0)), Error);
}

} // namespace
} // namespace tristate::data
