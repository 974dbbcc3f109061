#include "tests/integration/cli_test.h"

#include <sstream>

namespace tristate::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class CliData : public Cli {
protected:
    /// So many columns beside the class, the first of which is long.
    std::string table(int columns) const {
        std::string text = "Beschreibung der Größe";
        for (int c = 1; c < columns; ++c) text += ",x" + std::to_string(c);
        text += ",kind\n";
        for (int row = 0; row < 30; ++row) {
            text += "ein sehr langer Text über " + std::to_string(row % 5);
            for (int c = 1; c < columns; ++c) text += "," + std::to_string(1000 * row + c);
            text += row % 2 ? ",odd\n" : ",even\n";
        }
        return write("t.csv", text);
    }
};

/// Bytes of UTF-8 that begin a letter.
std::ptrdiff_t letters(const std::string& line) {
    return std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; });
}

TEST_F(CliData, ShowsTheFirstRowsOfATableAsFarAsTheyFit) {
    const Outcome outcome = run("data '" + table(40) + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const auto lines = outcome.lines();
    const auto begin = std::find(lines.begin(), lines.end(), "first rows");
    ASSERT_GE(lines.end() - begin, 22);
    EXPECT_THAT(begin[1], testing::AllOf(HasSubstr("x1"), HasSubstr("... "), testing::EndsWith("-> kind")));
    for (int row = 1; row <= 20; ++row) {
        const std::string& line = begin[row + 1];
        EXPECT_LE(letters(line), 80) << line;
        EXPECT_THAT(line, testing::EndsWith(row % 2 ? "-> even" : "-> odd"));
        EXPECT_THAT(line, HasSubstr(" " + std::to_string(1000 * (row - 1) + 1) + " "));
    }
    EXPECT_THAT(begin[22], Not(HasSubstr("->")));
    EXPECT_THAT(outcome.err, testing::IsEmpty()) << "no progress where that is no terminal";
}

TEST_F(CliData, HasTheSamplesInJsonWhole) {
    const json found = run("data --json '" + table(40) + "'").done();
    ASSERT_EQ(found["samples"].size(), 20u);
    EXPECT_EQ(found["samples"][2]["fields"].size(), 41u);
    EXPECT_EQ(found["samples"][2]["fields"][0], "ein sehr langer Text über 2");
    EXPECT_EQ(found["samples"][2]["target"], "even");
    const json digits = run("data --json --samples 50 --test-samples 20 digits").done();
    EXPECT_EQ(digits["samples"].size(), 20u);
    EXPECT_FALSE(digits["samples"][0].contains("fields"));
    EXPECT_THAT(run("data --samples 50 --test-samples 20 digits").out, HasSubstr("examples\n"));
}

} // namespace
} // namespace tristate::cli
