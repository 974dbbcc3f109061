#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/experiment_link.h"
#include "tests/integration/cli_test.h"

namespace tristate::cli {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;
using testing::HasSubstr;

class CliErrors : public Cli {};

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

TEST_F(CliErrors, HelpAndVersionAreNoErrors) {
    EXPECT_EQ(run("--help").exitCode, 0);
    EXPECT_THAT(run("--version").out, HasSubstr("."));
    const Outcome help = run("train --help");
    EXPECT_EQ(help.exitCode, 0);
    for (const char* option :
         {"--preset", "--net", "--data", "--epochs", "--lambda3", "--no-gates", "--export"})
        EXPECT_THAT(help.out, HasSubstr(option));
}

TEST_F(CliErrors, UnknownPresetIsOneSentenceWithTheKnownOnes) {
    const Outcome outcome = run("train --preset numbers");
    expectUsage(outcome, "numbers");
    EXPECT_THAT(outcome.err, HasSubstr("digits"));
}

TEST_F(CliErrors, BadLinkIsOneSentence) {
    expectUsage(run("train --from tristate:abc"), "the link is cut short or damaged");
    const std::string link = io::toLink(io::preset("digits"));
    for (const char* beside : {"--preset digits", "--mean 0.5 --std 0.5"}) {
        const Outcome outcome = run(std::string("train ") + beside + " --from " + link);
        EXPECT_EQ(outcome.exitCode, 2);
        EXPECT_THAT(outcome.err, HasSubstr("--from"));
    }
}

TEST_F(CliErrors, BadNetIsOneSentence) {
    expectUsage(run("train --net 784-3oo-10 --data digits"), "3oo");
    expectOneSentence(run("train --net 100-10 --data digits --samples 100 --test-samples 100"), "100");
}

TEST_F(CliErrors, SettingOutOfRangeIsOneSentence) {
    expectUsage(run("train --batch 0"), "--batch is 0, expected 1 to 65536");
    expectUsage(run("train --rate -1"), "--rate is -1, expected 0 to 1000");
    expectUsage(run("train --lambda3 nan"), "--lambda3 is nan");
}

TEST_F(CliErrors, WholeNumbersThatDoNotFitAreRefusedWithTheirRange) {
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

TEST_F(CliErrors, OlderNamesAreUnderstood) {
    expectUsage(run("train --fold perhaps"), "--merge is 'perhaps', expected one of auto, always, never");
    const std::string twoEpochs = kSmall + "--epochs 1 --gate-start 0.5 --json --estimator ";
    const json done = run(twoEpochs + "'hard concrete'").done();
    EXPECT_EQ(run(twoEpochs + "hard-concrete").done()["signature"], done["signature"]);
}

TEST_F(CliErrors, ARunThatCannotPruneIsToldBeforeItStarts) {
    const Outcome weak = run(kSmall + "--epochs 3 --freeze 1");
    EXPECT_EQ(weak.exitCode, 0);
    EXPECT_THAT(weak.err, HasSubstr("No unit can be pruned in this run"));
    EXPECT_THAT(weak.err, HasSubstr("--lambda3 of 0.14 or more would do"));
    EXPECT_EQ(run(kSmall + "--epochs 3 --freeze 1 --gate-rate 1.4").err, "");
    EXPECT_THAT(run(kSmall + "--epochs 3 --freeze 3").err, HasSubstr("the gates never learn"));
}

TEST_F(CliErrors, BadDataFolderIsOneSentenceNamingIt) {
    expectOneSentence(run("train --epochs 1 --data '" + path("nothing here") + "'"), path("nothing here"));
    write("train-images-idx3-ubyte", "not an IDX file");
    expectOneSentence(run("train --epochs 1 --data '" + path("") + "'"), "train-images-idx3-ubyte");
}

TEST_F(CliErrors, UnwritableOutputsAreFoundBeforeTraining) {
    const std::string file = write("file", "");
    expectOneSentence(run(kSmall + "--epochs 1 --out '" + file + "/out'"), file);
    expectOneSentence(run(kSmall + "--epochs 1 --export '" + path("missing/net.onnx") + "'"), "missing");
}

/// Hours of training would be lost over a word.
TEST_F(CliErrors, ExportsThatCannotBeAreRefusedBeforeTraining) {
    const std::string out = path("out"), run1 = kSmall + "--epochs 1 ";
    for (const char* name : {"net.pth", "net.onnx2", "net.tristate"})
        expectOneSentence(run(run1 + "--out '" + out + "' --export '" + path(name) + "'"),
                          std::string("cannot export '") + path(name) + "': its extension is '.");
    expectOneSentence(run(run1 + "--out '" + out + "' --export ''"), "--export is empty, expected a file");
    EXPECT_FALSE(fs::exists(out + "/session.tristate")) << "nothing was trained";

    ASSERT_EQ(run(run1 + "--out '" + out + "'").exitCode, 0);
    const std::string session = "'" + out + "/session.tristate' ";
    expectOneSentence(run("export " + session + "'" + path("a.json") + "' '" + path("a.pth") + "'"),
                      "'.pth'");
    EXPECT_FALSE(fs::exists(path("a.json"))) << "all or nothing";
    expectOneSentence(run("train --resume " + session + "--export '" + path("b.pth") + "'"), "'.pth'");
}

TEST_F(CliErrors, TablesThatCannotBeWrittenAreRefusedBeforeTheComparison) {
    const std::string small = "baselines " + kSmall.substr(6) + "--epochs 3 --freeze 1 ";
    expectOneSentence(run(small + "--csv '" + path("none/table.csv") + "'"),
                      "--csv " + path("none/table.csv"));
    expectOneSentence(run("reproduce figure-3.3 --quick --data digits --seeds 4 --out '" +
                          write("file", "no folder") + "/out'"),
                      "--out " + path("file") + "/out: the folder cannot be made");
}

/// Samples of other sizes would be read from, and written to, memory that is not theirs.
TEST_F(CliErrors, DataThatAreNotForTheModelAreRefused) {
    const std::string out = path("out"), session = out + "/session.tristate";
    ASSERT_EQ(
        run("train --net 2-8-3 --data spiral --samples 90 --test-samples 60 --epochs 1 --batch 30 --out '" +
            out + "' --export '" + path("net.json") + "'")
            .exitCode,
        0);
    for (const std::string& model : {session, path("net.json")}) {
        expectOneSentence(run("eval --data digits '" + model + "'"), "1x28x28");
        EXPECT_EQ(run("eval --data moons '" + model + "'").exitCode, 0) << "two classes of three outputs";
    }
    expectOneSentence(run("export --data digits '" + session + "' '" + path("net.onnx") + "'"), "1x28x28");
    EXPECT_FALSE(fs::exists(path("net.onnx")));

    const std::string narrow = path("narrow");
    ASSERT_EQ(
        run("train --net 2-8-2 --data moons --samples 90 --test-samples 60 --epochs 1 --batch 30 --out '" +
            narrow + "'")
            .exitCode,
        0);
    expectOneSentence(run("eval --data spiral '" + narrow + "/session.tristate'"), "3 classes");
}

/// The state of the last healthy epoch is what a person can go on with.
TEST_F(CliErrors, ARunThatDivergesIsSavedAndIsAnError) {
    const std::string out = path("out");
    const Outcome outcome =
        run("train --net 784-10-10 --data digits --samples 500 --test-samples 50 --epochs 9 "
            "--rate 1000 --optimizer sgd --no-gates --json --out '" +
            out + "'");
    EXPECT_EQ(outcome.exitCode, 1);
    EXPECT_THAT(outcome.err, HasSubstr("training diverged"));
    EXPECT_THAT(outcome.err, HasSubstr("The run is saved in " + out + "/session.tristate."));
    EXPECT_EQ(outcome.out.find("\"done\""), std::string::npos);
    const Outcome info = run("info --json '" + out + "/session.tristate'");
    EXPECT_EQ(info.exitCode, 0) << info.err;
    EXPECT_EQ(run("eval '" + out + "/session.tristate'").exitCode, 0);
}

/// A session that cannot be written must not take the one before it along.
TEST_F(CliErrors, AnOldSessionOutlivesARunThatNeverStarts) {
    const std::string out = path("out"), session = out + "/session.tristate";
    ASSERT_EQ(run(kSmall + "--epochs 1 --out '" + out + "'").exitCode, 0);
    const auto before = run("info --json '" + session + "'").done();
    expectUsage(run(kSmall + "--epochs 1 --rate -1 --out '" + out + "'"), "--rate");
    expectOneSentence(run("train --net 784-10 --data moons --out '" + out + "'"), "moons");
    expectOneSentence(run(kSmall + "--epochs 1 --validation 600 --out '" + out + "'"), "600");
    EXPECT_EQ(run("info --json '" + session + "'").done(), before);
}

TEST_F(CliErrors, BadModelFilesAreOneSentenceNamingThem) {
    for (const char* name : {"bad.tristate", "bad.onnx", "bad.safetensors", "bad.json"}) {
        const std::string file = write(name, "neither a session nor a network");
        expectOneSentence(run("info '" + file + "'"), file);
        expectOneSentence(run("eval --data digits '" + file + "'"), file);
    }
    expectOneSentence(run("export '" + path("none.tristate") + "' '" + path("net.onnx") + "'"),
                      "none.tristate");
}

} // namespace
} // namespace tristate::cli
