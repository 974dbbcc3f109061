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
    return {"small", experiment, {}, {}};
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(Runner, RemembersAFinishedRun) {
    const test::TempDir folder;
    int trained = 0;
    const Observer observer{
        .finished = [&](const Result&, bool remembered) { trained += remembered ? 0 : 1; }};
    const Result first = Runner(folder / "runs", observer).run(smallJob());
    Job other = smallJob();
    other.label = "another name";
    other.experiment.train.threads = 2;
    const Result again = Runner(folder / "runs", observer).run(other);
    EXPECT_EQ(trained, 1) << "neither the name nor the threads change a run";
    EXPECT_EQ(again.label, "another name");
    EXPECT_EQ(again.signature, first.signature);
    EXPECT_EQ(again.error, first.error);
    EXPECT_EQ(again.net, first.net);
    EXPECT_EQ(again.parameters, first.parameters);
    EXPECT_EQ(again.course, first.course);
    EXPECT_TRUE(std::isnan(again.validationError));

    Runner(folder / "runs", observer).run(smallJob(2));
    Job elsewhere = smallJob();
    elsewhere.origin = "another start";
    Runner(folder / "runs", observer).run(elsewhere);
    EXPECT_EQ(trained, 3) << "the seed and the start do";
}

TEST(Runner, RepeatsToTheDigit) {
    const test::TempDir folder;
    const Result a = Runner(folder / "a", {}).run(smallJob()), b = Runner(folder / "b", {}).run(smallJob());
    EXPECT_EQ(a.signature, b.signature);
    EXPECT_EQ(a.error, b.error);
}

TEST(Runner, TellsTheNetItExports) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    const Result result = runner.run(smallJob());
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
    const Result first = Runner(folder / "runs", {}).run(job);
    EXPECT_GE(first.validationError, 0);
    EXPECT_EQ(Runner(folder / "runs", {}).run(job).validationError, first.validationError);
}

TEST(Runner, StopsWhenAskedToAndLeavesNothingHalf) {
    const test::TempDir folder;
    std::stop_source stop;
    int points = 0;
    const Observer observer{.progress = [&](const Job&, const train::Point&) {
        if (++points == 3) stop.request_stop();
    }};
    EXPECT_THROW(Runner(folder / "runs", observer, stop.get_token()).run(smallJob()), Interrupted);
    EXPECT_EQ(points, 3);
    EXPECT_FALSE(fs::exists(folder / "runs"));
}

TEST(Runner, SaysWhichRunDivergedAndRemembersNothingOfIt) {
    const test::TempDir folder;
    Job job = smallJob();
    job.label = "far too fast";
    job.experiment.train.optimizer = train::OptimizerKind::Sgd;
    job.experiment.train.rate = 1e3;
    job.experiment.train.gates = false;
    try {
        Runner(folder / "runs", {}).run(job);
        FAIL() << "did not diverge";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("far too fast"));
    }
    EXPECT_FALSE(fs::exists(folder / "runs"));
}

TEST(Runner, ListsEveryResultOnceInTheirOrder) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    Job first = smallJob(), second = smallJob(2);
    second.label = "other";
    runner.run(first);
    runner.run(second);
    runner.run(first);
    ASSERT_EQ(runner.results().size(), 2u);
    EXPECT_EQ(runner.results()[0].label, "small");
    EXPECT_EQ(runner.results()[1].label, "other");
}

TEST(Runner, ANetworkWhoseFileIsGoneIsAnErrorThatNamesIt) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    runner.run(smallJob());
    for (const auto& entry : fs::directory_iterator(folder / "runs"))
        if (entry.path().extension() == ".onnx") fs::remove(entry.path());
    try {
        runner.network(smallJob());
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr(".onnx"));
    }
}

Result someResult() {
    Result result;
    result.label = "AL2, seed \"1\"";
    result.error = 1.0 / 3;
    result.validationError = std::nan("");
    result.net = "2-9-3";
    result.parameters = 1LL << 40;
    result.seconds = 0.1;
    result.signature = "0123456789abcdef";
    result.course = {{0, {}}, {15, {9, 3}}};
    return result;
}

TEST(Result, ComesBackAsItWas) {
    Result result = someResult();
    for (const double validation : {std::nan(""), 0.1 + 0.2}) {
        result.validationError = validation;
        const Result back = resultFromJson(toJson(result), "somewhere");
        EXPECT_EQ(back.label, result.label);
        EXPECT_EQ(back.error, result.error);
        EXPECT_EQ(std::isnan(back.validationError), std::isnan(validation));
        if (!std::isnan(validation)) {
            EXPECT_EQ(back.validationError, validation);
        }
        EXPECT_EQ(back.net, result.net);
        EXPECT_EQ(back.parameters, result.parameters);
        EXPECT_EQ(back.seconds, result.seconds);
        EXPECT_EQ(back.signature, result.signature);
        EXPECT_EQ(back.course, result.course);
    }
    const std::string text = toJson(result);
    EXPECT_EQ(text.find('\n'), text.size() - 1) << "one line";
}

/// The sentence of reading a result after a change of its text.
std::string readingError(const std::string& from, const std::string& to) {
    std::string text = toJson(someResult());
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from << " in " << text;
    text.replace(at, from.size(), to);
    try {
        resultFromJson(text, "runs/1.json");
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(Result, ThatCannotBeReadNamesTheFileAndTheKey) {
    EXPECT_THAT(readingError("\"net\":", "\"nets\":"), HasSubstr("runs/1.json: net is missing"));
    EXPECT_THAT(readingError("\"course\":", "\"source\":"), HasSubstr("course is missing"));
    EXPECT_THAT(readingError("\"seconds\":", "\"hours\":"), HasSubstr("hours"));
    EXPECT_THAT(readingError("1099511627776", "1.5"), HasSubstr("parameters is 1.5"));
    EXPECT_THAT(readingError("[9,3]", "[9,-3]"), HasSubstr("course.open is [9,-3]"));
    EXPECT_THAT(readingError("[9,3]", "[9,4294967299]"), HasSubstr("course.open is [9,4294967299]"))
        << "which is 3 in 32 bits";
    EXPECT_THAT(readingError("[9,3]", "9"), HasSubstr("course.open is 9"));
    EXPECT_THAT(readingError("{", ""), HasSubstr("runs/1.json: not JSON"));
    EXPECT_EQ(readingError("0.1", "0.2"), "no error");
}

TEST(Runner, NamesADamagedFile) {
    const test::TempDir folder;
    Runner(folder / "runs", {}).run(smallJob());
    ASSERT_EQ(filesIn(folder / "runs"), 2u);
    for (const auto& entry : fs::directory_iterator(folder / "runs"))
        if (entry.path().extension() == ".json") std::ofstream(entry.path()) << R"({"label": "small"})";
    try {
        Runner(folder / "runs", {}).run(smallJob());
        FAIL() << "read a damaged file";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr(".json"), HasSubstr("error is missing")));
    }
}

} // namespace
} // namespace tristate::study
