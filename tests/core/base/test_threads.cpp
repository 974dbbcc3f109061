#include "core/base/cores.h"
#include "core/base/error.h"
#include "core/base/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <sched.h>
#endif

namespace tristate {
namespace {

class RunPhases : public testing::TestWithParam<int> {};

TEST_P(RunPhases, CallsEveryItemOnce) {
    constexpr int kItems = 1000;
    std::vector<std::atomic<int>> calls(kItems);
    const Phase phase{kItems, [&](int item) { ++calls[static_cast<std::size_t>(item)]; }};
    runPhases({&phase, 1}, GetParam());
    for (const auto& count : calls) EXPECT_EQ(count, 1);
}

TEST_P(RunPhases, FinishesAPhaseBeforeTheNextBegins) {
    constexpr int kItems = 200;
    std::vector<int> squares(kItems);
    std::vector<int> sums(kItems); // each item of the second phase reads all of the first
    const std::array phases{Phase{kItems, [&](int i) { squares[static_cast<std::size_t>(i)] = i * i; }},
                            Phase{kItems, [&](int i) {
                                      for (const int square : squares)
                                          sums[static_cast<std::size_t>(i)] += square;
                                  }}};
    runPhases(phases, GetParam());
    for (const int sum : sums) EXPECT_EQ(sum, 199 * 200 * 399 / 6);
}

TEST_P(RunPhases, HandsAnExceptionToTheCaller) {
    const Phase phase{100, [](int item) {
                          if (item == 37) throw Error("item 37 is broken");
                      }};
    try {
        runPhases({&phase, 1}, GetParam());
        FAIL() << "the exception was lost";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "item 37 is broken");
    }
}

TEST_P(RunPhases, DoesNotStartAPhaseAfterAnException) {
    std::atomic<int> later = 0;
    const std::array phases{Phase{1, [](int) { throw Error("stop"); }}, Phase{50, [&](int) { ++later; }}};
    EXPECT_THROW(runPhases(phases, GetParam()), Error);
    EXPECT_EQ(later, 0);
}

TEST_P(RunPhases, RunsManyJobsOneAfterTheOther) {
    constexpr int kJobs = 2000, kItems = 7;
    std::vector<int> counts(kItems);
    const Phase count{kItems, [&](int item) { ++counts[static_cast<std::size_t>(item)]; }};
    const std::array phases{count, Phase{0, [](int) {}}, count};
    for (int job = 0; job < kJobs; ++job) runPhases(phases, GetParam());
    for (const int times : counts) EXPECT_EQ(times, 2 * kJobs);
}

TEST_P(RunPhases, GoesOnAfterASleepAndAfterAnException) {
    std::atomic<int> calls = 0;
    const Phase count{20, [&](int) { ++calls; }};
    for (int round = 0; round < 5; ++round) {
        runPhases({&count, 1}, GetParam());
        const Phase broken{3, [](int) { throw Error("broken"); }};
        EXPECT_THROW(runPhases({&broken, 1}, GetParam()), Error);
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // the team has gone to sleep by then
    }
    EXPECT_EQ(calls, 5 * 20);
}

TEST_P(RunPhases, RunsPhasesOfAnItemWhereTheItemRuns) {
    std::atomic<int> elsewhere = 0;
    const Phase outer{
        8, [&](int) {
            const auto here = std::this_thread::get_id();
            const Phase inner{16, [&](int) { elsewhere += std::this_thread::get_id() != here; }};
            runPhases({&inner, 1}, GetParam());
        }};
    runPhases({&outer, 1}, GetParam());
    EXPECT_EQ(elsewhere, 0);
}

#if defined(__SSE__)
TEST_P(RunPhases, FlushesDenormalsWhereThatIsAskedForAndNowhereElse) {
    const volatile float least = std::numeric_limits<float>::min();
    std::array<float, 64> flushed{}, kept{}, inner{};
    const auto halves = [&](std::array<float, 64>& into) {
        return Phase{64, [&](int item) { into[static_cast<std::size_t>(item)] = least / 2; }};
    };
    const Phase flush = halves(flushed), keep = halves(kept), within = halves(inner);
    const Phase outer{2, [&](int) { runPhases({&within, 1}, GetParam(), Denormals::Flushed); }};
    runPhases({&flush, 1}, GetParam(), Denormals::Flushed);
    runPhases({&outer, 1}, 1);
    runPhases({&keep, 1}, GetParam());
    EXPECT_THAT(flushed, testing::Each(0.0f));
    EXPECT_THAT(inner, testing::Each(0.0f));
    EXPECT_THAT(kept, testing::Each(testing::Gt(0.0f)));
    EXPECT_GT(least / 2, 0.0f);
}
#endif

TEST_P(RunPhases, AcceptsNothingToDo) {
    runPhases({}, GetParam());
    const Phase empty{0, [](int) { FAIL() << "called for an item that is not there"; }};
    runPhases({&empty, 1}, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Threads, RunPhases, testing::Values(1, 2, 5),
                         [](const auto& threads) { return "With" + std::to_string(threads.param); });

TEST(ThreadCount, TakesARequestLiterallyAndZeroAsAllCores) {
    EXPECT_EQ(threadCount(3), 3);
    EXPECT_GE(threadCount(0), 1);
}

#if defined(__linux__)
TEST(LeaveCore, MovesTheThreadAndBindsItToNothing) {
    cpu_set_t before;
    ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
    if (CPU_COUNT(&before) < 2) GTEST_SKIP() << "one core";
    // Alone on it, a thread stays where it was put long enough to be seen there.
    int moved = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const int core = currentCore();
        leaveCore(core);
        moved += currentCore() != core ? 1 : 0;
    }
    EXPECT_GT(moved, 0);
    cpu_set_t after;
    ASSERT_EQ(sched_getaffinity(0, sizeof after, &after), 0);
    EXPECT_TRUE(CPU_EQUAL(&before, &after));
}
#endif

TEST(LeaveCore, LeavesAThreadThatMayRunNowhereElseInPeace) {
    leaveCore(kNoCore);
    leaveCore(1 << 20);
    EXPECT_GE(currentCore(), kNoCore);
}

} // namespace
} // namespace tristate
