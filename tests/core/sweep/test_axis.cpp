#include "core/base/error.h"
#include "tests/core/sweep/sweep_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace tristate::sweep {
namespace {

using test::toyPlan;
using testing::ElementsAre;
using testing::HasSubstr;

/// What is said against an axis; empty when nothing is.
std::string complaint(const std::string& axis) {
    try {
        validate(parseAxis(axis));
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

std::string complaint(const Plan& plan) {
    try {
        validate(plan);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Axis, TakesASettingByItsOptionItsPathOrItsName) {
    for (const char* name : {"lambda3", "--lambda3", "train.lambda3"})
        EXPECT_EQ(parseAxis(std::string(name) + "=0.1").path, "train.lambda3") << name;
    EXPECT_EQ(parseAxis("seed=1").path, "train.seed") << "and not the seed of the data";
    EXPECT_EQ(parseAxis("data.seed=1").path, "data.seed");
    EXPECT_EQ(parseAxis("gate-rate=0.1").path, parseAxis("gateRate=0.1").path);
}

TEST(Axis, ALogarithmicRangeHasBothEndsAndEqualRatios) {
    const Axis axis = parseAxis("lambda3=1e-4..1e-2:log:9");
    ASSERT_EQ(axis.values.size(), 9u);
    EXPECT_EQ(std::get<double>(axis.values.front()), 1e-4);
    EXPECT_EQ(std::get<double>(axis.values[4]), 1e-3);
    EXPECT_EQ(std::get<double>(axis.values.back()), 1e-2);
    for (std::size_t i = 1; i < 9; ++i)
        EXPECT_NEAR(std::get<double>(axis.values[i]) / std::get<double>(axis.values[i - 1]),
                    std::pow(10, 0.25), 1e-4);
}

TEST(Axis, RangesOfWholeNumbersHaveEachOfThemOnce) {
    EXPECT_THAT(parseAxis("epochs=2..5").values, ElementsAre(Value(2), Value(3), Value(4), Value(5)));
    EXPECT_EQ(parseAxis("epochs=1..3:lin:9").values.size(), 3u);
    EXPECT_EQ(parseAxis("seed=7..9").values.size(), 3u);
    EXPECT_TRUE(parseAxis("lambda3=1e-4..1e-2:log").values.empty()) << "any of the range";
}

TEST(Axis, NetsAndChoicesAreValuesToo) {
    const Axis nets = parseAxis("net=2-16-2,2-8-8-2,2-16-2");
    ASSERT_EQ(nets.values.size(), 2u) << "each once";
    train::Experiment experiment = test::toyExperiment();
    nets.set(experiment, nets.values[1]);
    EXPECT_EQ(graph::toString(experiment.net), "2-8-8-2");
    const Axis optimizers = parseAxis("optimizer=adam,sgd");
    optimizers.set(experiment, optimizers.values[1]);
    EXPECT_EQ(experiment.train.optimizer, train::OptimizerKind::Sgd);
}

TEST(Axis, BadInputIsOneSentenceThatNamesIt) {
    EXPECT_THAT(complaint("lambda9=1"), HasSubstr("lambda9"));
    EXPECT_THAT(complaint("lambda3"), HasSubstr("'lambda3' says nothing"));
    EXPECT_THAT(complaint("lambda3="), HasSubstr("train.lambda3 has no values"));
    EXPECT_THAT(complaint("lambda3=1e-2..1e-4:log:3"), HasSubstr("is empty"));
    EXPECT_THAT(complaint("lambda3=0..1e-2:log:3"), HasSubstr("begins above 0"));
    EXPECT_THAT(complaint("lambda3=1e-4..1e-2:log:0"), HasSubstr("is no range"));
    EXPECT_THAT(complaint("lambda3=1e-4..1e-2:log:9:9"), HasSubstr("is no range"));
    EXPECT_THAT(complaint("lambda3=1e-4..x:log:9"), HasSubstr("'x'"));
    EXPECT_THAT(complaint("batch=0"), HasSubstr("train.batch is 0"));
    EXPECT_THAT(complaint("threads=1,2"), HasSubstr("no result depends on it"));
    EXPECT_THAT(complaint("net=2-x-2"), HasSubstr("x"));
}

TEST(Plan, AGridIsEveryCombination) {
    const Plan plan = toyPlan({"lambda3=1e-3,1e-2", "seed=1..3"});
    const std::vector<RunSpec> runs = runsOf(plan);
    ASSERT_EQ(runs.size(), 6u);
    std::set<std::string> ids;
    for (const RunSpec& run : runs) {
        ids.insert(run.id);
        const train::Experiment experiment = experimentOf(plan, run.values);
        EXPECT_EQ(experiment.train.lambdas.lambda3, std::get<double>(run.values[0]));
        EXPECT_EQ(experiment.train.seed, std::get<std::uint64_t>(run.values[1]));
    }
    EXPECT_EQ(ids.size(), 6u);
}

TEST(Plan, TheNameOfARunIsOfItsSettingsAlone) {
    Plan plan = toyPlan({"seed=1,2"});
    const std::string id = runsOf(plan)[0].id;
    plan.base.train.threads = 7;
    plan.base.name = "other";
    EXPECT_EQ(runsOf(plan)[0].id, id);
    EXPECT_EQ(runsOf(toyPlan({"seed=2,1"}))[1].id, id);
    plan.base.train.rate *= 2;
    EXPECT_NE(runsOf(plan)[0].id, id);
}

TEST(Plan, MoreDrawsBeginWithTheSame) {
    Plan plan = toyPlan({"lambda3=1e-4..1e-2:log", "seed=1,2"});
    plan.mode = Mode::Random;
    plan.runs = 20;
    const std::vector<RunSpec> few = runsOf(plan);
    plan.runs = 40;
    const std::vector<RunSpec> more = runsOf(plan);
    ASSERT_EQ(few.size(), 20u);
    int small = 0;
    for (std::size_t i = 0; i < more.size(); ++i) {
        EXPECT_EQ(few[std::min(i, few.size() - 1)].id, more[std::min(i, few.size() - 1)].id);
        const double strength = std::get<double>(more[i].values[0]);
        EXPECT_GE(strength, 1e-4);
        EXPECT_LE(strength, 1e-2);
        small += strength < 1e-3;
    }
    EXPECT_NEAR(small, 20, 10) << "half of a logarithmic range is below its geometric mean";
    plan.base.train.seed = 5;
    EXPECT_NE(runsOf(plan)[0].id, few[0].id);
}

TEST(Plan, JsonSaysTheSame) {
    Plan plan = toyPlan({"lambda3=1e-4..1e-2:log", "net=2-16-2,2-8-2", "optimizer=sgd,adam", "flip=true",
                         "seed=18446744073709551615"});
    plan.mode = Mode::Frontier;
    plan.runs = 30;
    plan.base.train.threads = 0;
    EXPECT_EQ(planFromJson(toJson(plan), "here"), plan);
}

TEST(Plan, JsonOfAPersonMaySayRangesAndPresets) {
    const auto json = io::parseJson(
        R"({"experiment": "spiral", "vary": [{"setting": "lambda3", "from": 1e-4, "to": 1e-2, "scale": "log",
            "count": 3}]})",
        "here");
    const Plan plan = planFromJson(json, "here");
    EXPECT_EQ(plan.axes.at(0).values, parseAxis("lambda3=1e-4..1e-2:log:3").values);
    EXPECT_EQ(plan.base.data.source, "spiral");
    for (const char* bad :
         {R"({"experiment": "spiral", "vary": [{"setting": "lambda9", "values": [1]}]})",
          R"({"experiment": "spiral", "vary": [{"setting": "lambda3", "values": ["x"]}]})",
          R"({"experiment": "spiral", "vary": [{"setting": "lambda3", "from": 2, "to": 1, "count": 3}]})",
          R"({"experiment": "spiral", "vary": []})", R"({"experiment": "spiral"})",
          R"({"experiment": "spiral", "vary": [{"setting": "seed", "values": [1]}], "mode": "random"})"}) {
        try {
            planFromJson(io::parseJson(bad, "here"), "here");
            ADD_FAILURE() << bad;
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::StartsWith("here: ")) << bad;
        }
    }
}

TEST(Plan, WhatIsMissingIsSaid) {
    EXPECT_THAT(complaint(toyPlan({})), HasSubstr("nothing varies"));
    EXPECT_THAT(complaint(toyPlan({"seed=1", "--seed=2"})), HasSubstr("twice"));
    EXPECT_THAT(complaint(toyPlan({"lambda3=1e-4..1e-2:log"})), HasSubstr("how many"));
    EXPECT_THAT(complaint(toyPlan({"seed=1..10000", "data.seed=1..10000"})), HasSubstr("too many"));
    Plan frontier = toyPlan({"lambda3=1e-4,1e-2"});
    frontier.mode = Mode::Frontier;
    EXPECT_THAT(complaint(frontier), HasSubstr("how many runs"));
    frontier.runs = 5;
    EXPECT_THAT(complaint(frontier), HasSubstr("one setting with a range"));
}

TEST(Axis, ItsTextIsReadBackAsTheSameAxis) {
    for (const char* text : {"lambda3=0.0001..0.01:log:9", "lambda3=0.0001..0.01:log", "seed=1,2,3",
                             "seed=1..5:lin:5", "epochs=1..9:lin", "rate=0.001..0.005:5",
                             "optimizer=sgd,adam", "gates=true,false", "net=784-300-10,784-100-10"}) {
        const Axis axis = parseAxis(text);
        EXPECT_EQ(axis.name() + "=" + valuesText(axis), text);
        EXPECT_EQ(parseAxis(axis.path + "=" + valuesText(axis)), axis) << text;
    }
    Axis uneven = parseAxis("rate=0.001..0.005:5");
    uneven.values.erase(uneven.values.begin() + 1);
    EXPECT_EQ(valuesText(uneven), "0.001,0.003,0.004,0.005") << "no range has these values";
}

TEST(Axis, OnlySourcesOfDataAreFiles) {
    const auto value = [](const char* text) { return std::get<std::string>(parseAxis(text).values.at(0)); };
    EXPECT_TRUE(value("data=some/folder").starts_with("/"));
    EXPECT_TRUE(value("data.testSource=some/table.csv").starts_with("/"));
    EXPECT_EQ(value("data=digits"), "digits");
    EXPECT_EQ(value("data.target=m/s"), "m/s") << "the name of a column";
}

} // namespace
} // namespace tristate::sweep
