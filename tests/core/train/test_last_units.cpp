#include "core/graph/graph_text.h"
#include "core/nn/live_units.h"
#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/train/gate_edit.h"
#include "core/train/trainer.h"
#include "tests/support/experiment_variants.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

// A layer keeps its last unit; of input gates behind feature maps the last value that an open map feeds.

namespace tristate::train {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Three maps of 2 x 2 values, input gates on the twelve values, one dense layer behind them.
class InputGatesBehindMaps : public testing::Test {
protected:
    static nn::Network build() {
        Rng rng(1);
        return {graph::parseGraph("1x4x4:3c3-g-5-2"), rng};
    }

    /// What a minibatch does to the gates when their gradients count for nothing.
    std::vector<int> move() {
        const test::RandomBatch<float> batch(m_network.graph(), 20, 4);
        test::NetworkRunner<float> runner(batch);
        runner.gradients(m_network);
        return GateStep(m_network, objective::CostModel::Neurons, prune::MergeMode::Never)
            .move(runner.workspace(), {}, 0, 7);
    }

    void setMaps(std::initializer_list<float> gates) { set(m_maps, gates); }
    void setInputs(std::initializer_list<float> gates) { set(m_inputs, gates); }

    static void set(nn::Gates<float>& layer, std::initializer_list<float> gates) {
        ASSERT_EQ(static_cast<std::size_t>(layer.units()), gates.size());
        std::copy(gates.begin(), gates.end(), layer.width.begin());
    }

    nn::Network m_network = build();
    nn::Gates<float>& m_maps = *m_network.gates()[0];
    nn::Gates<float>& m_inputs = *m_network.gates()[1];
};

TEST_F(InputGatesBehindMaps, AreFedByTheOpenMaps) {
    setMaps({0.4f, 0.9f, 0.6f});
    setInputs({1, 1, 1, 1, 0, 0.2f, 1, 0, 0, 0, 0, 0.7f});
    EXPECT_THAT(nn::fedUnits(m_network, 0), ElementsAre(0, 1, 2)) << "a map is fed, open or not";
    EXPECT_THAT(nn::liveUnits(m_network, 0), ElementsAre(1, 2));
    EXPECT_THAT(nn::fedUnits(m_network, 1), ElementsAre(4, 5, 6, 7, 8, 9, 10, 11));
    EXPECT_THAT(nn::liveUnits(m_network, 1), ElementsAre(6, 11));
    EXPECT_EQ(nn::openSizes(m_network)[1].units, 2);
}

TEST_F(InputGatesBehindMaps, OfTheSamplesAreAllFed) {
    Rng rng(1);
    const nn::Network network(graph::parseGraph("1x2x2:g-3-2"), rng);
    EXPECT_THAT(nn::liveUnits(network, 0), ElementsAre(0, 1, 2, 3));
}

TEST_F(InputGatesBehindMaps, KeepTheBestValueOfAnOpenMapWhenTheirLastMapCloses) {
    setMaps({0.4f, 0.9f, 0.6f});
    setInputs({1, 0, 0.9f, 0, 0, 0.2f, 0, 0, 0, 0, 0.3f, 0});
    EXPECT_THAT(move(), ElementsAre(m_inputs.index));
    EXPECT_THAT(nn::liveUnits(m_network, 1), ElementsAre(10)) << "0.3 is the best of those behind open maps";
    EXPECT_THAT(nn::liveUnits(m_network, 0), ElementsAre(1, 2)) << "the maps stay as they are";
    EXPECT_THAT(move(), IsEmpty()) << "once is enough";
}

TEST_F(InputGatesBehindMaps, KeepTheirBestMapWhenOtherMapsHaveNoValuesLeft) {
    ASSERT_TRUE(m_network.keepUnits(1, {0, 1, 6})); // of the maps 0 and 1
    setMaps({0.1f, 0.3f, 0.9f});
    setInputs({0.8f, 0.2f, 0.4f});
    EXPECT_THAT(move(), ElementsAre(m_inputs.index));
    EXPECT_THAT(nn::liveUnits(m_network, 0), ElementsAre(1, 2)) << "map 1 was better than map 0";
    EXPECT_THAT(nn::liveUnits(m_network, 1), ElementsAre(2)) << "and its only value opens with it";
    EXPECT_EQ(m_maps.closedSince[1], -1);
    EXPECT_EQ(m_inputs.closedSince[2], -1);
    EXPECT_EQ(m_inputs.closedSince[1], 7);
}

TEST_F(InputGatesBehindMaps, KeepSomethingWhateverTheEstimator) {
    for (const nn::GateEstimator estimator : nn::kGateEstimators) {
        nn::Network network = build();
        const auto gates = network.gates();
        for (auto* layer : gates) {
            layer->estimator = estimator;
            layer->width.setZero();
        }
        gates[1]->width.head(4).setOnes(); // the values of map 0, which is closed like all maps
        const float low = static_cast<float>(nn::openLimit(estimator)) / 2;
        gates[0]->width[2] = low;
        const test::RandomBatch<float> batch(network.graph(), 20, 4);
        test::NetworkRunner<float> runner(batch);
        runner.gradients(network);
        GateStep(network, objective::CostModel::Neurons, prune::MergeMode::Never)
            .move(runner.workspace(), {}, 0, 7);
        for (int gated = 0; gated < 3; ++gated)
            EXPECT_FALSE(nn::liveUnits(network, gated).empty()) << static_cast<int>(estimator);
    }
}

TEST_F(InputGatesBehindMaps, LoseNothingToRemoval) {
    setMaps({0.4f, 0.9f, 0.6f});
    setInputs({1, 0, 0.9f, 0, 0, 0.2f, 0, 0, 0, 0, 0.3f, 0});
    move();
    const test::RandomBatch<float> batch(m_network.graph(), 20, 4);
    test::NetworkRunner<float> runner(batch);
    const auto before = runner.logits(m_network);
    prune::removeClosedUnits(m_network, 7);
    EXPECT_EQ(runner.logits(m_network), before);
    EXPECT_THAT(m_maps.original, ElementsAre(1, 2));
    EXPECT_THAT(m_inputs.original, ElementsAre(10));
}

TEST_F(InputGatesBehindMaps, RefuseToLoseTheirLastValueByHand) {
    setMaps({0.4f, 0.9f, 0.6f});
    setInputs({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0});
    EXPECT_THAT(toText(refusal(m_network, {.layer = 1, .unit = 10, .open = false})),
                HasSubstr("Unit 10 of inputs1 is the last open one"));
    EXPECT_THAT(toText(refusal(m_network, {.layer = 1, .unit = 0, .open = false})), IsEmpty())
        << "no open map feeds it anyway";
    EXPECT_THAT(toText(refusal(m_network, {.layer = 0, .unit = 2, .open = false})),
                HasSubstr("Unit 2 of conv1 stays: all that is open of inputs1 comes from it"));
    EXPECT_THAT(toText(refusal(m_network, {.layer = 0, .unit = 1, .open = false})), IsEmpty());
    EXPECT_THAT(toText(refusal(m_network, {.layer = 0, .unit = 0, .open = true})), IsEmpty());
}

/// Trains with a cost of width that closes whatever may close.
void trainUntilLittleIsLeft(const std::string& net, nn::GateEstimator estimator) {
    SCOPED_TRACE(net);
    test::Variant variant{.name = "strong", .net = net};
    Experiment experiment = variant.experiment();
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 1;
    experiment.train.gateStart = 0.6;
    experiment.train.estimator = estimator;
    experiment.train.lambdas.lambda3 = 0.5;
    const data::Dataset images = test::tinyImages(200, 1);
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, images, experiment.train);
    while (!trainer.finished()) {
        trainer.step(liveSettings(experiment.train));
        for (int gated = 0; gated < std::ssize(network.gates()); ++gated)
            ASSERT_FALSE(nn::liveUnits(network, gated).empty()) << "step " << trainer.state().step;
    }
    for (const nn::StageSize& stage : nn::openSizes(network)) EXPECT_GE(stage.units, 1) << stage.name;
}

TEST(LastUnits, StayLiveInEveryKindOfLayerUntilTheEnd) {
    for (const char* net : {"1x10x10:6c3-p2-g-12-3", "1x10x10:4c3b-a2-d10-6c2-g-8b-3", "1x10x10:9-g-12-3",
                            "1x10x10:g-9-g-12-3", "1x10x10:5c3s2l0.1-g-6-g-6-3"})
        trainUntilLittleIsLeft(net, nn::GateEstimator::Threshold);
    trainUntilLittleIsLeft("1x10x10:6c3-p2-g-12-3", nn::GateEstimator::HardConcrete);
    trainUntilLittleIsLeft("1x10x10:6c3-p2-g-12-3", nn::GateEstimator::RealValued);
}

bool allLive(const nn::Network& network) {
    for (int gated = 0; gated < std::ssize(network.gates()); ++gated)
        if (nn::liveUnits(network, gated).empty()) return false;
    return true;
}

/// Nets in which a unit may be fed by others, or not, with chance in what is done to their gates.
class RandomGates : public testing::TestWithParam<const char*> {
protected:
    nn::Network build() {
        nn::Network network(graph::parseGraph(GetParam()), m_rng);
        for (auto* parameter : network.parameters())
            if (parameter->value.cols() == 1)
                for (auto& value : parameter->value.reshaped())
                    value += static_cast<float>(0.3 * m_rng.normal());
        return network;
    }

    GateEdit randomEdit(const nn::Network& network) {
        const auto gates = network.gates();
        const nn::Gates<float>& layer = *gates[m_rng.below(gates.size())];
        const auto unit = m_rng.below(static_cast<std::uint64_t>(layer.originalUnits()));
        return {.layer = layer.index, .unit = static_cast<int>(unit), .open = m_rng.below(4) == 0};
    }

    Rng m_rng{12};
};

TEST_P(RandomGates, EditsThatAreNotRefusedLeaveEveryLayerAlive) {
    for (int round = 0; round < 10; ++round) {
        nn::Network network = build();
        const test::RandomBatch<float> batch(network.graph(), 20, 4);
        test::NetworkRunner<float> runner(batch);
        int refused = 0;
        for (int step = 0; step < 250; ++step) {
            const GateEdit edit = randomEdit(network);
            if (!refusal(network, edit).empty()) {
                ++refused;
                continue;
            }
            apply(edit, network, step);
            ASSERT_TRUE(allLive(network)) << "layer " << edit.layer << ", unit " << edit.unit;
            if (step % 25 != 24) continue;
            const auto before = runner.logits(network);
            prune::removeClosedUnits(network, step - 20);
            ASSERT_TRUE(allLive(network)) << "after removal";
            const auto after = runner.logits(network);
            for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i], before[i], 1e-4);
        }
        EXPECT_GT(refused, 0);
    }
}

TEST_P(RandomGates, AStepLeavesEveryLayerAliveWhateverItFinds) {
    for (int round = 0; round < 40; ++round) {
        nn::Network network = build();
        const auto estimator = nn::kGateEstimators[m_rng.below(nn::kGateEstimators.size())];
        const double share = m_rng.uniform(); // of the gates that are open
        for (auto* layer : network.gates()) {
            layer->estimator = estimator;
            for (auto& w : layer->width) w = m_rng.uniform() < share * share ? 1.0f : 0.0f;
            std::fill(layer->closedSince.begin(), layer->closedSince.end(), 0);
        }
        if (round % 2 == 1) prune::removeClosedUnits(network, 0); // some layers keep what is closed
        const test::RandomBatch<float> batch(network.graph(), 20, 4);
        test::NetworkRunner<float> runner(batch);
        runner.gradients(network);
        const bool wasAlive = allLive(network);
        const std::vector<int> kept =
            GateStep(network, objective::CostModel::Neurons, prune::MergeMode::Never)
                .move(runner.workspace(), {}, 0, 3);
        EXPECT_TRUE(allLive(network));
        EXPECT_EQ(kept.empty(), wasAlive) << "nothing is opened where nothing was lost";
    }
}

INSTANTIATE_TEST_SUITE_P(Nets, RandomGates,
                         testing::Values("9-5-4-3", "1x5x5:3c3-g-5-2", "1x8x8:3c3b-p2-4c2-g-4-2",
                                         "1x6x6:2c3-a2-d10-g-3b-2", "6-g-5-g-4-3"),
                         [](const auto& test) { return "net" + std::to_string(test.index); });

} // namespace
} // namespace tristate::train
