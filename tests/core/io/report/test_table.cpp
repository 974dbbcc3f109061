#include "core/io/report/statistics.h"
#include "core/io/report/table.h"

#include <gtest/gtest.h>

#include <limits>

namespace tristate::io {
namespace {

TEST(Statistics, SummariseRepetitions) {
    const Summary summary = summarise({2, 5, 2});
    EXPECT_DOUBLE_EQ(summary.mean, 3);
    EXPECT_EQ(summary.least, 2);
    EXPECT_EQ(summary.most, 5);
    EXPECT_EQ(summary.count, 3u);
}

TEST(Statistics, AreWrittenWithTheirRangeWhereThereIsOne) {
    EXPECT_EQ(toText(summarise({0.9, 1.0, 0.8}), 2), "0.90 (0.80 to 1.00)");
    EXPECT_EQ(toText(summarise({41800}), 0), "41,800");
    EXPECT_EQ(toText(summarise({0.123, 0.124}), 2), "0.12") << "equal as written";
    EXPECT_EQ(toText(1234567.25, 1), "1,234,567.2");
    EXPECT_EQ(toText(-1234, 0), "-1,234");
    EXPECT_EQ(toText(999, 0), "999");
    EXPECT_EQ(toText(std::numeric_limits<double>::quiet_NaN(), 2), "-");
}

TEST(Table, IsMarkdownWithAlignedColumns) {
    EXPECT_EQ(toMarkdown({{"run", "\xCE\xBB"}, {{"a", "10"}, {"long", "2"}}}), "| run  | \xCE\xBB  |\n"
                                                                               "|------|----|\n"
                                                                               "| a    | 10 |\n"
                                                                               "| long | 2  |\n");
}

TEST(Table, IsCsvThatQuotesWhereItMust) {
    EXPECT_EQ(toCsv({{"a", "b"}, {{"", "41,800"}, {"say \"x\"", "1"}}}),
              "a,b\r\n,\"41,800\"\r\n\"say \"\"x\"\"\",1\r\n");
}

} // namespace
} // namespace tristate::io
