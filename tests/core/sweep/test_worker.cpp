#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/store/session_file.h"
#include "core/sweep/worker.h"
#include "core/train/driver.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace tristate::sweep {
namespace {

namespace fs = std::filesystem;
using test::toyPlan;
using testing::HasSubstr;

class Sweeps : public testing::Test {
protected:
    Folder begin(const std::string& name, const Plan& plan, std::optional<Locks> locks = {}) {
        return Folder::begin(m_dir / name, plan, "1.0", locks);
    }
    test::TempDir m_dir;
};

/// A worker in a process of its own.
pid_t startWorker(const Folder& folder, const WorkerSettings& settings) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    try {
        work(folder, settings);
        ::_exit(0);
    } catch (...) {
        ::_exit(1);
    }
}

int statusOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

std::string reference(const Plan& plan) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "reference", plan, "1.0");
    work(folder, {});
    return test::digestOf(folder);
}

TEST_F(Sweeps, EveryRunHasItsResultAndASessionThatOpens) {
    const Plan plan = toyPlan({"lambda3=1e-3,1e-2", "seed=1,2"});
    const Folder folder = begin("sweep", plan);
    int finished = 0;
    WorkerSettings settings;
    settings.finished = [&](const Result&) { ++finished; };
    EXPECT_EQ(work(folder, settings), WorkerEnd::AllDone);
    EXPECT_EQ(finished, 4);
    for (const RunSpec& run : runsOf(folder.plan())) {
        const Result result = folder.result(run.id);
        EXPECT_FALSE(result.failed()) << toText(result.failure);
        EXPECT_EQ(result.step, 40);
        EXPECT_EQ(result.settings, settingsOf(plan, run));
        const io::SavedSession session = io::openSession(folder.sessionFile(run.id));
        EXPECT_EQ(session.checkpoint->network.signature(), result.signature);
        EXPECT_EQ(session.history.points().back().step, 40);
        EXPECT_EQ(session.history.points().back().evaluationError, result.testError);
    }
    finished = 0;
    EXPECT_EQ(work(folder, settings), WorkerEnd::AllDone);
    EXPECT_EQ(finished, 0) << "none is done twice";
}

TEST_F(Sweeps, ARunIsTheOneThatTrainingAloneGives) {
    const Plan plan = toyPlan({"seed=3"});
    const Folder folder = begin("sweep", plan);
    work(folder, {});
    train::Experiment experiment = plan.base;
    experiment.train.seed = 3;
    experiment.train.threads = 2;
    train::Driver driver(*train::freshCheckpoint(
        experiment, std::make_shared<const data::Splits>(data::load(experiment.data))));
    driver.run();
    EXPECT_EQ(folder.result(runsOf(plan)[0].id).signature, driver.network().signature());
}

TEST_F(Sweeps, WorkersThatAreKilledChangeNoBit) {
    const Plan plan = toyPlan({"lambda3=1e-3..1e-2:log:4", "seed=1..10", "epochs=12"});
    const std::string expected = reference(plan);
    for (const Locks locks : {Locks::Flock, Locks::Heartbeat}) {
        const Folder folder = begin(locks == Locks::Flock ? "flock" : "heartbeat", plan, locks);
        WorkerSettings settings;
        settings.heartbeats = {std::chrono::milliseconds(10), std::chrono::milliseconds(200)};
        std::vector<pid_t> workers;
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            settings.seed = seed;
            workers.push_back(startWorker(folder, settings));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        for (int i = 0; i < 2; ++i) ::kill(workers[i], SIGKILL);
        for (int i = 0; i < 2; ++i) EXPECT_TRUE(WIFSIGNALED(statusOf(workers[i])));
        for (int i = 2; i < 4; ++i) EXPECT_EQ(statusOf(workers[i]), 0);
        EXPECT_EQ(test::digestOf(folder), expected);
    }
}

TEST_F(Sweeps, WhoIsAskedToStopLeavesACheckpointThatIsGoneOnWith) {
    const Plan plan = toyPlan({"seed=1", "epochs=30"});
    const Folder folder = begin("sweep", plan);
    const std::string id = runsOf(plan)[0].id;
    int asked = 0;
    WorkerSettings settings;
    settings.shallStop = [&] { return ++asked > 100; };
    EXPECT_EQ(work(folder, settings), WorkerEnd::Stopped);
    EXPECT_FALSE(folder.hasResult(id));
    const auto step = io::openSession(folder.sessionFile(id)).checkpoint->trainer.step;
    EXPECT_GT(step, 50);
    asked = 0;
    settings.shallStop = [&] {
        ++asked;
        return false;
    };
    EXPECT_EQ(work(folder, settings), WorkerEnd::AllDone);
    EXPECT_LT(asked, 300 - step + 10) << "it went on from the checkpoint";
    EXPECT_EQ(test::digestOf(folder), reference(plan));
}

TEST_F(Sweeps, ADamagedCheckpointIsAsGoodAsNone) {
    const Plan plan = toyPlan({"seed=1"});
    const Folder folder = begin("sweep", plan);
    const std::string id = runsOf(plan)[0].id;
    fs::create_directories(folder.runFolder(id));
    test::store(folder.sessionFile(id), "half of a session");
    work(folder, {});
    EXPECT_EQ(test::digestOf(folder), reference(plan));
}

TEST_F(Sweeps, AFailedRunIsAResultWithItsSentence) {
    Plan plan = toyPlan({"rate=1e-3,1000", "net=2-16-2,3-16-2"});
    plan.base.train.optimizer = train::OptimizerKind::Sgd;
    const Folder folder = begin("sweep", plan);
    EXPECT_EQ(work(folder, {}), WorkerEnd::AllDone);
    std::vector<std::string> sentences;
    for (const RunSpec& run : runsOf(folder.plan()))
        if (const Result result = folder.result(run.id); result.failed())
            sentences.push_back(toText(result.failure));
    EXPECT_THAT(sentences, testing::UnorderedElementsAre(HasSubstr("training diverged"), HasSubstr("moons"),
                                                         HasSubstr("moons")));
}

TEST_F(Sweeps, ThreeDeathsOfARunAreAFailure) {
    const Plan plan = toyPlan({"seed=1,2"});
    const Folder folder = begin("sweep", plan);
    const std::string id = runsOf(plan)[0].id;
    for (int i = 0; i < 3; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            Claims claims(Locks::Flock);
            fs::create_directories(folder.runFolder(id));
            const auto claim = claims.take(folder.runFolder(id));
            ::raise(SIGKILL);
        }
        EXPECT_TRUE(WIFSIGNALED(statusOf(child)));
    }
    EXPECT_EQ(work(folder, {}), WorkerEnd::AllDone);
    EXPECT_THAT(toText(folder.result(id).failure), HasSubstr("3 times"));
    EXPECT_FALSE(folder.result(runsOf(plan)[1].id).failed());
}

TEST_F(Sweeps, OnAFullDiskTheRunIsGivenBack) {
    const Plan plan = toyPlan({"seed=1,2"});
    const Folder folder = begin("sweep", plan);
    for (int i = 0; i < 4; ++i) {
        const test::FileSizeLimit limit(1000);
        try {
            work(folder, {});
            ADD_FAILURE() << "the session has more than 1000 bytes";
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), HasSubstr("cannot write"));
        }
    }
    EXPECT_EQ(work(folder, {}), WorkerEnd::AllDone);
    EXPECT_EQ(test::digestOf(folder), reference(plan)) << "and that was no death";
}

TEST_F(Sweeps, AFrontierHasTheSameRunsWithAnyNumberOfWorkers) {
    Plan plan = toyPlan({"lambda3=1e-4..3e-1:log", "seed=1,2"});
    plan.mode = Mode::Frontier;
    plan.runs = 30;
    const Folder folder = begin("sweep", plan);
    std::vector<pid_t> workers;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        WorkerSettings settings;
        settings.seed = seed;
        workers.push_back(startWorker(folder, settings));
    }
    for (const pid_t worker : workers) EXPECT_EQ(statusOf(worker), 0);
    const Folder alone = begin("alone", plan);
    work(alone, {});
    const auto all = [](const Folder& of) {
        RunList list(of);
        while (list.grow()) {
        }
        EXPECT_EQ(list.runs().size(), 30u);
        return digestOf(of, list.runs());
    };
    EXPECT_EQ(all(folder), all(alone));
}

TEST_F(Sweeps, OtherDataAreRefusedAndNothingIsRecorded) {
    const Plan plan = toyPlan({"seed=1,2"});
    const Folder folder = begin("sweep", plan);
    std::string text = io::readWholeFile(m_dir / "sweep/sweep.json");
    const std::size_t digest = text.find("\"moons\": \"") + 10;
    text[digest] = text[digest] == '0' ? '1' : '0';
    test::store(m_dir / "sweep/sweep.json", text);
    try {
        work(Folder(m_dir / "sweep"), {});
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("'moons'"));
    }
    for (const RunSpec& run : runsOf(plan)) EXPECT_FALSE(folder.hasResult(run.id));
}

} // namespace
} // namespace tristate::sweep
