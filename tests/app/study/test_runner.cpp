#include "app/study/runner.h"
#include "core/graph/graph_text.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace tristate::study {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Job smallJob(std::uint64_t seed = 1) {
    train::Experiment experiment;
    experiment.net = graph::parseGraph("2-16-3");
    experiment.data = {.source = "spiral", .trainSamples = 300, .testSamples = 90};
    experiment.train.epochs = 4;
    experiment.train.frozenEpochs = 1;
    experiment.train.batch = 20;
    experiment.train.seed = seed;
    experiment.train.threads = 1;
    experiment.train.gateRate = 1;
    experiment.train.lambdas.lambda3 = 0.02;
    return {"small", experiment};
}

Result runOne(const fs::path& folder, const Job& job, const Observer& observer = {}) {
    return Runner(folder, observer).run({job}).front();
}

/// The file of this name in the one run's folder.
fs::path fileOfRun(const fs::path& runs, const char* name) {
    return fs::directory_iterator(runs)->path() / name;
}

TEST(Runner, RemembersAFinishedRun) {
    const test::TempDir folder;
    int trained = 0;
    const Observer observer{
        .finished = [&](const Result&, bool remembered) { trained += remembered ? 0 : 1; }};
    const Result first = runOne(folder / "runs", smallJob(), observer);
    Job other = smallJob();
    other.label = "another name";
    other.experiment.train.threads = 2;
    const Result again = runOne(folder / "runs", other, observer);
    EXPECT_EQ(trained, 1) << "neither the name nor the threads change a run";
    EXPECT_EQ(again.label, "another name");
    EXPECT_EQ(again.signature, first.signature);
    EXPECT_EQ(again.error, first.error);
    EXPECT_EQ(again.net, first.net);
    EXPECT_EQ(again.parameters, first.parameters);
    EXPECT_EQ(again.course, first.course);
    EXPECT_TRUE(std::isnan(again.validationError));

    runOne(folder / "runs", smallJob(2), observer);
    Job elsewhere = smallJob();
    elsewhere.origin = "another start";
    runOne(folder / "runs", elsewhere, observer);
    EXPECT_EQ(trained, 3) << "the seed and the start do";
}

TEST(Runner, RepeatsToTheDigit) {
    const test::TempDir folder;
    const Result a = runOne(folder / "a", smallJob()), b = runOne(folder / "b", smallJob());
    EXPECT_EQ(a.signature, b.signature);
    EXPECT_EQ(a.error, b.error);
}

TEST(Runner, TellsTheNetItExports) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    const Result result = runner.run({smallJob()}).front();
    const nn::PlainNetwork network = runner.network(smallJob());
    EXPECT_EQ(network.parameters(), result.parameters);
    EXPECT_EQ(result.net, "2-" + std::to_string(network.architecture()[0]) + "-3");
    EXPECT_EQ(result.course.back().step, 4 * 15);
    EXPECT_EQ(result.course.back().open, std::vector<int>{network.architecture()[0]});
}

TEST(Runner, MeasuresTheValidationDataWhereThereAreSome) {
    const test::TempDir folder;
    Job job = smallJob();
    job.experiment.data.validation = 60;
    const Result first = runOne(folder / "runs", job);
    EXPECT_GE(first.validationError, 0);
    EXPECT_EQ(runOne(folder / "runs", job).validationError, first.validationError);
}

TEST(Runner, StopsWhenAskedToAndGoesOnFromThere) {
    const test::TempDir folder;
    std::stop_source stop;
    std::int64_t reached = 0;
    const Observer observer{.progress = [&](const Job&, const train::Point& point) {
        reached = point.step;
        if (reached >= 30) stop.request_stop();
    }};
    EXPECT_THROW(Runner(folder / "runs", observer, stop.get_token()).run({smallJob()}), Interrupted);
    EXPECT_LT(reached, 40);
    std::int64_t first = -1;
    const Observer again{.progress = [&](const Job&, const train::Point& point) {
        if (first < 0) first = point.step;
    }};
    const Result result = runOne(folder / "runs", smallJob(), again);
    EXPECT_GE(first, 30) << "not from the beginning";
    EXPECT_EQ(result.signature, runOne(folder / "undisturbed", smallJob()).signature);
}

TEST(Runner, SaysWhichRunFailedAndWhereItIs) {
    const test::TempDir folder;
    Job job = smallJob();
    job.label = "far too fast";
    job.experiment.train.optimizer = train::OptimizerKind::Sgd;
    job.experiment.train.rate = 1e3;
    job.experiment.train.gates = false;
    for (const char* when : {"at once", "again"}) {
        SCOPED_TRACE(when);
        try {
            runOne(folder / "runs", job);
            FAIL() << "did not diverge";
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), AllOf(HasSubstr("far too fast"), HasSubstr("diverged"),
                                            HasSubstr((folder / "runs").string())));
        }
    }
}

TEST(Runner, BeginsWithTheNetworkOfAJob) {
    const test::TempDir folder;
    Job job = smallJob();
    const Result plain = runOne(folder / "runs", job);
    job.experiment.train.seed = 9; // other weights, unless the start is given
    Rng rng(5);
    const nn::Network start(job.experiment.net, rng);
    job.origin = "five";
    job.start = [start] { return start; };
    const Result begun = runOne(folder / "runs", job);
    EXPECT_NE(begun.signature, plain.signature);
    const nn::Network other = start;
    job.origin = "the same by another name";
    job.start = [other] { return other; };
    EXPECT_EQ(runOne(folder / "runs", job).signature, begun.signature);
}

TEST(Runner, ListsEveryResultOnceInTheirOrder) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    Job first = smallJob(), second = smallJob(2);
    second.label = "other";
    runner.run({first, second});
    runner.run({first});
    ASSERT_EQ(runner.results().size(), 2u);
    EXPECT_EQ(runner.results()[0].label, "small");
    EXPECT_EQ(runner.results()[1].label, "other");
}

TEST(Runner, ANetworkWhoseFileIsGoneIsAnErrorThatNamesIt) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    runner.run({smallJob()});
    fs::remove(fileOfRun(folder / "runs", "session.tristate"));
    try {
        runner.network(smallJob());
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("session.tristate"));
    }
}

TEST(Runner, DoesARunAgainWhoseResultIsDamaged) {
    const test::TempDir folder;
    const Result first = runOne(folder / "runs", smallJob());
    std::ofstream(fileOfRun(folder / "runs", "result.json")) << R"({"run": "small"})";
    const Result again = runOne(folder / "runs", smallJob());
    EXPECT_EQ(again.signature, first.signature);
    EXPECT_EQ(again.error, first.error);
    EXPECT_TRUE(fs::exists(fileOfRun(folder / "runs", "result.damaged.json")));
}

TEST(Runner, TellsHowLongARunTook) {
    const test::TempDir folder;
    const double seconds = runOne(folder / "runs", smallJob()).seconds;
    EXPECT_GT(seconds, 0);
    EXPECT_EQ(runOne(folder / "runs", smallJob()).seconds, seconds) << "it is remembered";
    fs::remove(fileOfRun(folder / "runs", "seconds"));
    EXPECT_TRUE(std::isnan(runOne(folder / "runs", smallJob()).seconds));
}

} // namespace
} // namespace tristate::study
