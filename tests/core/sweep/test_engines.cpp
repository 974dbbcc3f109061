#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/sweep/follower.h"
#include "core/sweep/local_workers.h"
#include "core/sweep/slurm_workers.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <sys/stat.h>
#include <thread>

namespace tristate::sweep {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using namespace std::chrono_literals;

/// Looks after the workers until none is left, or for ten seconds.
void lookUntilTheEnd(
    Engine& engine, const std::function<void()>& meanwhile = [] {}) {
    for (int i = 0; i < 2000 && engine.isWorking(); ++i) {
        meanwhile();
        engine.look();
        std::this_thread::sleep_for(5ms);
    }
    EXPECT_FALSE(engine.isWorking());
}

std::vector<std::string> shell(const std::string& script) {
    return {"/bin/sh", "-c", script};
}

TEST(LocalWorkers, ADeadOneIsStartedAgainThreeTimes) {
    const test::TempDir dir;
    const std::string file = (dir / "starts").string();
    LocalWorkers workers(shell("echo x >> '" + file + "'; kill -9 $$"), 2);
    lookUntilTheEnd(workers);
    EXPECT_EQ(fs::file_size(file), 2u * 4 * 2) << "two workers, four starts each, two bytes each";
    EXPECT_EQ(workers.complaint(), "");
}

TEST(LocalWorkers, OneThatSaysWhatIsWrongIsNotStartedAgain) {
    const test::TempDir dir;
    const std::string file = (dir / "starts").string();
    LocalWorkers workers(shell("echo x >> '" + file + "'; echo 'tristate: the disk is full' >&2; exit 1"), 3);
    lookUntilTheEnd(workers);
    EXPECT_EQ(fs::file_size(file), 3u * 2);
    EXPECT_EQ(workers.complaint(), "the disk is full");
}

TEST(LocalWorkers, TheOthersGoOnWhenOneIsKilled) {
    LocalWorkers workers(shell("sleep 0.3"), 3);
    const std::vector<pid_t> before = workers.processes();
    ASSERT_EQ(before.size(), 3u);
    ::kill(before[1], SIGKILL);
    while (workers.processes() == before) workers.look();
    const std::vector<pid_t> after = workers.processes();
    ASSERT_EQ(after.size(), 3u);
    EXPECT_EQ(after[0], before[0]);
    EXPECT_NE(after[1], before[1]);
    EXPECT_EQ(after[2], before[2]);
    lookUntilTheEnd(workers);
}

TEST(LocalWorkers, StopAsksAndWaits) {
    const test::TempDir dir;
    const std::string file = (dir / "stopped").string();
    LocalWorkers workers(shell("trap 'echo x >> \"" + file + "\"; exit 75' TERM; echo > \"" + file +
                               ".$$\"; while :; do sleep 0.01; done"),
                         2);
    while (dir.names().size() < 2) std::this_thread::sleep_for(5ms);
    std::this_thread::sleep_for(50ms);
    workers.stop();
    EXPECT_FALSE(workers.isWorking());
    EXPECT_EQ(fs::file_size(file), 4u);
}

TEST(LocalWorkers, AProgramThatIsNotThereIsASentence) {
    try {
        LocalWorkers workers({"/none/such"}, 1);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot start"));
    }
}

/// Programs of Slurm that do what the test wants and note how they were called.
class FakeSlurm : public testing::Test {
protected:
    FakeSlurm() : m_path(std::getenv("PATH")) {
        ::setenv("PATH", (m_dir.path().string() + ":" + m_path).c_str(), 1);
    }
    ~FakeSlurm() override { ::setenv("PATH", m_path.c_str(), 1); }
    void program(const std::string& name, const std::string& script) {
        ::chmod(m_dir
                    .write(name, "#!/bin/sh\necho \"$@\" >> '" + (m_dir / (name + ".calls")).string() +
                                     "'\n" + script)
                    .c_str(),
                0755);
    }
    std::size_t calls(const std::string& name) const {
        const std::string text = io::readWholeFile(m_dir / (name + ".calls"));
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    test::TempDir m_dir;

private:
    std::string m_path;
};

TEST_F(FakeSlurm, AnArrayOfWorkersIsSubmittedAndFollowedByWhoComesNext) {
    program("sbatch", "echo '77;cluster'");
    program("squeue", "echo RUNNING");
    SlurmWorkers workers({"/bin/tristate", "sweep"}, 4, m_dir.path());
    EXPECT_TRUE(workers.isWorking());
    EXPECT_EQ(calls("sbatch"), 1u);
    const SlurmWorkers next({"/bin/tristate", "sweep"}, 4, m_dir.path());
    EXPECT_EQ(calls("sbatch"), 1u) << "the array is there still";
    EXPECT_THAT(io::readWholeFile(m_dir / "squeue.calls"), HasSubstr("--jobs=77"));
    program("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
    const SlurmWorkers after({"/bin/tristate", "sweep"}, 4, m_dir.path());
    EXPECT_EQ(calls("sbatch"), 2u);
    const SlurmWorkers elsewhere({"/bin/tristate", "sweep"}, 4, m_dir / "50 % of it");
    EXPECT_THAT(io::readWholeFile(m_dir / "sbatch.calls"), HasSubstr("/50 %% of it/slurm/worker-%a.log"));
}

TEST_F(FakeSlurm, WhatSbatchRefusesIsSaid) {
    program("sbatch", "echo 'sbatch: error: invalid partition' >&2; exit 1");
    try {
        SlurmWorkers({"/bin/tristate"}, 1, m_dir.path());
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("invalid partition"));
    }
}

/// The script as a shell runs it, without Slurm.
TEST_F(FakeSlurm, TheScriptHandsOnTheExitCode) {
    const auto code = [&](const std::string& worker, const std::string& before = "") {
        const fs::path script = m_dir.write("script", batchScript(shell(worker), 2));
        return WEXITSTATUS(std::system((before + " bash '" + script.string() + "'").c_str()));
    };
    EXPECT_EQ(code("exit 0"), 0);
    EXPECT_EQ(code("exit 75"), 75);
    EXPECT_EQ(code("kill -9 $$"), 137);
    EXPECT_EQ(code("kill -9 $$", "SLURM_RESTART_COUNT=3"), 1) << "not for ever";
    EXPECT_EQ(code("trap 'sleep 0.1; exit 75' TERM; kill -TERM $PPID; while :; do sleep 0.02; done"), 75)
        << "it waits for the checkpoint of a worker that it was asked to stop";
    EXPECT_THAT(batchScript({"a b'c"}, 2), HasSubstr("'a b'\\''c'"));
}

/// One whose workers end after so many looks after them.
class CountedEngine final : public Engine {
public:
    explicit CountedEngine(int looks) : m_left(looks) {}
    void look() override { --m_left; }
    bool isWorking() const override { return m_left > 0; }
    void stop() override {}
    std::string complaint() const override { return {}; }

private:
    int m_left;
};

TEST(FollowEngine, LooksOnceMoreWhenNobodyWorksAnyMore) {
    CountedEngine engine(3);
    std::vector<bool> workingAtLook;
    followEngine(
        &engine, [&] { workingAtLook.push_back(engine.isWorking()); }, [] { return false; },
        [] { return false; });
    ASSERT_FALSE(workingAtLook.empty());
    EXPECT_FALSE(workingAtLook.back()) << "what ended last has left its results";
}

TEST(FollowEngine, EndsWhenAllIsDoneOrSomebodyWishesIt) {
    CountedEngine endless(1'000'000);
    int looks = 0;
    for (Engine* engine : {static_cast<Engine*>(&endless), static_cast<Engine*>(nullptr)}) {
        looks = 0;
        followEngine(
            engine, [&] { ++looks; }, [&] { return looks == 2; }, [] { return false; });
        EXPECT_EQ(looks, 2);
        int asked = 0;
        followEngine(
            engine, [&] { ++looks; }, [] { return false; }, [&] { return ++asked > 3; });
        EXPECT_EQ(asked, 4);
    }
}

TEST(TimeLeft, IsThatOfTheRunsThatWereSeen) {
    TimeLeft left;
    EXPECT_LT(left.seconds({.runs = 30, .done = 10}), 0);
    std::this_thread::sleep_for(50ms);
    EXPECT_LT(left.seconds({.runs = 30, .done = 10}), 0) << "those from before tell nothing";
    const double seconds = left.seconds({.runs = 30, .done = 12});
    EXPECT_GE(seconds, 9 * 0.05) << "eighteen are left, two took 50 ms";
    EXPECT_EQ(left.seconds({.runs = 30, .done = 30}), 0);
}

} // namespace
} // namespace tristate::sweep
