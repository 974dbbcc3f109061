#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/graph/graph_text.h"
#include "core/sweep/jobs.h"
#include "core/train/trainer.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <new>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace tristate::sweep {
namespace {

using testing::ElementsAre;

std::vector<Job> toyJobs(int count) {
    std::vector<Job> jobs;
    for (int i = 0; i < count; ++i) {
        train::Experiment experiment = test::toyExperiment();
        experiment.train.seed = static_cast<std::uint64_t>(i) + 1;
        jobs.push_back({idOf(experiment), experiment, {}, {{"job", i}}});
    }
    return jobs;
}

std::shared_ptr<const data::Splits> load(const data::DataSpec& spec) {
    return std::make_shared<const data::Splits>(data::load(spec));
}

class Jobs : public testing::Test {
protected:
    bool run(const std::vector<Job>& jobs, WorkerSettings settings = {}) {
        m_order.clear();
        m_results.clear();
        return doJobs(
            m_store, jobs, load,
            [this](std::size_t job, const JobResult& result) {
                m_order.push_back(job);
                m_results.push_back(result);
            },
            std::move(settings));
    }

    test::TempDir m_dir;
    RunStore m_store{m_dir.path(), Locks::Flock};
    std::vector<std::size_t> m_order;
    std::vector<JobResult> m_results;
};

TEST_F(Jobs, AreDoneOnceAndHandedOutInTheirOrder) {
    const auto jobs = toyJobs(3);
    ASSERT_TRUE(run(jobs));
    EXPECT_THAT(m_order, ElementsAre(0, 1, 2));
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_FALSE(m_results[i].wasThere);
        EXPECT_GT(m_results[i].seconds, 0);
        EXPECT_EQ(m_results[i].result.id, jobs[i].id);
        EXPECT_EQ(m_results[i].result.settings, jobs[i].settings);
    }
    const std::vector<JobResult> first = m_results;
    ASSERT_TRUE(run({jobs[2], jobs[0], jobs[2]}));
    EXPECT_THAT(m_order, ElementsAre(0, 1, 2));
    for (const JobResult& result : m_results) EXPECT_TRUE(result.wasThere);
    EXPECT_EQ(toText(m_results[0].result), toText(first[2].result));
    EXPECT_EQ(m_results[1].seconds, first[0].seconds);
}

TEST_F(Jobs, AreTheRunsOfASweepOfTheSameSettings) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", test::toyPlan({"seed=1..2"}), "1.0");
    work(folder, {});
    ASSERT_TRUE(run(toyJobs(2)));
    for (const JobResult& found : m_results)
        EXPECT_EQ(found.result.signature, folder.result(found.result.id).signature);
}

TEST_F(Jobs, OneThatCannotBeTrainedIsAResultAndTheOthersAreDone) {
    auto jobs = toyJobs(4);
    jobs[1].experiment.train.batch = 0;
    jobs[2].start = []() -> nn::Network { throw Error("no such network"); };
    jobs[3].start = []() -> nn::Network { throw std::bad_alloc(); };
    ASSERT_TRUE(run(jobs));
    ASSERT_EQ(m_results.size(), 4u);
    EXPECT_THAT(toText(m_results[3].result.failure), testing::HasSubstr("not enough memory"));
    EXPECT_FALSE(m_results[0].result.failed());
    EXPECT_THAT(toText(m_results[1].result.failure), testing::HasSubstr("batch"));
    EXPECT_EQ(toText(m_results[2].result.failure), "no such network");
}

TEST_F(Jobs, BeginWithANetworkThatIsMadeWhenTheyAreTrained) {
    auto jobs = toyJobs(2);
    std::vector<std::string> course;
    std::vector<std::chrono::steady_clock::time_point> asked, made;
    const auto now = [] { return std::chrono::steady_clock::now(); };
    for (Job& job : jobs)
        job.start = [&] {
            course.emplace_back("made");
            asked.push_back(now());
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            made.push_back(now());
            train::Experiment experiment = test::toyExperiment();
            experiment.net = graph::parseGraph("2-7-2");
            return train::makeNetwork(experiment);
        };
    WorkerSettings settings;
    settings.watch = [&](std::size_t, const train::Driver& driver, const train::History&) {
        if (driver.stepsDone() == 0) course.emplace_back("trained");
    };
    ASSERT_TRUE(run(jobs, settings));
    asked.push_back(now());
    EXPECT_THAT(course, ElementsAre("made", "trained", "made", "trained"));
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_LE(m_results[i].result.architecture.at(0), 7) << "its graph is that of the run";
        const std::chrono::duration<double> untilTheNext = asked[i + 1] - made[i];
        EXPECT_LT(m_results[i].seconds, untilTheNext.count()) << "making it is no training";
    }
    ASSERT_TRUE(run(jobs, settings));
    EXPECT_EQ(course.size(), 4u) << "nor is it made again for what is there";
}

TEST_F(Jobs, StopBetweenMinibatchesAndGoOnFromThere) {
    const auto jobs = toyJobs(2);
    ASSERT_TRUE(run(jobs));
    const std::vector<JobResult> undisturbed = m_results;

    const test::TempDir elsewhere;
    m_store = RunStore(elsewhere.path(), Locks::Flock);
    std::int64_t steps = 0, before = 0;
    WorkerSettings settings;
    settings.shallStop = [&] { return steps == 15; };
    settings.watch = [&](std::size_t, const train::Driver&, const train::History&) { ++steps; };
    EXPECT_FALSE(run(jobs, settings));
    EXPECT_TRUE(m_order.empty());
    settings.shallStop = {};
    settings.watch = [&](std::size_t run, const train::Driver& driver, const train::History&) {
        if (run == 0 && before == 0) before = driver.stepsDone();
    };
    ASSERT_TRUE(run(jobs, settings));
    EXPECT_EQ(before, 15);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(toText(m_results[i].result), toText(undisturbed[i].result));
}

TEST_F(Jobs, AnErrorOfWhoTakesTheResultsEndsThemAndIsNoResult) {
    const auto jobs = toyJobs(3);
    int handedOut = 0;
    EXPECT_THROW(doJobs(m_store, jobs, load,
                        [&](std::size_t, const JobResult&) {
                            ++handedOut;
                            throw Error("enough");
                        },
                        {}),
                 Error);
    EXPECT_EQ(handedOut, 1);
    ASSERT_TRUE(run(jobs));
    for (const JobResult& result : m_results) EXPECT_FALSE(result.result.failed());
}

TEST_F(Jobs, OfSeveralProcessesAreShared) {
    const auto jobs = toyJobs(12);
    std::vector<pid_t> children;
    for (int i = 0; i < 2; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            int trained = 0;
            WorkerSettings settings;
            settings.watch = [&](std::size_t, const train::Driver& driver, const train::History&) {
                if (driver.stepsDone() == 0) ++trained;
                ::usleep(500); // so that both come to do something
            };
            const bool all = doJobs(
                m_store, jobs, load, [](std::size_t, const JobResult&) {}, settings);
            ::_exit(all ? trained : 100);
        }
        children.push_back(child);
    }
    int trained = 0;
    for (const pid_t child : children) {
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_GT(WEXITSTATUS(status), 0) << "nothing was left for one of them";
        trained += WEXITSTATUS(status);
    }
    EXPECT_EQ(trained, 12) << "each run once";
}

TEST_F(Jobs, TakenByAProcessThatDiesAreDoneByAnother) {
    const auto jobs = toyJobs(1);
    const pid_t child = ::fork();
    if (child == 0) {
        WorkerSettings settings;
        settings.watch = [](std::size_t, const train::Driver& driver, const train::History&) {
            if (driver.stepsDone() == 5) ::raise(SIGKILL);
        };
        doJobs(
            m_store, jobs, load, [](std::size_t, const JobResult&) {}, settings);
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    ASSERT_TRUE(run(jobs));
    EXPECT_EQ(m_results[0].result.step, 40);
}

} // namespace
} // namespace tristate::sweep
