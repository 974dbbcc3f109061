#include "tests/integration/cli_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>

namespace tristate::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

/// A run of a second or less, with so little test data that every epoch measures it.
const std::string kSmall = "train --net 784-24-16-10 --data digits --samples 600 --test-samples 150 --batch "
                           "32 --warmup 0 --lambda3 0.01 ";

/// A folder of the test's own, gone afterwards.
class Cli : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_mergeer = fs::path(testing::TempDir()) / (std::string("cli_") + test->name());
        fs::remove_all(m_mergeer);
        fs::create_directories(m_mergeer);
    }
    void TearDown() override { fs::remove_all(m_mergeer); }

    std::string path(const std::string& name) const { return (m_mergeer / name).string(); }
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(m_mergeer / name) << content;
        return path(name);
    }

private:
    fs::path m_mergeer;
};

void expectOneSentence(const Outcome& outcome, const std::string& mentions, int exitCode = 1) {
    EXPECT_EQ(outcome.exitCode, exitCode) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(mentions));
}

/// The words of the command are to blame.
void expectUsage(const Outcome& outcome, const std::string& mentions) {
    expectOneSentence(outcome, mentions, 2);
}

class CliUsage : public testing::TestWithParam<const char*> {};

TEST_P(CliUsage, ExitsWithTwoAndSaysWhyOnStandardError) {
    const Outcome outcome = run(GetParam());
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err, "");
}

INSTANTIATE_TEST_SUITE_P(Arguments, CliUsage,
                         testing::Values("", "teach", "train --no-such-option", "train --epochs many",
                                         "train --epochs 1.5", "train --optimizer newton", "train --seed -1",
                                         "eval", "eval net.onnx", "export session.tristate", "info",
                                         "bench --seconds soon", "baselines --methods luck",
                                         "baselines --widths 3-3 --parameters 100", "reproduce",
                                         "reproduce --seeds one"));

TEST_F(Cli, HelpAndVersionAreNoErrors) {
    EXPECT_EQ(run("--help").exitCode, 0);
    EXPECT_THAT(run("--version").out, HasSubstr("."));
    const Outcome help = run("train --help");
    EXPECT_EQ(help.exitCode, 0);
    for (const char* option :
         {"--preset", "--net", "--data", "--epochs", "--lambda3", "--no-gates", "--export"})
        EXPECT_THAT(help.out, HasSubstr(option));
}

TEST_F(Cli, UnknownPresetIsOneSentenceWithTheKnownOnes) {
    const Outcome outcome = run("train --preset numbers");
    expectUsage(outcome, "numbers");
    EXPECT_THAT(outcome.err, HasSubstr("digits"));
}

TEST_F(Cli, BadNetIsOneSentence) {
    expectUsage(run("train --net 784-3oo-10 --data digits"), "3oo");
    expectOneSentence(run("train --net 100-10 --data digits --samples 100 --test-samples 100"), "100");
}

TEST_F(Cli, SettingOutOfRangeIsOneSentence) {
    expectUsage(run("train --batch 0"), "--batch is 0, expected 1 to 65536");
    expectUsage(run("train --rate -1"), "--rate is -1, expected 0 to 1000");
    expectUsage(run("train --lambda3 nan"), "--lambda3 is nan");
}

TEST_F(Cli, WholeNumbersThatDoNotFitAreRefusedWithTheirRange) {
    const std::string far = " 99999999999999999999";
    for (const std::string& value : {std::string(" -1"), far}) {
        expectUsage(run("train --seed" + value), "--seed is '");
        expectUsage(run("baselines --seeds 1," + value.substr(1)), "--seeds is '");
    }
    expectUsage(run("train --epochs" + far), "expected a whole number from 0 to 1000000");
    expectUsage(run("bench --net 4-2 --batch" + far), "expected a whole number from 1 to 65536");
    expectUsage(run("bench --net 4-2 --threads 5000"), "--threads is 5000, expected 0 to 1024");
    expectUsage(run("eval --threads" + far + " net.onnx"), "--threads is '");
    expectUsage(run("reproduce --threads -1"), "--threads is -1, expected 0 to 1024");
    expectUsage(run("baselines --parameters 0"), "--parameters is 0, expected 1 to");
}

TEST_F(Cli, OlderNamesAreUnderstood) {
    expectUsage(run("train --fold perhaps"), "--merge is 'perhaps', expected one of auto, always, never");
    const std::string twoEpochs = kSmall + "--epochs 1 --gate-start 0.5 --json --estimator ";
    const json done = run(twoEpochs + "'hard concrete'").done();
    EXPECT_EQ(run(twoEpochs + "hard-concrete").done()["signature"], done["signature"]);
}

TEST_F(Cli, ARunThatCannotPruneIsToldBeforeItStarts) {
    const Outcome weak = run(kSmall + "--epochs 3 --freeze 1");
    EXPECT_EQ(weak.exitCode, 0);
    EXPECT_THAT(weak.err, HasSubstr("No unit can be pruned in this run"));
    EXPECT_THAT(weak.err, HasSubstr("--lambda3 of 0.14 or more would do"));
    EXPECT_EQ(run(kSmall + "--epochs 3 --freeze 1 --gate-rate 1.4").err, "");
    EXPECT_THAT(run(kSmall + "--epochs 3 --freeze 3").err, HasSubstr("the gates never learn"));
}

TEST_F(Cli, BadDataFolderIsOneSentenceNamingIt) {
    expectOneSentence(run("train --epochs 1 --data '" + path("nothing here") + "'"), path("nothing here"));
    write("train-images-idx3-ubyte", "not an IDX file");
    expectOneSentence(run("train --epochs 1 --data '" + path("") + "'"), "train-images-idx3-ubyte");
}

TEST_F(Cli, UnwritableOutputsAreFoundBeforeTraining) {
    const std::string file = write("file", "");
    expectOneSentence(run(kSmall + "--epochs 1 --out '" + file + "/out'"),
                      "--out " + file + "/out: the folder cannot be made: ");
    expectOneSentence(run(kSmall + "--epochs 1 --export '" + path("missing/net.onnx") + "'"),
                      "there is no folder " + path("missing"));
}

TEST_F(Cli, BadModelFilesAreOneSentenceNamingThem) {
    for (const char* name : {"bad.tristate", "bad.onnx", "bad.safetensors", "bad.json"}) {
        const std::string file = write(name, "neither a session nor a network");
        expectOneSentence(run("info '" + file + "'"), file);
        expectOneSentence(run("eval --data digits '" + file + "'"), file);
    }
    expectOneSentence(run("export '" + path("none.tristate") + "' '" + path("net.onnx") + "'"),
                      "none.tristate");
}

TEST_F(Cli, ATargetIsReportedWithTheValidationErrorItEndedWith) {
    const Outcome outcome = run(kSmall + "--epochs 30 --validation 200 --target-error 60 --json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json done = outcome.done();
    EXPECT_EQ(done["target_error"], 60);
    ASSERT_TRUE(done["target_met"].get<bool>());
    EXPECT_LE(done["validation_error"].get<double>(), 60);
    expectUsage(run(kSmall + "--target-error 60 --no-gates --validation 200"), "--target-error");
    expectUsage(run(kSmall + "--target-error 200 --validation 200"), "--target-error");
}

TEST_F(Cli, BaselinesAreOneTableThatIsWrittenToAFile) {
    const std::string small = "baselines " + kSmall.substr(6) + "--epochs 3 --freeze 1 --validation 100 ";
    const Outcome text = run(small + "--seeds 1,2 --methods gates,taylor --csv '" + path("table.csv") + "'");
    ASSERT_EQ(text.exitCode, 0) << text.err;
    EXPECT_EQ(text.lines().size(), 1u + 4 + 2) << "a heading, a line for each seed and method, the means";
    std::ifstream csv(path("table.csv"));
    const std::string content{std::istreambuf_iterator<char>(csv), {}};
    EXPECT_EQ(std::count(content.begin(), content.end(), '\n'), 5);
    EXPECT_THAT(content, HasSubstr("taylor,2,"));

    const Outcome lines = run(small + "--widths 10-8 --methods random,scratch --json");
    ASSERT_EQ(lines.exitCode, 0) << lines.err;
    ASSERT_EQ(lines.jsonLines().size(), 3u);
    EXPECT_EQ(lines.jsonLines()[0]["method"], "random");
    EXPECT_EQ(lines.jsonLines()[0]["widths"], json({10, 8}));
    EXPECT_EQ(lines.done()["event"], "done");
    expectOneSentence(run(small + "--json --widths 10-99"), "99");
}

TEST_F(Cli, JsonTellsEveryEpochAndTheEnd) {
    const Outcome outcome = run(kSmall + "--epochs 3 --gate-start 0.5 --json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "") << "standard error is no terminal here";

    const auto lines = outcome.jsonLines();
    ASSERT_EQ(lines.size(), 4u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(lines[i]["event"], "epoch");
        EXPECT_EQ(lines[i]["epoch"], i + 1);
        EXPECT_TRUE(lines[i]["test_error"].is_number());
    }
    const json& done = lines.back();
    EXPECT_EQ(done["event"], "done");
    EXPECT_EQ(done["epochs"], 3);
    EXPECT_EQ(done["step"], 3 * 19) << "600 samples are 19 minibatches of at most 32";
    EXPECT_GT(done["loss"].get<double>(), 0);
    EXPECT_GE(done["test_error"].get<double>(), 0);
    EXPECT_LE(done["test_error"].get<double>(), 100);
    const auto open = done["architecture"].get<std::vector<int>>();
    ASSERT_EQ(open.size(), 2u);
    EXPECT_EQ(done["neurons"], open[0] + open[1]);
    EXPECT_EQ(done["parameters"], 785 * open[0] + (open[0] + 1) * open[1] + (open[1] + 1) * 10);
    EXPECT_GT(done["flops"].get<long long>(), 0);
    EXPECT_GT(done["seconds"].get<double>(), 0);
    EXPECT_GT(done["samples_per_second"].get<double>(), 0);
    EXPECT_THAT(done["signature"].get<std::string>(), MatchesRegex("[0-9a-f]{16}"));
}

TEST_F(Cli, WithoutGatesEveryUnitStays) {
    const json done = run(kSmall + "--epochs 1 --no-gates --json").done();
    EXPECT_EQ(done["architecture"], json({24, 16}));
}

TEST_F(Cli, ThreadsNeverChangeAResultButTheSeedDoes) {
    const auto signature = [](const std::string& options) {
        return run(kSmall + "--epochs 2 --json " + options).done()["signature"].get<std::string>();
    };
    const std::string reference = signature("--seed 5 --threads 1");
    EXPECT_EQ(signature("--seed 5 --threads 2"), reference);
    EXPECT_NE(signature("--seed 6 --threads 1"), reference);
}

TEST_F(Cli, AnOptionOverridesThePresetWhateverTheOrder) {
    const std::string rest = " --samples 300 --test-samples 100 --validation 0 --epochs 1 --json";
    for (const std::string& order :
         {std::string("--preset digits --net 784-12-10"), std::string("--net 784-12-10 --preset digits")}) {
        const json done = run("train " + order + rest).done();
        EXPECT_EQ(done["architecture"].size(), 1u) << order;
        EXPECT_EQ(done["epochs"], 1) << order;
    }
}

TEST_F(Cli, ASavedRunAndItsExportMeasureTheSame) {
    const std::string out = path("out/of/here"), onnx = out + "/net.onnx";
    const Outcome outcome = run(kSmall + "--epochs 2 --json --out '" + out + "' --export '" + onnx + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json done = outcome.done();
    ASSERT_EQ(done["exports"].size(), 1u);
    EXPECT_EQ(done["exports"][0]["equal_predictions"], 150);

    const std::string session = out + "/session.tristate";
    EXPECT_EQ(run("info --json '" + session + "'").done()["signature"], done["signature"]);
    const json ofSession = run("eval --json '" + session + "'").done();
    EXPECT_EQ(ofSession["test_error"], done["test_error"]);
    EXPECT_EQ(ofSession["samples"], 150);
    EXPECT_EQ(run("info --json '" + onnx + "'").done()["architecture"], done["architecture"]);
}

TEST_F(Cli, ExportWritesFromASession) {
    const std::string out = path("out");
    ASSERT_EQ(run(kSmall + "--epochs 1 --out '" + out + "'").exitCode, 0);
    const Outcome outcome =
        run("export --json '" + out + "/session.tristate' '" + path("a.onnx") + "' '" + path("b.onnx") + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.done()["exports"].size(), 2u);
    EXPECT_TRUE(fs::exists(path("a.onnx")));
    EXPECT_TRUE(fs::exists(path("b.onnx")));
}

TEST_F(Cli, EveryFormatIsExportedAndMeasuresTheSame) {
    const std::string out = path("out");
    const json trained = run(kSmall + "--epochs 1 --json --out '" + out + "'").done();
    std::string files;
    for (const char* name : {"a.safetensors", "a.json", "a.c", "a.html", "a.csv", "a.svg", "a.zip", "bundle"})
        files += " '" + path(name) + "'";
    const Outcome outcome = run("export --json '" + out + "/session.tristate'" + files);
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json exports = outcome.done()["exports"];
    ASSERT_EQ(exports.size(), 8u);
    EXPECT_EQ(exports[2]["format"], "c");
    EXPECT_EQ(exports[2]["equal_predictions"], 150);
    EXPECT_GT(exports[2]["microseconds_before"].get<double>(), 0);
    EXPECT_FALSE(exports[4].contains("equal_predictions")) << "there is no network in a table";
    EXPECT_EQ(exports[7]["parts"].size(), 3u);
    for (const std::string& model : {path("a.safetensors"), path("a.json"), path("bundle/model.onnx")}) {
        EXPECT_EQ(run("info --json '" + model + "'").done()["architecture"], trained["architecture"])
            << model;
        const json measured = run("eval --json --data digits '" + model + "'").done();
        EXPECT_EQ(measured["architecture"], trained["architecture"]) << model;
    }
    EXPECT_THAT(run("info '" + path("a.json") + "'").out, HasSubstr("equal_predictions: 150"));
}

TEST_F(Cli, AnUncompactedExportKeepsTheOriginalWidths) {
    const std::string out = path("out");
    ASSERT_EQ(run(kSmall + "--epochs 2 --out '" + out + "'").exitCode, 0);
    const json done =
        run("export --json --uncompacted '" + out + "/session.tristate' '" + path("a.json") + "'").done();
    EXPECT_EQ(done["exports"][0]["architecture_after"], json({24, 16, 10}));
    EXPECT_EQ(run("info --json '" + path("a.json") + "'").done()["architecture"], json({24, 16}));
}

TEST_F(Cli, TrainingGoesOnFromAModel) {
    const std::string onnx = path("first.onnx"), data = " --data digits --samples 600 --validation 0 ";
    ASSERT_EQ(run(kSmall + "--epochs 2 --export '" + onnx + "'").exitCode, 0);
    const json model = run("eval '" + onnx + "' --json --data digits").done();
    const std::string from = "train --warmup 0 --freeze 0 --json --from '" + onnx + "'" + data;
    const json unchanged = run(from + "--epochs 1 --rate 0 --no-gates").done();
    EXPECT_EQ(unchanged["test_error"], model["test_error"]) << "a rate of 0 leaves the model as it was";
    EXPECT_EQ(unchanged["parameters"], model["parameters"]);
    EXPECT_LT(run(from + "--epochs 3 --lambda3 0.5").done()["parameters"], model["parameters"]);
    expectOneSentence(run("train --from '" + path("none.onnx") + "'" + data), "none.onnx");
    EXPECT_EQ(run("train --net 784-10 --from '" + onnx + "'").exitCode, 2);
}

TEST_F(Cli, AnImportedModelIsShownToBeEqual) {
    const std::string model = path("first.safetensors"),
                      data = " --data digits --samples 600 --validation 0 ";
    ASSERT_EQ(run(kSmall + "--epochs 1 --no-gates --export '" + model + "'").exitCode, 0);
    const std::string from = "train --net 784-24-16-10 --epochs 1 --from '" + model + "'" + data;
    const Outcome outcome = run(from + "--json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json import = json::parse(outcome.out.substr(0, outcome.out.find('\n')));
    EXPECT_EQ(import["event"], "import");
    EXPECT_GT(import["samples"], 0);
    EXPECT_EQ(import["equal_predictions"], import["samples"]);
    EXPECT_LE(import["largest_difference"].get<double>(), 1e-4 * import["largest_logit"].get<double>());
    const Outcome words = run(from);
    EXPECT_THAT(words.out, HasSubstr("Equal to first.safetensors: "));
    EXPECT_THAT(words.err, HasSubstr("without --preset the model is trained by the plain recipe"));
    EXPECT_THAT(outcome.out, HasSubstr("{\"event\":\"recipe\",\"recipe\":\"plain\""));
    expectOneSentence(run("train --net 784-9-10 --from '" + model + "'" + data), "fc1.weight");
}

TEST_F(Cli, InterruptSavesTheRunAndIsAnError) {
    const std::string out = path("out");
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json --out '" + out + "'");
    EXPECT_EQ(outcome.exitCode, 128 + SIGINT);
    EXPECT_THAT(outcome.err, HasSubstr(out + "/session.tristate"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("\"done\"")));
    EXPECT_GT(run("info --json '" + out + "/session.tristate'").done()["step"], 0);
}

TEST_F(Cli, ATerminatedRunIsSavedToo) {
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json", SIGTERM);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM);
    EXPECT_THAT(outcome.err, HasSubstr("Nothing was saved"));
}

/// `timeout`, a terminal and a shell may each send the signal of one and the same wish.
TEST_F(Cli, SignalsInARowAreOneWish) {
    const std::string out = path("two");
    const Outcome outcome = runAndInterrupt(kSmall + "--epochs 0 --json --out '" + out + "'", SIGTERM, 5);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("session.tristate"));
    EXPECT_TRUE(std::filesystem::exists(out + "/session.tristate"));
}

TEST_F(Cli, AnInterruptedRunResumesWhereItWas) {
    const std::string out = path("out"), more = path("more"), session = out + "/session.tristate";
    const std::string limited = kSmall + "--epochs 400 --json ";
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

TEST_F(Cli, ReproduceWritesAStudyAndRemembersItsRuns) {
    const std::string out = path("out");
    const std::string command =
        "reproduce figure-3.2a --quick --data digits --seeds 4 --threads 1 --out '" + out + "'";
    const Outcome first = run(command);
    ASSERT_EQ(first.exitCode, 0) << first.err;
    EXPECT_THAT(first.out, HasSubstr("| neurons of the third layer |"));
    for (const char* file : {"/figure-3.2a.csv", "/figure-3.2a-runs.csv", "/figure-3.2a.svg", "/runs"})
        EXPECT_TRUE(fs::exists(out + file)) << file;
    const Outcome again = run(command);
    EXPECT_EQ(again.out, first.out);
    EXPECT_THAT(again.err, HasSubstr("remembered"));
}

TEST_F(Cli, ReproduceListsItsStudies) {
    const Outcome outcome = run("reproduce --list");
    EXPECT_EQ(outcome.exitCode, 0);
    for (const char* name :
         {"table-3.1", "table-3.2", "table-3.3", "figure-3.2a", "figure-3.2b", "figure-3.3", "frontier"})
        EXPECT_THAT(outcome.out, HasSubstr(name));
    expectOneSentence(run("reproduce table-9"), "table-9");
}

TEST_F(Cli, AnInterruptedStudyKeepsWhatIsFinished) {
    // The first study is over when its table is printed; the interrupt comes in the second one.
    const Outcome outcome = runAndInterrupt(
        "reproduce all --quick --data digits --seeds 4 --threads 1 --out '" + path("out") + "'");
    EXPECT_EQ(outcome.exitCode, 128 + SIGINT);
    EXPECT_THAT(outcome.err, HasSubstr("Interrupted in the run"));
    EXPECT_TRUE(fs::exists(path("out/table-3.1.csv")));
    EXPECT_FALSE(fs::exists(path("out/frontier.csv")));
}

TEST_F(Cli, AnInterruptedComparisonSaysSo) {
    const Outcome outcome = runAndInterrupt("baselines --json --seeds 1,2,3,4,5,6,7,8,9 " + kSmall.substr(6) +
                                                "--epochs 30 --freeze 10 --validation 100",
                                            SIGTERM);
    EXPECT_EQ(outcome.exitCode, 128 + SIGTERM);
    EXPECT_THAT(outcome.err, HasSubstr("interrupted"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("\"done\"")));
}

TEST_F(Cli, BenchMeasuresTraining) {
    const json done = run("bench --net 784-20-10 --batch 32 --threads 1 --seconds 0.5 --json").done();
    EXPECT_GT(done["samples_per_second"].get<double>(), 0);
    EXPECT_EQ(done["threads"], 1);
    EXPECT_EQ(done["batch"], 32);
    EXPECT_EQ(done["net"], "784-20-10");
}

} // namespace
} // namespace tristate::cli
