#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/inspect/unit_effect.h"
#include "core/nn/affine_layer.h"
#include "core/prune/export_network.h"
#include "core/train/checkpoint.h"
#include "core/train/driver.h"
#include "core/train/evaluate.h"
#include "core/train/normalise.h"
#include "core/train/proposal.h"
#include "core/train/target_controller.h"
#include "core/train/task.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

namespace tristate::train {
namespace {

/// Far from 0 and of a large unit: y = 5000 + 300 |a| + 100 b, with a place that adds 200.
std::string table() {
    std::string text = "a,b,place,y,half\n";
    for (int i = 0; i < 400; ++i) {
        const double a = i % 21 - 10, b = i * 7 % 19;
        const bool isNorth = i % 3 == 0;
        const double y = 5000 + 300 * std::abs(a) + 100 * b + (isNorth ? 200 : 0) + 0.25;
        text += std::to_string(a) + "," + std::to_string(b) + "," + (isNorth ? "north" : "south") + "," +
                std::to_string(y) + "," + std::to_string(y / 2 + 30 * a) + "\n";
    }
    return text;
}

class Regression : public testing::Test {
protected:
    Regression() {
        m_experiment.data.source = m_dir.write("y.csv", table()).string();
        m_experiment.data.leaveOut = "half";
        m_experiment.data.target = "y";
        m_experiment.net = graph::parseGraph("4-24-1");
        m_experiment.train.epochs = 60;
        m_experiment.train.batch = 16;
        m_experiment.train.rate = 5e-3;
        m_experiment.train.frozenEpochs = 10;
        m_experiment.train.threads = 1;
        m_experiment.train.patience = 50;
        m_experiment.train.lambdas.lambda3 = 0.02;
    }

    /// As a run ends.
    std::unique_ptr<Driver> trained() {
        m_experiment = completed(m_experiment);
        auto driver = std::make_unique<Driver>(*freshCheckpoint(
            m_experiment, std::make_shared<const data::Splits>(data::load(m_experiment.data))));
        TargetController target;
        driver->attach(target);
        EXPECT_EQ(driver->run(Driver::kToTheEnd, {}), Driver::End::Reached);
        return driver;
    }

    test::TempDir m_dir;
    Experiment m_experiment;
};

TEST_F(Regression, StandsBetweenANormalisationAndUnits) {
    const Experiment made = completed(m_experiment);
    EXPECT_EQ(graph::toString(made.net), "4-norm-24-1-norm");
    EXPECT_EQ(graph::parseGraph("4-norm-24-1-norm"), made.net);
    EXPECT_EQ(made.data.task, data::TaskKind::Regression) << "no longer a guess";
    EXPECT_EQ(completed(made), made);
    EXPECT_EQ(graph::classes(made.net), 1);
    m_experiment.data.normalise = false;
    EXPECT_EQ(graph::toString(completed(m_experiment).net), "4-24-1-norm");
    EXPECT_EQ(graph::toString(normalised(completed(m_experiment).net)), "4-norm-24-1-norm");
}

TEST_F(Regression, BeginsWithUnitsOfTheTrainingPart) {
    m_experiment = completed(m_experiment);
    const auto begin =
        freshCheckpoint(m_experiment, std::make_shared<const data::Splits>(data::load(m_experiment.data)));
    const auto layers = begin->network.layers();
    const auto& units = dynamic_cast<const nn::AffineLayer<float>&>(*layers[layers.size() - 1]);
    const data::Target& target = begin->data->train.targets.front();
    EXPECT_FLOAT_EQ(units.scale.value(0, 0), static_cast<float>(target.deviation));
    EXPECT_FLOAT_EQ(units.shift.value(0, 0), static_cast<float>(target.mean));
}

TEST_F(Regression, LearnsAndShrinks) {
    const auto driver = trained();
    const data::Dataset& test = driver->data().test;
    const Evaluation found = evaluate(driver->network(), test, 1);
    ASSERT_EQ(found.targets.size(), 1u);
    EXPECT_GT(found.targets[0].r2, 0.95);
    EXPECT_NEAR(found.error, found.targets[0].rmse, 1e-4 * found.error);
    EXPECT_LT(nn::openUnits(driver->network())[0], 24);

    // The figures by their definitions, from what the network says.
    const auto numbers = logits(driver->network(), test, 0, test.size(), 1);
    double squares = 0, amounts = 0, mean = 0, spread = 0;
    for (const float value : test.targetValues) mean += value / static_cast<double>(test.size());
    for (std::size_t i = 0; i < test.size(); ++i) {
        const double truth = test.targetValues[i];
        const double error = static_cast<double>(numbers(static_cast<Eigen::Index>(i), 0)) - truth;
        squares += error * error;
        amounts += std::abs(error);
        spread += (truth - mean) * (truth - mean);
    }
    const auto count = static_cast<double>(test.size());
    EXPECT_NEAR(found.targets[0].rmse, std::sqrt(squares / count), 1e-3);
    EXPECT_NEAR(found.targets[0].mae, amounts / count, 1e-3);
    EXPECT_NEAR(found.targets[0].r2, 1 - squares / spread, 1e-6);
    const double deviation = test.targets[0].deviation;
    EXPECT_NEAR(found.loss, squares / count / (deviation * deviation), 1e-5);
}

TEST_F(Regression, IsTheSameForAnyNumberOfThreads) {
    m_experiment.train.epochs = 3;
    m_experiment.train.frozenEpochs = 0;
    const std::string one = trained()->network().signature();
    for (const int threads : {2, 3}) {
        m_experiment.train.threads = threads;
        const auto again = trained();
        EXPECT_EQ(again->network().signature(), one) << threads;
        const data::Dataset& test = again->data().test;
        EXPECT_EQ(evaluate(again->network(), test, threads).loss, evaluate(again->network(), test, 1).loss);
    }
}

TEST_F(Regression, ExportsAnswerInTheUnitOfTheTarget) {
    const auto driver = trained();
    const data::Dataset& test = driver->data().test;
    const auto expected = logits(driver->network(), test, 0, test.size(), 1);
    nn::RowMatrix raw(static_cast<Eigen::Index>(test.size()), 4);
    for (std::size_t i = 0; i < test.size(); ++i)
        test.copySample(i, raw.row(static_cast<Eigen::Index>(i)).data());
    for (const prune::MergeMode mode : {prune::MergeMode::Auto, prune::MergeMode::Never}) {
        const nn::PlainNetwork plain = prune::exportNetwork(driver->network(), mode);
        EXPECT_EQ(std::holds_alternative<graph::Dense>(plain.graph.nodes.back().operation),
                  mode == prune::MergeMode::Auto)
            << "the units are in the last weights";
        const nn::RowMatrix answers = nn::predict(plain, raw);
        EXPECT_GT(answers.minCoeff(), 4000);
        EXPECT_LT((answers - expected.matrix()).cwiseAbs().maxCoeff(), 0.05);
    }
}

TEST_F(Regression, PredictsSeveralTargets) {
    m_experiment.data.leaveOut.clear();
    m_experiment.data.target = "y,half";
    m_experiment.net = graph::parseGraph("4-24-2");
    const auto driver = trained();
    const Evaluation found = evaluate(driver->network(), driver->data().test, 1);
    ASSERT_EQ(found.targets.size(), 2u);
    EXPECT_GT(found.targets[0].r2, 0.9);
    EXPECT_GT(found.targets[1].r2, 0.9);
    const auto& targets = driver->data().test.targets;
    const double first = found.targets[0].rmse / targets[0].deviation,
                 second = found.targets[1].rmse / targets[1].deviation;
    EXPECT_NEAR(found.error, std::sqrt((first * first + second * second) / 2), 1e-6) << "in deviations";
    EXPECT_EQ(metricOf(driver->experiment()), Metric::RelativeRmse);
}

TEST_F(Regression, HuberIsNotRuledByAWildTarget) {
    std::string text = table();
    for (int i = 0; i < 8; ++i) text += std::to_string(i) + ",1,north,900000,0\n";
    m_experiment.data.source = m_dir.write("wild.csv", text).string();
    m_experiment.data.testSource = m_dir.write("test.csv", table()).string();
    m_experiment.train.gates = false;
    const double squared =
        evaluate(trained()->network(), data::load(m_experiment.data).test, 1).targets[0].mae;
    m_experiment.train.loss = RegressionLoss::Huber;
    const double huber = evaluate(trained()->network(), data::load(m_experiment.data).test, 1).targets[0].mae;
    EXPECT_LT(huber, squared / 2);
}

TEST_F(Regression, SteersByTheRmse) {
    m_experiment.data.validation = 60;
    m_experiment.train.targetError = 400; // in the unit of y, whose deviation is above 1000
    const auto driver = trained();
    ASSERT_TRUE(driver->goal().state.isMet());
    EXPECT_LE(driver->evaluation().error, 400);
    EXPECT_LT(nn::openUnits(driver->network())[0], 24);
    m_experiment.data.task = data::TaskKind::Classes;
    EXPECT_THROW(validate(m_experiment), Error) << "400 percent are too many";
}

TEST_F(Regression, TellsWhatAUnitDoesToTheRmse) {
    m_experiment.train.epochs = 10;
    m_experiment.train.gates = false;
    const auto driver = trained();
    const data::Dataset& test = driver->data().test;
    const auto effect = inspect::measureUnit(driver->network(), test, test.size(), 0, 0);
    ASSERT_TRUE(effect);
    EXPECT_NEAR(effect->errorOpen, evaluate(driver->network(), test, 1).error, 1e-3);
}

TEST_F(Regression, RefusesANetWithOtherOutputs) {
    m_experiment.net = graph::parseGraph("4-24-3");
    m_experiment = completed(m_experiment);
    const auto data = std::make_shared<const data::Splits>(data::load(m_experiment.data));
    try {
        const Driver driver(*freshCheckpoint(m_experiment, data));
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("has 1 targets to predict, but the net"));
    }
}

TEST_F(Regression, IsProposedWithAnOutputForEachTarget) {
    m_experiment.data.target = "y,half";
    m_experiment.data.leaveOut.clear();
    const Experiment made = propose(m_experiment.data, data::load(m_experiment.data));
    EXPECT_EQ(graph::toString(made.net), "4-norm-32-16-2-norm");
    EXPECT_EQ(made.data.task, data::TaskKind::Regression);
}

} // namespace
} // namespace tristate::train
