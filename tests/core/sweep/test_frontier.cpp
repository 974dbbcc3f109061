#include "core/messages/common.h"
#include "core/sweep/frontier.h"
#include "tests/core/sweep/sweep_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tristate::sweep {
namespace {

using testing::ElementsAre;

Plan frontier(const std::vector<std::string>& axes, int runs) {
    Plan plan = test::toyPlan(axes);
    plan.mode = Mode::Frontier;
    plan.runs = runs;
    return plan;
}

/// Nothing happens below 1e-3 and above 1.5e-3; in between the net shrinks from 10,000 parameters to 100.
Result cliff(const RunSpec& run) {
    const double at = std::log(std::get<double>(run.values[0]) / 1e-3) / std::log(1.5);
    const double share = std::clamp(at, 0.0, 1.0);
    Result result;
    result.parameters = std::llround(1e4 * std::pow(0.01, share));
    result.testError = 1 + 9 * share;
    return result;
}

template <class Measure>
std::vector<RunSpec> runAll(const Plan& plan, Measure measure) {
    std::vector<RunSpec> runs;
    std::vector<Result> results;
    for (auto round = nextRound(plan, {}, {}); !round.empty(); round = nextRound(plan, runs, results))
        for (RunSpec& run : round) {
            results.push_back(measure(run));
            runs.push_back(std::move(run));
        }
    return runs;
}

TEST(Frontier, LooksWhereTheCurveMakesItsLongestSteps) {
    const auto runs = runAll(frontier({"lambda3=1e-5..1e-1:log"}, 29), cliff);
    ASSERT_EQ(runs.size(), 29u) << "the budget is spent";
    const auto onTheCliff = std::count_if(runs.begin(), runs.end(), [](const RunSpec& run) {
        const double strength = std::get<double>(run.values[0]);
        return strength > 0.8e-3 && strength < 1.9e-3;
    });
    EXPECT_GE(onTheCliff, 12) << "a grid of 29 would have 3 there";
}

TEST(Frontier, EverySeedRepeatsAStrengthAndNetsHaveCurvesOfTheirOwn) {
    const Plan plan = frontier({"lambda3=1e-5..1e-1:log", "seed=1,2", "net=2-16-2,2-8-2"}, 1000);
    const auto first = nextRound(plan, {}, {});
    EXPECT_EQ(first.size(), 5u * 2 * 2);
    std::vector<Result> results;
    for (const RunSpec& run : first) results.push_back(cliff(run));
    const auto second = nextRound(plan, first, results);
    EXPECT_EQ(second.size(), 4u * 2) << "four strengths, each with both seeds";
}

TEST(Frontier, FailedRunsAreNoEnd) {
    const auto measure = [](const RunSpec& run) {
        Result result = cliff(run);
        if (std::get<double>(run.values[0]) > 1e-2) result.failure = Message(say::kVerbatim, "diverged");
        return result;
    };
    EXPECT_EQ(runAll(frontier({"lambda3=1e-5..1e-1:log"}, 40), measure).size(), 40u);
    const auto fails = [](const RunSpec&) {
        Result result;
        result.failure = Message(say::kVerbatim, "diverged");
        return result;
    };
    EXPECT_EQ(runAll(frontier({"lambda3=1e-5..1e-1:log"}, 20), fails).size(), 20u);
}

TEST(Frontier, EndsWhenThereIsNothingLeftBetweenTheNeighbours) {
    const auto measure = [](const RunSpec& run) {
        Result result;
        result.parameters = 100 - std::get<int>(run.values[0]);
        result.testError = std::get<int>(run.values[0]);
        return result;
    };
    const auto runs = runAll(frontier({"patience=1..12:log"}, 1000), measure);
    EXPECT_EQ(runs.size(), 12u) << "each whole number once";
}

TEST(Frontier, NothingBeatsWhatIsOnTheLine) {
    EXPECT_THAT(nonDominated({{5, 1}, {1, 9}, {3, 4}, {4, 4}, {2, 9}, {5, 2}}), ElementsAre(1, 2, 0));
    EXPECT_THAT(nonDominated({}), ElementsAre());
}

} // namespace
} // namespace tristate::sweep
