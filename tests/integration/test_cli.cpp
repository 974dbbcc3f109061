#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/experiment_link.h"
#include "tests/integration/cli_test.h"

namespace tristate::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::MatchesRegex;

TEST_F(Cli, ATargetIsReportedWithTheValidationErrorItEndedWith) {
    const Outcome outcome = run(kSmall + "--epochs 30 --validation 200 --target-error 60 --json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json done = outcome.done();
    EXPECT_EQ(done["target_error"], 60);
    ASSERT_TRUE(done["target_met"].get<bool>());
    EXPECT_LE(done["validation_error"].get<double>(), 60);
    expectUsage(run(kSmall + "--target-error 60 --no-gates --validation 200"), "--target-error");
    const json sized =
        run(kSmall + "--epochs 30 --validation 200 --target-parameters 6000 --target-microseconds 1e6 --json")
            .done();
    EXPECT_EQ(sized["target_parameters"], 6000);
    EXPECT_TRUE(sized["target_met"].get<bool>());
    EXPECT_LE(sized["parameters"], 6000);
    EXPECT_GT(sized["microseconds"], 0);
    expectUsage(run(kSmall + "--target-bytes 100 --epochs 0"), "--epochs");
    EXPECT_EQ(run(kSmall + "--target-microseconds 0").exitCode, 2);
    expectUsage(run(kSmall + "--target-error 200 --validation 200"), "--target-error");
}

TEST_F(Cli, ALinkIsARecipeThatOptionsOverride) {
    auto experiment = io::preset("digits");
    experiment.net = graph::parseGraph("784-12-8-10");
    experiment.data.trainSamples = 600;
    experiment.data.testSamples = 150;
    experiment.data.validation = 0;
    experiment.train.epochs = 4;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 2;
    const Outcome outcome = run("train --epochs 2 --json --from " + io::toLink(experiment));
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.err, testing::Not(HasSubstr("plain recipe")));
    EXPECT_EQ(outcome.jsonLines().size(), 3U) << "two epochs and the end";
    EXPECT_EQ(outcome.done()["parameters"], 784 * 12 + 12 + 12 * 8 + 8 + 8 * 10 + 10);
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

TEST_F(Cli, BenchMeasuresTraining) {
    const json done = run("bench --net 784-20-10 --batch 32 --threads 1 --seconds 0.5 --json").done();
    EXPECT_GT(done["samples_per_second"].get<double>(), 0);
    EXPECT_EQ(done["threads"], 1);
    EXPECT_EQ(done["batch"], 32);
    EXPECT_EQ(done["net"], "784-20-10");
}

} // namespace
} // namespace tristate::cli
