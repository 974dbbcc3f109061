#include "core/base/error.h"
#include "core/tables/table_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace tristate::tables {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Table read(std::string_view text, int threads = 2) {
    const TablePreview table = preview(text, "'it'");
    std::vector<Role> roles;
    for (const bool isNumber : table.isNumber) roles.push_back(isNumber ? Role::Number : Role::Category);
    return readTable(text, table, roles, "'it'", threads);
}

std::string problemOf(std::string_view text) {
    try {
        read(text);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(TableReader, ReadsNumbersAndCategories) {
    const Table table = read("x,colour,y\r\n 1.5 ,red,-2e3\r\n\r\n+2,\"blue, dark\",0.25\r\n3,red,7");
    ASSERT_EQ(table.rows(), 3u);
    EXPECT_THAT(table.columns[1].categories, ElementsAre("blue, dark", "red"));
    EXPECT_THAT(table.blocks[0].cells, ElementsAre(1.5f, 1, -2000, 2, 0, 0.25f, 3, 1, 7));
}

TEST(TableReader, CountsWhatIsMissing) {
    const Table table = read("x,y\n1,a\nNA,b\n?,\n4,a\nnan,null\n6,c\n7,a\n8,b\n9,b\n1,b\n3,b\n4,b\n");
    EXPECT_EQ(table.columns[0].missing, 3u);
    EXPECT_EQ(table.columns[1].missing, 2u);
    EXPECT_TRUE(std::isnan(table.blocks[0].cells[2]));
}

TEST(TableReader, OrdersCategoriesThatAreNumbersAsNumbers) {
    const std::string text = "x,k\n0.5,10\n1.5,9\n2.5,100\n";
    const TablePreview table = preview(text, "'it'");
    const Table whole = readTable(text, table, {Role::Skip, Role::Category}, "'it'");
    ASSERT_EQ(whole.columns.size(), 1u);
    EXPECT_THAT(whole.columns[0].categories, ElementsAre("9", "10", "100"));
    EXPECT_THAT(whole.blocks[0].cells, ElementsAre(1, 0, 2));
}

TEST(TableReader, NamesTheLineAndTheColumnOfABadField) {
    EXPECT_THAT(problemOf("x,y\n1,2\n3,4\n5,6\n7,8\n9\n"), HasSubstr("'it', line 6: the row has 1 fields"));
    EXPECT_THAT(problemOf("x,y\n1,2\n3,4,5\n"), HasSubstr("line 3: the row has 3 fields, expected 2"));
    std::string many = "x,y\n";
    for (int i = 0; i < 20; ++i) many += "1,2\n";
    EXPECT_THAT(problemOf(many + "1,two\n"),
                HasSubstr("line 22: the column 'y' has numbers, but here the text 'two'"));
    EXPECT_THAT(problemOf(many + "inf,2\n"), HasSubstr("line 22: the column 'x' has the number inf"));
    EXPECT_THAT(problemOf(many + "1,1e999\n"), HasSubstr("not finite"));
    EXPECT_EQ(problemOf(many + "1,1e-999\n"), "");
}

/// Long enough for many blocks, with quoted line ends everywhere.
std::string longTable() {
    std::string text = "n,text,m\n";
    for (int i = 0; i < 300'000; ++i) {
        const std::string number = std::to_string(i);
        text += number + (i % 7 == 0 ? ",\"a\nquoted \"\"" + std::to_string(i % 5) + "\"\"\"," : ",plain,") +
                std::to_string(i % 1000) + ".5\n";
    }
    return text;
}

TEST(TableReader, GivesTheSameForAnyNumberOfThreads) {
    const std::string text = longTable();
    const Table one = read(text, 1), three = read(text, 3);
    ASSERT_GT(one.blocks.size(), 1u);
    ASSERT_EQ(one.rows(), 300'000u);
    ASSERT_EQ(one.blocks.size(), three.blocks.size());
    EXPECT_EQ(one.columns[1].categories, three.columns[1].categories);
    EXPECT_THAT(one.columns[1].categories, testing::SizeIs(6));
    float expected = 0;
    for (std::size_t b = 0; b < one.blocks.size(); ++b) {
        ASSERT_EQ(one.blocks[b].cells, three.blocks[b].cells);
        for (std::size_t i = 0; i < one.blocks[b].cells.size(); i += 3)
            ASSERT_EQ(one.blocks[b].cells[i], expected++);
    }
    // The first bad line is told, whichever thread meets one first.
    std::string broken = text + "300000,plain\n";
    broken.replace(broken.find("\n50000,") + 1, 5, "fifty");
    EXPECT_THAT(problemOf(broken), HasSubstr("the text 'fifty'"));
}

} // namespace
} // namespace tristate::tables
