#include "core/sweep/claims.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace tristate::sweep {
namespace {

using namespace std::chrono_literals;

class BothLocks : public testing::TestWithParam<Locks> {
protected:
    Claims claims() const { return Claims(GetParam(), {.every = 5ms, .dead = 150ms}); }
    test::TempDir m_dir;
    std::filesystem::path m_run = m_dir / "run";
};

/// A process that does this and is killed by itself then.
void dieAfter(const std::function<void()>& action) {
    const pid_t child = ::fork();
    if (child == 0) {
        action();
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
}

TEST_P(BothLocks, OneOfTwoHasIt) {
    Claims ours = claims(), theirs = claims();
    {
        const auto claim = ours.take(m_run);
        ASSERT_TRUE(claim);
        EXPECT_FALSE(theirs.take(m_run));
        EXPECT_TRUE(theirs.isTaken(m_run));
    }
    EXPECT_FALSE(theirs.isTaken(m_run));
    const auto claim = theirs.take(m_run);
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->starts(), 1) << "what is given back was no death";
}

TEST_P(BothLocks, ADeadWorkersRunIsTakenOverAndTheDeathCounted) {
    Claims ours = claims();
    for (int deaths = 1; deaths <= 3; ++deaths) {
        dieAfter([&] {
            Claims theirs = claims();
            for (int i = 0; i < 100; ++i) { // the death before may not be seen yet
                if (auto claim = theirs.take(m_run)) ::raise(SIGKILL);
                std::this_thread::sleep_for(10ms);
            }
            ::_exit(0);
        });
    }
    std::optional<Claim> claim;
    for (int i = 0; i < 100 && !claim; ++i) {
        claim.reset();
        if (auto taken = ours.take(m_run)) claim.emplace(std::move(*taken));
        if (!claim) std::this_thread::sleep_for(10ms);
    }
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->starts(), 4);
}

TEST_P(BothLocks, AFinishedRunLeavesNothingBehind) {
    Claims ours = claims();
    auto claim = ours.take(m_run);
    ASSERT_TRUE(claim);
    claim->finish();
    EXPECT_TRUE(std::filesystem::is_empty(m_run));
    EXPECT_FALSE(ours.isTaken(m_run));
}

TEST_P(BothLocks, TakingARunCostsLittle) {
    Claims ours = claims();
    std::vector<double> milliseconds;
    for (int i = 0; i < 31; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const auto claim = ours.take(m_dir / std::to_string(i));
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        ASSERT_TRUE(claim);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    RecordProperty("microseconds", std::to_string(1000 * milliseconds[15]));
    EXPECT_LT(milliseconds[15], GetParam() == Locks::Flock ? 2 : 50)
        << "the median; a heartbeat waits for the disk";
}

INSTANTIATE_TEST_SUITE_P(Claims, BothLocks, testing::Values(Locks::Flock, Locks::Heartbeat));

TEST(Heartbeat, WhoBeatsIsNotTakenForDead) {
    const test::TempDir dir;
    const Heartbeats times{.every = 5ms, .dead = 100ms};
    Claims ours(Locks::Heartbeat, times), theirs(Locks::Heartbeat, times);
    auto claim = ours.take(dir / "run");
    ASSERT_TRUE(claim);
    const auto end = std::chrono::steady_clock::now() + 400ms;
    while (std::chrono::steady_clock::now() < end) {
        claim->beat();
        EXPECT_FALSE(theirs.take(dir / "run"));
        std::this_thread::sleep_for(10ms);
    }
}

TEST(Heartbeat, WhoWasTakenForDeadDoesNotTakeTheRunFromTheNextOne) {
    const test::TempDir dir;
    const Heartbeats times{.every = 5ms, .dead = 20ms};
    Claims theirs(Locks::Heartbeat, times), third(Locks::Heartbeat, times);
    std::optional<Claim> next;
    {
        Claims slow(Locks::Heartbeat, times);
        const auto stalled = slow.take(dir / "run");
        ASSERT_TRUE(stalled);
        EXPECT_FALSE(theirs.take(dir / "run"));
        std::this_thread::sleep_for(40ms);
        if (auto taken = theirs.take(dir / "run")) next.emplace(std::move(*taken));
        ASSERT_TRUE(next);
    }
    EXPECT_TRUE(third.isTaken(dir / "run")) << "it gave back what was no longer its own";
}

} // namespace
} // namespace tristate::sweep
