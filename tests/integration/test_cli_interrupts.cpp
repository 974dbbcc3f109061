#include "tests/integration/cli_test.h"

namespace tristate::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class CliInterrupts : public Cli {};

TEST_F(CliInterrupts, InterruptSavesTheRunAndIsAnError) {
    const std::string out = path("out");
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json --out '" + out + "'");
    EXPECT_EQ(outcome.exitCode, 128 + SIGINT);
    EXPECT_THAT(outcome.err, HasSubstr(out + "/session.tristate"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("\"done\"")));
    EXPECT_GT(run("info --json '" + out + "/session.tristate'").done()["step"], 0);
}

TEST_F(CliInterrupts, ATerminatedRunIsSavedToo) {
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json", SIGTERM);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM);
    EXPECT_THAT(outcome.err, HasSubstr("Nothing was saved"));
}

/// `timeout`, a terminal and a shell may each send the signal of one and the same wish.
TEST_F(CliInterrupts, SignalsInARowAreOneWish) {
    const std::string out = path("two");
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json --out '" + out + "'", SIGTERM, 5);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("session.tristate"));
    EXPECT_TRUE(std::filesystem::exists(out + "/session.tristate"));
}

TEST_F(CliInterrupts, AnInterruptedRunResumesWhereItWas) {
    const std::string out = path("out"), more = path("more"), session = out + "/session.tristate";
    const std::string limited = kSmall + "--epochs 200 --json ";
    ASSERT_EQ(runAndInterrupt(limited + "--out '" + out + "'").exitCode, 128 + SIGINT);
    const int before = run("info --json '" + session + "'").done()["step"];
    const Outcome outcome = run("train --json --resume '" + session + "' --out '" + more + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json resumed = outcome.done(), whole = run(limited).done();
    EXPECT_LT(before, whole["step"]);
    for (const char* key : {"epochs", "step", "signature", "architecture", "test_error"})
        EXPECT_EQ(resumed[key], whole[key]) << key;
    EXPECT_EQ(run("train --resume '" + session + "' --epochs 3").exitCode, 2);
    expectOneSentence(run("train --resume '" + path("none.tristate") + "'"), "none.tristate");
}

/// There is nothing left to train, and the figures are those that it ended with.
TEST_F(CliInterrupts, AFinishedRunResumesToTheFiguresItEndedWith) {
    const std::string out = path("out");
    const Outcome first = run(kSmall + "--epochs 3 --json --out '" + out + "'");
    ASSERT_EQ(first.exitCode, 0) << first.err;
    const Outcome again = run("train --json --resume '" + out + "/session.tristate'");
    ASSERT_EQ(again.exitCode, 0) << again.err;
    EXPECT_EQ(again.lines().size(), 1u) << "no epoch was trained";
    const json before = first.done(), after = again.done();
    for (const char* key : {"epochs", "step", "loss", "signature", "architecture", "test_error"})
        EXPECT_EQ(after[key], before[key]) << key;
    EXPECT_FALSE(after["loss"].is_null());
}

TEST_F(CliInterrupts, AnInterruptedStudyKeepsWhatIsFinished) {
    // The first study is over when its table is printed; the interrupt comes in the second one.
    const Outcome outcome = runAndInterrupt(
        "reproduce all --quick --data digits --seeds 4 --threads 1 --out '" + path("out") + "'");
    EXPECT_EQ(outcome.exitCode, 128 + SIGINT);
    EXPECT_THAT(outcome.err, HasSubstr("Interrupted in the run"));
    EXPECT_TRUE(fs::exists(path("out/table-3.1.csv")));
    EXPECT_FALSE(fs::exists(path("out/frontier.csv")));
}

TEST_F(CliInterrupts, AnInterruptedComparisonSaysSo) {
    const std::string command = "baselines --json --seeds 1,2 --methods gates,taylor " + kSmall.substr(6) +
                                "--epochs 60 --freeze 20 --validation 100 --out '" + path("out") + "'";
    const Outcome outcome = runAndInterrupt(command, SIGTERM);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM);
    EXPECT_THAT(outcome.err, HasSubstr("interrupted"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("\"done\"")));
    const auto first = outcome.jsonLines(), all = run(command).jsonLines();
    ASSERT_EQ(all.size(), 5u);
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i], all[i]) << "with its seconds, too";
    EXPECT_EQ(run(command).jsonLines(), all);
}

} // namespace
} // namespace tristate::cli
