#include "core/base/error.h"
#include "core/baselines/baselines.h"
#include "core/baselines/baselines_table.h"
#include "core/graph/graph_text.h"
#include "core/nn/size.h"
#include "core/train/reports.h"
#include "core/train/trainer.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace tristate::baselines {
namespace {

using testing::Each;
using testing::ElementsAre;

BaselinesPlan tinyPlan() {
    BaselinesPlan plan;
    plan.experiment = test::tinyExperiment();
    plan.experiment.net = graph::parseGraph("2-16-16-2");
    plan.experiment.data = {.source = "moons", .validation = 100, .trainSamples = 400, .testSamples = 100};
    plan.experiment.train.epochs = 6;
    plan.experiment.train.frozenEpochs = 2;
    plan.experiment.train.gateRate = 0.5;
    plan.experiment.train.lambdas.lambda3 = 0.1;
    plan.seeds = {1};
    return plan;
}

std::vector<BaselineResult> resultsOf(const BaselinesPlan& plan) {
    std::vector<BaselineResult> results;
    compareBaselines(
        plan, [](const std::string&, double, int) {},
        [&](const BaselineResult& result) { results.push_back(result); });
    return results;
}

struct Kept {
    int minibatches = 0;
    std::vector<BaselineResult> results;
};

/// With its runs in a folder; stopped before this minibatch, if it comes to that.
Kept keptIn(const std::filesystem::path& folder, const BaselinesPlan& plan, int stopBefore = 100'000) {
    Kept kept;
    std::stop_source stop;
    try {
        compareBaselines(
            plan,
            [&](const std::string&, double, int) {
                if (++kept.minibatches == stopBefore) stop.request_stop();
            },
            [&](const BaselineResult& result) { kept.results.push_back(result); }, stop.get_token(), folder);
    } catch (const Interrupted&) {
    } // NOLINT(bugprone-empty-catch): as asked
    return kept;
}

TEST(Baselines, HaveTheWidthsOfTheGatesAndTheirEpochs) {
    const auto results = resultsOf(tinyPlan());
    ASSERT_EQ(results.size(), kMethods.size());
    EXPECT_EQ(results.front().method, Method::Gates);
    EXPECT_LT(results.front().widths[0] + results.front().widths[1], 32);
    for (const BaselineResult& result : results) {
        EXPECT_EQ(result.epochs, 6) << nameOf(result.method);
        EXPECT_TRUE(std::isfinite(result.validationError));
        EXPECT_LE(result.testError, 100);
        if (result.method == Method::Svd) continue;
        EXPECT_EQ(result.widths, results.front().widths) << nameOf(result.method);
        EXPECT_EQ(result.parameters, results.front().parameters);
    }
}

TEST(Baselines, SayHowManyEpochsTheyTake) {
    BaselinesPlan plan = tinyPlan();
    for (const bool given : {false, true}) {
        if (given) plan.widths = {5, 6};
        double before = 0, present = 0;
        compareBaselines(
            plan,
            [&](const std::string&, double epoch, int epochs) {
                if (epoch == 0) before += std::exchange(present, epochs);
            },
            [](const BaselineResult&) {});
        EXPECT_EQ(epochsOf(plan), before + present);
    }
}

TEST(Baselines, RepeatToTheDigit) {
    const auto a = resultsOf(tinyPlan()), b = resultsOf(tinyPlan());
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].validationError, b[i].validationError);
        EXPECT_EQ(a[i].testError, b[i].testError);
    }
}

TEST(Baselines, GoOnInTheirFolderAndTakeNoRunForAnother) {
    const test::TempDir dir;
    BaselinesPlan plan = tinyPlan();
    const auto alone = resultsOf(plan);
    const Kept broken = keptIn(dir / "runs", plan, 150);
    EXPECT_LT(broken.results.size(), alone.size());
    const Kept after = keptIn(dir / "runs", plan);
    ASSERT_EQ(after.results.size(), alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
        EXPECT_EQ(after.results[i].validationError, alone[i].validationError) << nameOf(alone[i].method);
        EXPECT_EQ(after.results[i].widths, alone[i].widths);
    }
    const Kept again = keptIn(dir / "runs", plan);
    EXPECT_EQ(again.minibatches, 0);
    EXPECT_EQ(again.results.size(), alone.size());
    EXPECT_EQ(again.results.back().seconds, after.results.back().seconds);

    plan.methods = {Method::MagnitudeL1};
    plan.widths = {3, 4}; // the dense network is there, but not what is cut to these widths
    const Kept others = keptIn(dir / "runs", plan);
    EXPECT_EQ(others.results.at(0).widths, plan.widths);
    EXPECT_GT(others.minibatches, 0);
    plan.experiment.data.seed = 2;
    EXPECT_GT(keptIn(dir / "runs", plan).minibatches, others.minibatches);
}

TEST(Baselines, TakeGivenWidthsOrANumberOfParameters) {
    BaselinesPlan plan = tinyPlan();
    plan.seeds = {1, 2};
    plan.methods = {Method::MagnitudeL1, Method::Taylor};
    plan.widths = {5, 7};
    for (const BaselineResult& result : resultsOf(plan)) EXPECT_THAT(result.widths, ElementsAre(5, 7));
    EXPECT_EQ(resultsOf(plan).size(), 4u);
    plan.widths.clear();
    plan.parameters = 120;
    for (const BaselineResult& result : resultsOf(plan)) {
        EXPECT_LE(result.parameters, 120);
        EXPECT_EQ(result.widths[0], result.widths[1]) << "the same share of every layer";
    }
}

TEST(Baselines, RefuseWhatCannotBeCompared) {
    BaselinesPlan plan = tinyPlan();
    plan.widths = {5, 17};
    EXPECT_THROW(compareBaselines(
                     plan, [](const std::string&, double, int) { FAIL() << "before any training"; },
                     [](const BaselineResult&) {}),
                 Error);
    plan = tinyPlan();
    plan.seeds.clear();
    EXPECT_THROW(resultsOf(plan), Error);
    plan = tinyPlan();
    plan.experiment.train.frozenEpochs = 0;
    EXPECT_THROW(resultsOf(plan), Error);
    plan = tinyPlan();
    plan.experiment.train.depthGates = true;
    EXPECT_THROW(resultsOf(plan), Error);
}

TEST(Baselines, SayHowManyEpochsTheyNeed) {
    const auto errorOf = [](int epochs, int frozen) -> std::string {
        BaselinesPlan plan = tinyPlan();
        plan.experiment.train.epochs = epochs;
        plan.experiment.train.frozenEpochs = frozen;
        try {
            resultsOf(plan);
        } catch (const Error& error) {
            return error.what();
        }
        return "no error";
    };
    for (const int epochs : {0, 1})
        EXPECT_THAT(errorOf(epochs, 0),
                    testing::HasSubstr("epochs is " + std::to_string(epochs) + ", expected at least 2"));
    EXPECT_THAT(errorOf(6, 6), testing::HasSubstr("there are 6 of them, expected 1 to 5"));
}

TEST(Baselines, EndWhenTheyAreTold) {
    int minibatches = 0;
    std::stop_source stop;
    EXPECT_THROW(compareBaselines(
                     tinyPlan(),
                     [&](const std::string&, double, int) {
                         if (++minibatches == 5) stop.request_stop();
                     },
                     [](const BaselineResult&) { FAIL() << "nothing was done yet"; }, stop.get_token()),
                 Interrupted);
    EXPECT_EQ(minibatches, 5);
}

nn::Network netOf(const char* spec) {
    train::Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph(spec);
    return train::makeNetwork(experiment);
}

TEST(FactorisedNetwork, HasTheLargestRanksThatFit) {
    const nn::Network dense = netOf("64-40-30-4");
    const long long all = nn::totalParameters(nn::openSizes(dense));
    for (const long long most : {1500LL, 3000LL}) {
        const auto small = nn::totalParameters(nn::openSizes(factorisedNetwork(dense, most)));
        EXPECT_LE(small, most);
        EXPECT_GT(small, most - 250);
        EXPECT_LT(small, all);
    }
    EXPECT_THAT(nn::openUnits(factorisedNetwork(dense, 1)), ElementsAre(1, 40, 1, 30))
        << "rank 1 is the least";
}

TEST(FreshNetwork, HasTheUnitsThatAreLeftAndWeightsDrawnForItsSize) {
    const train::Experiment experiment = test::tinyExperiment();
    nn::Network kept = netOf("200-g-100-50-4");
    Rng rng(3);
    prune::keepBest(kept, prune::randomScores(kept, rng), {80, 60, 20});
    const nn::Network fresh = freshNetwork(kept, experiment.train);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(fresh.gates()[i]->original, kept.gates()[i]->original);
    const auto& weight = fresh.stages()[1].weights->weight.value;
    EXPECT_NEAR(weight.square().mean(), 2.0 / 80, 0.1 * 2.0 / 80);
    EXPECT_NE(fresh.signature(), kept.signature());
    for (const auto* gates : fresh.gates()) EXPECT_THAT(gates->width, Each(1.0f));
}

BaselineResult resultOf(Method method, std::uint64_t seed, double testError) {
    BaselineResult result;
    result.method = method;
    result.seed = seed;
    result.widths = {8, 11, 13};
    result.parameters = 4321;
    result.validationError = train::kNotMeasured;
    result.testError = testError;
    result.epochs = 6;
    result.seconds = 1234.56;
    return result;
}

TEST(BaselinesTable, SummarisesEachMethodOverItsSeeds) {
    const auto summaries = summarise(
        {resultOf(Method::Scratch, 1, 2), resultOf(Method::Gates, 1, 1), resultOf(Method::Scratch, 2, 4)});
    ASSERT_EQ(summaries.size(), 2u);
    EXPECT_EQ(summaries[0].method, Method::Gates);
    EXPECT_EQ(summaries[1].method, Method::Scratch);
    EXPECT_EQ(summaries[1].testError.mean, 3);
    EXPECT_EQ(summaries[1].testError.least, 2);
    EXPECT_EQ(summaries[1].testError.most, 4);
    EXPECT_EQ(summaries[1].testError.count, 2u);
    EXPECT_TRUE(std::isnan(summaries[1].validationError.mean));
}

TEST(BaselinesTable, WritesNumbersThatProgramsRead) {
    EXPECT_EQ(toCsv(std::vector{resultOf(Method::MagnitudeL1, 3, 1.25)}),
              "method,seed,widths,parameters,validation_error,test_error,epochs,seconds\r\n"
              "magnitude-l1,3,8-11-13,4321,,1.2500,6,1234.6\r\n");
}

} // namespace
} // namespace tristate::baselines
