#include "core/graph/graph_text.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tristate::train {
namespace {

std::string trainedSignature(const Experiment& experiment, int steps) {
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    const LiveSettings live = liveSettings(experiment.train);
    for (int i = 0; i < steps; ++i) trainer.step(live);
    return network.signature();
}

TEST(Trainer, ResultsDoNotDependOnTheNumberOfThreads) {
    for (const auto optimizer : {OptimizerKind::Adam, OptimizerKind::Sgd}) {
        Experiment experiment = test::tinyExperiment();
        experiment.train.optimizer = optimizer;
        experiment.train.depthGates = true;
        experiment.train.lambdas = {1e-3, 1e-4, 2e-2, 1e-3};
        experiment.train.threads = 1;
        const std::string one = trainedSignature(experiment, 60);
        for (const int threads : {2, 3, 8}) {
            experiment.train.threads = threads;
            EXPECT_EQ(trainedSignature(experiment, 60), one) << threads << " threads";
        }
    }
}

TEST(Trainer, GradientsThatShareMemoryDoNotDependOnTheNumberOfThreads) {
    // Many groups and sections: gradients by parameters are computed while others overwrite what was read.
    data::Splits data = test::tinyData();
    data.train.shape = {1, 2, 4};
    Experiment experiment = test::tinyExperiment();
    experiment.net =
        graph::parseGraph("1x2x4:6c3+1b-[6c3+1b-6c3+1b]+x2-[8c3s2+1b-8c3+1b]+-[8c1b/5c3+1]-ga-4");
    experiment.train.batch = 100;
    const auto signature = [&](int threads) {
        experiment.train.threads = threads;
        nn::Network network = makeNetwork(experiment);
        Trainer trainer(network, data.train, experiment.train);
        for (int i = 0; i < 10; ++i) trainer.step(liveSettings(experiment.train));
        return network.signature();
    };
    const std::string one = signature(1);
    for (int repeat = 0; repeat < 5; ++repeat)
        for (const int threads : {2, 3}) EXPECT_EQ(signature(threads), one) << threads << " threads";
}

#if defined(__SSE__)
TEST(Trainer, AveragesOfGradientsThatHaveEndedEnd) {
    data::Splits data = test::tinyData();
    for (std::size_t i = 0; i < data.train.values.size(); i += 8) data.train.values[i] = 0; // no gradient
    Experiment experiment = test::tinyExperiment();
    experiment.train.weightDecay = 0;
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    auto& average = network.parameters().front()->slots.front();
    average.col(0).setConstant(std::numeric_limits<float>::denorm_min() * 1000);
    trainer.step(liveSettings(experiment.train));
    EXPECT_EQ(average.col(0).cwiseAbs().maxCoeff(), 0);
    EXPECT_GT(average.cwiseAbs().maxCoeff(), 0);
}
#endif

TEST(Trainer, SeedsDecide) {
    Experiment experiment = test::tinyExperiment();
    const std::string first = trainedSignature(experiment, 10);
    EXPECT_EQ(trainedSignature(experiment, 10), first);
    experiment.train.seed += 1;
    EXPECT_NE(trainedSignature(experiment, 10), first);
}

TEST(Trainer, LearnsAndPrunes) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.lambdas.lambda3 = 0.1;
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    const LiveSettings live = liveSettings(experiment.train);
    while (!trainer.finished()) trainer.step(live);
    EXPECT_LT(evaluate(network, data.test, 1).error, 10.0);
    EXPECT_LT(nn::openUnits(network)[0], 24);
    EXPECT_EQ(network.gates()[0]->units(), nn::openUnits(network)[0])
        << "closed units left when the gates froze";
}

TEST(Trainer, GatesMoveOnlyBetweenWarmUpAndFreeze) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.epochs = 3;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 1;
    experiment.train.lambdas.lambda3 = 1e-2;
    experiment.train.patience = 0;
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    const LiveSettings live = liveSettings(experiment.train);
    while (trainer.epoch() < 1) trainer.step(live);
    EXPECT_TRUE((network.gates()[0]->width == 1.0f).all());
    while (trainer.epoch() < 2) trainer.step(live);
    const auto learnt = network.gates()[0]->width;
    EXPECT_FALSE((learnt == 1.0f).all());
    while (!trainer.finished()) trainer.step(live);
    EXPECT_TRUE((network.gates()[0]->width == learnt).all());
}

TEST(Trainer, AFixedLayerKeepsItsUnitsWhileOthersLoseTheirs) {
    for (const auto estimator : {nn::GateEstimator::Threshold, nn::GateEstimator::HardConcrete}) {
        Experiment experiment = test::tinyExperiment();
        experiment.net = graph::parseGraph("8-12f-24-4");
        experiment.train.estimator = estimator;
        experiment.train.gateStart = 0.8;
        experiment.train.lambdas.lambda3 = 0.2;
        const auto data = test::tinyData();
        nn::Network network = makeNetwork(experiment);
        Trainer trainer(network, data.train, experiment.train);
        while (!trainer.finished()) trainer.step(liveSettings(experiment.train));
        EXPECT_TRUE((network.gates()[0]->width == 1.0f).all());
        EXPECT_EQ(nn::openUnits(network)[0], 12);
        EXPECT_LT(nn::openUnits(network)[1], 24);
    }
}

TEST(Trainer, GatesBeginSpreadByTheSeed) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("8-400-12f-4");
    const auto weights = [](const Experiment& of) {
        nn::Network network = makeNetwork(of);
        return network.parameters().front()->value;
    };
    const auto gates = [](const Experiment& of) { return makeNetwork(of).gates()[0]->originalGates(); };
    const auto before = weights(experiment);
    experiment.train.gateSpread = 0.4;
    const auto spread = gates(experiment);
    const auto [low, high] = std::minmax_element(spread.begin(), spread.end());
    EXPECT_GE(*low, 0.6F);
    EXPECT_LE(*high, 1.0F);
    EXPECT_LT(*low, 0.62F);
    EXPECT_GT(*high, 0.98F);
    EXPECT_EQ(std::count_if(spread.begin(), spread.end(), [](float w) { return w < 0.8F; }) / 40, 5)
        << "evenly";
    EXPECT_EQ(gates(experiment), spread) << "by the seed";
    EXPECT_TRUE((weights(experiment) == before).all()) << "the weights do not notice";
    EXPECT_TRUE((makeNetwork(experiment).gates()[1]->width == 1.0f).all()) << "of a fixed layer";
    experiment.train.seed = 2;
    EXPECT_NE(gates(experiment), spread);
}

TEST(Trainer, ALayerNeverLosesItsLastUnit) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 0;
    experiment.train.patience = 3;
    experiment.train.lambdas.lambda3 = 100;
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    bool said = false;
    for (int i = 0; i < 20; ++i) said |= !trainer.step(liveSettings(experiment.train)).keptLast.empty();
    EXPECT_TRUE(said);
    EXPECT_EQ(nn::openUnits(network), std::vector<int>{1});
    EXPECT_EQ(network.gates()[0]->units(), 1);
}

/// Two blocks over a stream, whose units all want to close.
Experiment closingBlocks() {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("8-12-[6-12]+-[5b-12b]+-4");
    experiment.train.warmupEpochs = 0;
    experiment.train.patience = 3;
    experiment.train.lambdas.lambda3 = 3;
    return experiment;
}

TEST(Trainer, ABlockWithABypassLosesItsLastUnitAndIsGone) {
    const Experiment experiment = closingBlocks();
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    std::vector<GateStep::Vanished> vanished;
    std::size_t layers = network.layers().size();
    for (int i = 0; i < 20; ++i) {
        const StepReport report = trainer.step(liveSettings(experiment.train));
        vanished.insert(vanished.end(), report.vanished.begin(), report.vanished.end());
        if (report.vanished.empty()) continue;
        EXPECT_LT(network.layers().size(), layers);
        layers = network.layers().size();
    }
    ASSERT_EQ(vanished.size(), 2U);
    EXPECT_EQ(vanished[0].block, 1);
    EXPECT_EQ(vanished[0].layer, 1);
    EXPECT_EQ(vanished[1].block, 2);
    EXPECT_EQ(vanished[1].layer, 2);
    EXPECT_EQ(network.vanished(), (std::vector<int>{1, 2}));
    EXPECT_GE(nn::openUnits(network)[0], 1) << "the stream stays";
}

TEST(Trainer, BlocksVanishAlikeForEveryNumberOfThreads) {
    Experiment experiment = closingBlocks();
    experiment.train.threads = 1;
    const std::string one = trainedSignature(experiment, 40);
    for (const int threads : {2, 3}) {
        experiment.train.threads = threads;
        EXPECT_EQ(trainedSignature(experiment, 40), one) << threads << " threads";
    }
}

TEST(Trainer, RemovesUnitsAfterThePatienceAndGoesOnIdentically) {
    // With removal and without it, the open part of the network takes the same steps.
    Experiment experiment = test::tinyExperiment();
    experiment.train.warmupEpochs = 0;
    const auto data = test::tinyData();
    nn::Network shrinking = makeNetwork(experiment), staying = makeNetwork(experiment);
    for (auto* network : {&shrinking, &staying}) {
        network->gates()[0]->width.head(10).setZero();
        for (int unit = 0; unit < 10; ++unit)
            network->gates()[0]->closedSince[static_cast<std::size_t>(unit)] = 0;
    }
    LiveSettings live = liveSettings(experiment.train);
    live.freezeGates = true;
    live.patience = 2;
    Trainer a(shrinking, data.train, experiment.train);
    for (int i = 0; i < 12; ++i) a.step(live);
    live.patience = 0;
    Trainer b(staying, data.train, experiment.train);
    for (int i = 0; i < 12; ++i) b.step(live);
    EXPECT_EQ(shrinking.gates()[0]->units(), 14);
    EXPECT_EQ(staying.gates()[0]->units(), 24);
    const auto& small = shrinking.parameter("fc1.weight").value;
    const auto& large = staying.parameter("fc1.weight").value;
    EXPECT_LE((small - large.bottomRows(14)).abs().maxCoeff(), 1e-6f);
}

TEST(Trainer, FrozenWeightsStay) {
    const Experiment experiment = test::tinyExperiment();
    const auto data = test::tinyData();
    nn::Network network = makeNetwork(experiment);
    const std::string before = network.signature();
    Trainer trainer(network, data.train, experiment.train);
    LiveSettings live = liveSettings(experiment.train);
    live.freezeWeights = live.freezeGates = true;
    trainer.step(live);
    EXPECT_EQ(network.signature(), before);
}

TEST(Trainer, RefusesDataThatDoNotFit) {
    const auto data = test::tinyData();
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("3-4-4");
    nn::Network network = makeNetwork(experiment);
    EXPECT_THROW(Trainer(network, data.train, experiment.train), Error);
    experiment.net = graph::parseGraph("8-4-3");
    nn::Network narrow = makeNetwork(experiment);
    EXPECT_THROW(Trainer(narrow, data.train, experiment.train), Error) << "fewer outputs than classes";
}

TEST(Evaluate, DoesNotDependOnThreads) {
    const auto data = test::tinyData();
    const nn::Network network = makeNetwork(test::tinyExperiment());
    const auto one = evaluate(network, data.train, 1), three = evaluate(network, data.train, 3);
    EXPECT_EQ(one.loss, three.loss);
    EXPECT_EQ(one.wrong, three.wrong);
    EXPECT_EQ(one.samples, data.train.size());
}

} // namespace
} // namespace tristate::train
