#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/common.h"
#include "core/sweep/follower.h"
#include "core/sweep/latencies.h"
#include "core/sweep/pick.h"
#include "core/sweep/picture.h"
#include "core/sweep/trade_off.h"
#include "core/sweep/worker.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tristate::sweep {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Result result(const std::string& id, double error, long long parameters, int seed = 1) {
    Result made;
    made.id = id;
    made.settings = {{"lambda3", parameters < 500 ? 0.1 : 0.01}, {"seed", seed}};
    made.testError = error;
    made.parameters = parameters;
    made.operations = 2 * parameters;
    made.bytes = 4 * parameters;
    return made;
}

Result failed(const std::string& id) {
    Result made = result(id, 0, 0);
    made.failure = Message(say::kVerbatim, "it diverged");
    return made;
}

std::string picked(const std::vector<Result>& results, const std::string& text) {
    return pick(results, parseConditions(text), text).id;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++found;
    return found;
}

TEST(Pick, TheSmallestOfAnErrorOrTheMostAccurateOfASize) {
    const std::vector<Result> results{failed("a"), result("b", 0.9, 5000), result("c", 1.0, 900),
                                      result("d", 1.4, 100), result("e", 0.95, 900)};
    EXPECT_EQ(picked(results, "error <= 1.0"), "e") << "of equal sizes the one with less error";
    EXPECT_EQ(picked(results, "error<=0.9"), "b");
    EXPECT_EQ(picked(results, "parameters <= 1000"), "e");
    EXPECT_EQ(picked(results, "bytes <= 400 and operations <= 1e3"), "d");
    EXPECT_EQ(picked(results, "error <= 2 and parameters <= 500"), "d");
}

TEST(Pick, TheErrorIsOfTheValidationDataWhereThereAreSome) {
    std::vector<Result> results{result("a", 0.5, 100), result("b", 2, 200)};
    results[0].validationError = 3;
    results[1].validationError = 1;
    EXPECT_EQ(picked(results, "error <= 1"), "b");
    EXPECT_EQ(picked(results, "test_error <= 1"), "a");
}

TEST(Pick, WhatIsNoConditionAndWhatNoRunFulfilsIsSaid) {
    const std::vector<Result> results{result("a", 5, 100)};
    for (const char* bad :
         {"", "error", "error < 1", "error <= x", "colour <= 1", "error <= 1 and", "error <= 1 x"}) {
        try {
            picked(results, bad);
            ADD_FAILURE() << bad;
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), HasSubstr("is no condition")) << bad;
        }
    }
    try {
        picked(results, "error <= 1");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("no run of the sweep has error <= 1"));
    }
}

TEST(Pick, ConditionsAreAlsoOfWhatVaries) {
    std::vector<Result> results{result("a", 3, 100, 1), result("b", 2, 900, 1), result("c", 1, 900, 2)};
    for (Result& of : results) of.settings["optimizer"] = of.id == "a" ? "sgd" : "adam";
    const auto which = [&](const char* text) {
        std::string found;
        for (const Result& of : results)
            if (fulfils(of, parseConditions(text, {"lambda3", "seed", "optimizer"}))) found += of.id;
        return found;
    };
    EXPECT_EQ(which("seed = 1"), "ab");
    EXPECT_EQ(which("seed = 1 and lambda3 <= 0.01"), "b");
    EXPECT_EQ(which("error >= 2 and optimizer = sgd"), "a");
    EXPECT_EQ(which("optimizer=adam"), "bc");
    EXPECT_EQ(which("parameters = 900"), "bc");
    for (const char* bad : {"rate = 1", "optimizer <= adam", "seed =", "error = x"})
        EXPECT_THROW(which(bad), Error) << bad;
    results[0].failure = Message(say::kVerbatim, "it diverged");
    EXPECT_EQ(which("seed = 1"), "b");
}

TEST(Pick, MeasuresOnlyWhatItMustTheBestFirst) {
    std::vector<Result> results{result("a", 0.9, 5000), result("b", 1.0, 900), result("c", 0.9, 1200),
                                result("d", 4.0, 100), failed("e")};
    std::string measured;
    const auto which = [&](const std::string& text, double times) {
        measured.clear();
        const Measure measure = [&](const Result& of) {
            measured += of.id;
            return times / static_cast<double>(of.parameters); // the smaller ones are slower here
        };
        return pick(results, parseConditions(text), text, measure).id;
    };
    EXPECT_TRUE(areOfTime(parseConditions("error <= 1 and microseconds <= 9")));
    EXPECT_FALSE(areOfTime(parseConditions("error <= 1")));
    EXPECT_EQ(which("error <= 1", 1), "b");
    EXPECT_EQ(measured, "") << "nobody asked for times";
    EXPECT_EQ(which("error <= 1 and microseconds <= 10", 12000), "c");
    EXPECT_EQ(measured, "bc");
    EXPECT_EQ(which("microseconds <= 10", 900), "c") << "the most accurate";
    results[2].microseconds = 11; // known
    EXPECT_EQ(which("error <= 1 and microseconds <= 10", 12000), "a");
    EXPECT_EQ(measured, "ba");
    EXPECT_THROW(which("error <= 1 and microseconds <= 0.1", 12000), Error);
}

TEST(Latencies, AreKeptBesideTheResults) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", test::toyPlan({"seed=1..2"}), "1.0");
    Latencies latencies(folder);
    latencies.set("b", 12.5, "compiled");
    latencies.save();
    std::vector<Result> results{result("b", 2, 100), result("c", 1, 900)};
    Latencies(folder).fill(results);
    EXPECT_EQ(results[0].microseconds, 12.5);
    EXPECT_TRUE(std::isnan(results[1].microseconds));
    EXPECT_EQ(toText(results[0]).find("microseconds"), std::string::npos) << "results hold no times";
    const std::string svg = toSvg(folder.plan(), results);
    EXPECT_THAT(svg, HasSubstr("microseconds a sample"));
    EXPECT_EQ(count(svg, "<circle"), 3u * 2 + 1) << "one was measured";
    test::store(folder.path() / "latency.json", "{\"tristate_latency\": 1");
    try {
        const Latencies damaged(folder);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("latency.json"));
    }
}

TEST(TradeOff, RangesAreOfSeedsAlone) {
    const std::vector<Result> results{result("a", 3, 100, 1), result("b", 1, 300, 2), result("c", 1, 900, 1),
                                      failed("d")};
    std::vector<const Result*> all;
    for (const Result& of : results) all.push_back(&of);
    const TradeOff tradeOff = tradeOffOf(all, Cost::Bytes);
    ASSERT_EQ(tradeOff.runs.size(), 3u) << "without the one that failed";
    EXPECT_EQ(tradeOff.dots[2], SizeAndError(3600, 1));
    EXPECT_EQ(tradeOff.best, (std::vector<std::size_t>{0, 1}));
    ASSERT_EQ(tradeOff.ranges.size(), 1u);
    EXPECT_EQ(tradeOff.ranges[0].xLeast, 400);
    EXPECT_EQ(tradeOff.ranges[0].xMost, 1200);
    EXPECT_EQ(tradeOff.ranges[0].y, 2);
}

TEST(Picture, TheTableHasEveryRunAndMarksThoseThatNoneBeats) {
    const Plan plan = test::toyPlan({"lambda3=0.01,0.1", "seed=1,2"});
    const io::Table table =
        tableOf(plan, {result("b", 2, 100), result("c", 1, 900), result("d", 3, 200), failed("a")});
    ASSERT_EQ(table.rows.size(), 4u);
    const auto column = [&](const std::string& name) {
        return std::find(table.columns.begin(), table.columns.end(), name) - table.columns.begin();
    };
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
    EXPECT_EQ(table.rows[0][column("failed")], "it diverged");
    EXPECT_EQ(table.rows[1][column("best")], "yes");
    EXPECT_EQ(table.rows[2][column("best")], "yes");
    EXPECT_EQ(table.rows[3][column("best")], "no");
    EXPECT_EQ(table.rows[1][column("lambda3")], "0.1");
}

TEST(Picture, EveryRunIsADotInEachPlotAndSeedsAreRanges) {
    const Plan plan = test::toyPlan({"lambda3=0.01,0.1", "seed=1,2"});
    const std::string svg =
        toSvg(plan, {result("b", 2, 100, 1), result("c", 1, 110, 2), result("d", 3, 20000), failed("a")});
    EXPECT_EQ(count(svg, "<circle"), 3u * 3);
    EXPECT_EQ(count(svg, "class='range'"), 3u * 2) << "one setting has two seeds; a cross in each plot";
    EXPECT_EQ(count(svg, "<polyline"), 3u);
    EXPECT_THAT(
        svg, AllOf(HasSubstr(">100<"), HasSubstr(">1000<"), HasSubstr(">10000<"), HasSubstr("test error")));
    EXPECT_EQ(count(toSvg(plan, {}), "<circle"), 0u) << "and none is no crash";
}

TEST(Picture, OthersLieBesideTheRuns) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", test::toyPlan({"seed=1..2"}), "1.0");
    EXPECT_TRUE(othersOf(folder).empty()) << "nobody published anything of moons";
    const auto table = folder.path() / kBaselinesFile;
    test::store(table, "method,seed,widths,parameters,validation_error,test_error,epochs,seconds\n"
                       "gates,1,6-6,120,,7.5,6,1.0\ntaylor,1,6-6,120,,8.5,6,1.0\n"
                       "svd,1,8-8,130,,9.5,6,1.0\ntaylor,2,5-5,100,,8.25,6,1.0\n");
    const auto others = othersOf(folder);
    ASSERT_EQ(others.size(), 2u) << "the gates are the runs themselves";
    EXPECT_EQ(others[0].name, "svd");
    EXPECT_EQ(others[1].dots, (std::vector<SizeAndError>{{120, 8.5}, {100, 8.25}}));
    const std::string svg = toSvg(folder.plan(), {result("b", 2, 100)}, others);
    EXPECT_EQ(count(svg, "<circle"), 3u + 3) << "against parameters alone";
    EXPECT_EQ(count(svg, "fill='none' stroke-width='1.5'"), 3u);
    EXPECT_THAT(svg, HasSubstr(">taylor<"));

    test::store(table, "method,size\ntaylor,100\nsvd,120\n");
    try {
        othersOf(folder);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("baselines.csv"), HasSubstr("'parameters'")));
    }
}

TEST(Picture, HasWhatWasPublishedOfMnist) {
    const auto mnist = test::mnistDirectory();
    if (!mnist) GTEST_SKIP() << test::kNoMnist;
    const test::TempDir dir;
    Plan plan = test::toyPlan({"seed=1..2"});
    plan.base.data = {.source = mnist->string()};
    plan.base.net = graph::parseGraph("784-300-100-10");
    const auto dense = othersOf(Folder::begin(dir / "dense", plan, "1.0"));
    ASSERT_EQ(dense.size(), 1u);
    EXPECT_TRUE(dense[0].isPublished);
    EXPECT_EQ(dense[0].dots.size(), 6u);
    plan.base.net = graph::parseGraph("1x28x28-20c5-p2-50c5-p2-500-10");
    const auto maps = othersOf(Folder::begin(dir / "maps", plan, "1.0"));
    EXPECT_EQ(maps.at(0).name, "LeNet-5");
    EXPECT_EQ(maps.at(0).dots.size(), 10u);
    plan.base.data.validation = 5000; // its errors are not those of the test set
    EXPECT_TRUE(othersOf(Folder::begin(dir / "validation", plan, "1.0")).empty());
}

TEST(Follower, TellsEachResultOnceAndHealsADamagedOne) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", test::toyPlan({"seed=1..4"}), "1.0");
    std::vector<std::string> told;
    Follower follower(folder, [&](const Message& message) { told.push_back(toText(message)); });
    EXPECT_TRUE(follower.look().empty());
    EXPECT_EQ(follower.counts().left(), 4u);
    int asked = 0;
    WorkerSettings settings;
    settings.finished = [&](const Result&) { ++asked; };
    settings.shallStop = [&] { return asked == 2; };
    {
        Claims others(folder.locks()); // who are at work on two of the runs
        const auto third = others.take(folder.runFolder(follower.runs()[2].id));
        const auto fourth = others.take(folder.runFolder(follower.runs()[3].id));
        EXPECT_EQ(work(folder, settings), WorkerEnd::Stopped);
    }
    EXPECT_EQ(follower.look().size(), 2u);
    EXPECT_TRUE(follower.look().empty());
    work(folder, {});
    std::string unseen;
    for (const RunSpec& run : follower.runs())
        if (std::none_of(follower.results().begin(), follower.results().end(),
                         [&](const Result& of) { return of.id == run.id; }))
            unseen = run.id;
    test::store(folder.runFolder(unseen) / "result.json", "{");
    EXPECT_EQ(follower.look().size(), 1u);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_THAT(told[0], HasSubstr("done again"));
    work(folder, {});
    follower.look();
    EXPECT_TRUE(follower.isOver());
    EXPECT_EQ(follower.counts().done, 4u);
}

TEST(Follower, CountsWhoIsAtWork) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", test::toyPlan({"seed=1..4"}), "1.0");
    Follower follower(folder);
    Claims claims(folder.locks());
    const auto claim = claims.take(folder.runFolder(follower.runs()[2].id));
    follower.look();
    EXPECT_EQ(follower.counts(true).running, 1u);
}

} // namespace
} // namespace tristate::sweep
