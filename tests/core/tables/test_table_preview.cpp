#include "core/base/error.h"
#include "core/tables/table_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tristate::tables {
namespace {

using testing::ElementsAre;

TablePreview of(std::string_view text) {
    return preview(text, "'it'");
}

TEST(TablePreview, FindsTheSeparatorAndTheHeader) {
    for (const char separator : {',', ';', '\t', '|', ' '}) {
        std::string text = "a,b,c\n1,2,x\n3,4,y\n";
        std::replace(text.begin(), text.end(), ',', separator);
        const TablePreview table = of(text);
        EXPECT_EQ(table.dialect.separator, separator);
        EXPECT_TRUE(table.dialect.hasHeader);
        EXPECT_THAT(table.columns, ElementsAre("a", "b", "c"));
        EXPECT_THAT(table.isNumber, ElementsAre(true, true, false));
        EXPECT_EQ(text.substr(table.body).find_first_of('1'),
                  text.substr(table.body).find_first_not_of("\n"));
    }
}

TEST(TablePreview, TellsDecimalCommasFromSeparators) {
    const TablePreview german = of("x;y\n1,5;a\n2,25;b\n");
    EXPECT_TRUE(german.dialect.decimalComma);
    EXPECT_THAT(german.isNumber, ElementsAre(true, false));
    EXPECT_FALSE(of("x;y\n1.5;a, b\n2.25;c, d\n").dialect.decimalComma);
    const TablePreview spaced = of("name,city\nAnn Lee,New York\nBob Ray,Los Angeles\n");
    EXPECT_EQ(spaced.dialect.separator, ',');
    EXPECT_EQ(of("a;b\n1,5;2,5\n3,5;4,5\n").dialect.separator, ';');
}

TEST(TablePreview, SeesThatThereIsNoHeader) {
    const TablePreview numbers = of("5.1,3.5,setosa\n4.9,3.0,setosa\n");
    EXPECT_FALSE(numbers.dialect.hasHeader);
    EXPECT_THAT(numbers.columns, ElementsAre("1", "2", "3"));
    EXPECT_EQ(numbers.body, 0u);
    EXPECT_FALSE(of("red,yes\nblue,no\nred,no\n").dialect.hasHeader) << "a text of it comes again";
    EXPECT_TRUE(of("colour,wanted\nblue,no\nred,no\n").dialect.hasHeader);
}

TEST(TablePreview, ReadsQuotedNamesAndOneColumn) {
    const TablePreview table = of("\"a, or \"\"b\"\"\",\"c\nd\"\n1,2\n");
    EXPECT_THAT(table.columns, ElementsAre("a, or \"b\"", "c\nd"));
    EXPECT_THAT(of("n\n1\n2\n").columns, ElementsAre("n"));
}

TEST(TablePreview, FindsColumnsByNameBeforeNumber) {
    const TablePreview table = of("2,width,1\n0.5,7,x\n0.25,8,y\n");
    EXPECT_EQ(findColumn(of("a,b,c\n1,2,3\n"), "3"), 2);
    EXPECT_EQ(findColumn(of("a,b,c\n1,2,3\n"), "4"), -1);
    EXPECT_EQ(findColumn(of("a,b,c\n1,2,3\n"), "b"), 1);
    EXPECT_EQ(findColumn(table, "nowhere"), -1);
}

TEST(TablePreview, RefusesWhatIsNoTable) {
    EXPECT_THROW(of(""), Error);
    EXPECT_THROW(of("\n\n\r\n"), Error);
    EXPECT_THROW(of(std::string("a\0b,c\n", 6)), Error);
    EXPECT_THROW(of(std::string(kMaxColumns + 1, ',') + "\n1\n"), Error);
}

} // namespace
} // namespace tristate::tables
