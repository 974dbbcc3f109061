#include "core/tables/table_preview.h"
#include "tests/core/data/bad_input.h"
#include "tests/core/data/idx_files.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

/// `rows` good rows of three columns, "kind" the last.
std::string goodRows(int rows = 40) {
    std::string text = "x,y,kind\n";
    for (int i = 0; i < rows; ++i)
        text += std::to_string(i) + ",0." + std::to_string(i) + (i % 2 ? ",cat\n" : ",dog\n");
    return text;
}

std::string prices(const std::string& last = "") {
    std::string text = "area,place,price\n";
    for (int i = 0; i < 100; ++i) text += std::to_string(i) + ",north," + std::to_string(i) + ".5\n";
    return text + last;
}

BadInput table(const std::string& name, const std::string& text, const std::vector<std::string>& says,
               const std::function<void(DataSpec&)>& ask = {}) {
    return {name, {{"table.csv", text}}, says, ask};
}

/// What is wrong with the text of a table.
std::vector<BadInput> texts() {
    const std::string file = "table.csv'";
    return {
        table("RowTooShort", goodRows() + "1,2\n", {file, "line 42", "the row has 2 fields, expected 3"}),
        table("RowTooLong", goodRows() + "1,2,cat,4\n", {file, "line 42", "the row has 4 fields"}),
        table("TextInNumbers", goodRows() + "1,two,cat\n",
              {file, "line 42", "the column 'y' has numbers, but here the text 'two'"}),
        table("InfiniteNumber", goodRows() + "inf,2,cat\n",
              {file, "line 42", "the column 'x' has the number inf, which is not finite"}),
        table("NumberTooLarge", goodRows() + "1,1e999,cat\n", {file, "line 42", "'y'", "1e999"}),
        table("QuoteWithoutEnd", goodRows() + "1,\"2,cat\n3,4,dog\n",
              {file, "line 42", "a quotation mark that no other closes"}),
        table("Empty", "", {file, "has no rows of values"}),
        table("BlankLinesAlone", "\n\r\n\n", {file, "has no rows of values"}),
        table("HeaderAlone", "x,y,kind\n", {file, "has no rows of values"}),
        table("NullBytesWithin", goodRows(10'000) + std::string("1,\0,cat\n", 8),
              {file, "is no table of text"}),
        table("TooManyColumns", std::string(tables::kMaxColumns + 1, ',') + "\n1\n",
              {file, "has more than " + std::to_string(tables::kMaxColumns) + " columns"}),
        table("OneLineOfManyMegabytes", std::string(std::size_t{1} << 25, 'x'), {file, "no rows of values"}),
        {"PackedAndCutOff",
         {{"table.csv.gz", test::gzip(goodRows()).substr(0, 60)}},
         {"table.csv.gz'", "gzip"}},
        {"NoText",
         {{"photo.csv", std::string("\x89PNG\0\0\0\0", 8)}},
         {"photo.csv'", "is no data that can be read"}},
    };
}

/// What is wrong with what is asked of a table.
std::vector<BadInput> columns() {
    return {
        table("NoSuchTarget", goodRows(), {"has no column 'species' (data.target)", "'x', 'y', 'kind'"},
              [](DataSpec& spec) { spec.target = "species"; }),
        table("NoSuchTargetOfSeveral", prices(), {"has no column 'cost'", "'area', 'place', 'price'"},
              [](DataSpec& spec) { spec.target = "price,cost"; }),
        table("NoSuchColumnToLeaveOut", goodRows(), {"has no column 'z' (data.leaveOut)", "'x', 'y', 'kind'"},
              [](DataSpec& spec) { spec.leaveOut = "x,z"; }),
        table("NoSuchCategory", goodRows(), {"has no column '9' (data.categories)"},
              [](DataSpec& spec) { spec.categories = "9"; }),
        table("TargetLeftOut", goodRows(), {"'kind'", "both left out and the target"},
              [](DataSpec& spec) { spec.leaveOut = "kind"; }),
        table("TargetTwice", prices(), {"the column 'price' stands twice in data.target"},
              [](DataSpec& spec) { spec.target = "price,price"; }),
        table("NothingBesideTheTarget", "kind\ncat\ndog\ncat\n", {"has no column beside 'kind'"}),
        table("EverythingLeftOut", goodRows(), {"has no column beside 'kind'"},
              [](DataSpec& spec) { spec.leaveOut = "x,y"; }),
        table("OneClass", "x,kind\n1,cat\n2,cat\n3,cat\n", {"are of the class 'cat'", "at least 2 classes"}),
        table("NoTargetInAnyRow", "x,kind\n1,\n2,\n3,\n", {"no row of", "3 of 3 have a missing value"}),
        table("NoRowIsComplete", "x,y,kind\n1,,cat\n,2,dog\n3,,cat\n", {"no row of", "3 of 3"},
              [](DataSpec& spec) { spec.missing = MissingValues::Drop; }),
        table("TooFewForATestSet", "x,kind\n1,cat\n2,dog\n", {"of the 2 samples", "none would be left"}),
        table("MoreValidationThanSamples", goodRows(), {"cannot keep 500 samples", "table.csv'"},
              [](DataSpec& spec) { spec.validation = 500; }),
        table("FirstClassesOfTooFew", goodRows(), {"the first 3 classes of the 2", "table.csv'"},
              [](DataSpec& spec) { spec.classes = 3; }),
        table("DecimalsAsClasses", prices(), {"'price'", "100 different numbers with decimals"},
              [](DataSpec& spec) { spec.task = TaskKind::Classes; }),
        table("SeveralColumnsAsClasses", prices(), {"classes are those of one column"},
              [](DataSpec& spec) {
                  spec.target = "area,price";
                  spec.task = TaskKind::Classes;
              }),
        table("RegressionOfTexts", prices(), {"the column 'place' of", "has texts"},
              [](DataSpec& spec) {
                  spec.target = "place";
                  spec.task = TaskKind::Regression;
              }),
        table("TextAmongTargets", prices("1,south,cheap\n"), {"line 102", "'price' has numbers", "'cheap'"},
              [](DataSpec& spec) { spec.task = TaskKind::Regression; }),
        table("ConstantTarget", "x,y\n1,2\n2,2\n3,2\n4,2\n5,2\n6,2\n", {"'y' of", "is one number in all"},
              [](DataSpec& spec) { spec.task = TaskKind::Regression; }),
        table("ClassesOfARegression", prices(), {"chooses classes, but the targets of"},
              [](DataSpec& spec) { spec.classes = 2; }),
    };
}

/// What is wrong with a second table, the test set.
std::vector<BadInput> testTables() {
    const auto beside = [](const std::string& name, const std::string& test,
                           const std::vector<std::string>& says) -> BadInput {
        return {name, {{"train.csv", goodRows()}, {"test.csv", test}}, says, [](DataSpec& spec) {
                    spec.testSource = "test.csv";
                }};
    };
    return {
        beside("LabelUnseenInTraining", "x,y,kind\n1,2,cow\n",
               {"test.csv'", "the class 'cow'", "'cat', 'dog'"}),
        beside("OtherColumns", "x,kind\n1,cat\n",
               {"train.csv'", "'x', 'y', 'kind'", "test.csv'", "'x', 'kind'"}),
        beside("NoRows", "x,y,kind\n", {"test.csv'", "has no rows of values"}),
        beside("RaggedRow", "x,y,kind\n1,2,cat\n3\n", {"test.csv'", "line 3", "the row has 1 fields"}),
        beside("TextInNumbers", "x,y,kind\n1,two,cat\n", {"test.csv'", "line 2", "'y'", "'two'"}),
        {"NoSuchFile",
         {{"train.csv", goodRows()}},
         {"there is no file", "nowhere.csv"},
         [](DataSpec& spec) { spec.testSource = "nowhere.csv"; }},
    };
}

} // namespace

TEST_P(BadInputs, AreToldInOneSentenceThatNamesTheThing) {
    const std::string problem = problemOf(spec());
    EXPECT_NE(problem, "");
    for (const std::string& part : GetParam().says) EXPECT_THAT(problem, testing::HasSubstr(part));
    EXPECT_EQ(std::count(problem.begin(), problem.end(), '\n'), 0) << problem;
    constexpr std::size_t kReadable = 600;
    EXPECT_LT(problem.size(), kReadable) << problem;
}

INSTANTIATE_TEST_SUITE_P(Texts, BadInputs, testing::ValuesIn(texts()), nameOf);
INSTANTIATE_TEST_SUITE_P(Columns, BadInputs, testing::ValuesIn(columns()), nameOf);
INSTANTIATE_TEST_SUITE_P(TestTables, BadInputs, testing::ValuesIn(testTables()), nameOf);

} // namespace tristate::data
