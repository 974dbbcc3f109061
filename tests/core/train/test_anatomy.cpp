#include "core/graph/graph_text.h"
#include "core/train/anatomy.h"
#include "core/train/describe.h"
#include "core/train/run.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tristate::train {
namespace {

/// A run of some steps with a regulariser that closes gates.
std::shared_ptr<const Checkpoint> stateAfter(int steps, const char* net = "8-24-12-4") {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph(net);
    experiment.train.warmupEpochs = 0;
    experiment.train.epochs = 0;
    experiment.train.lambdas = {1e-4, 1e-4, 2e-3, 1e-3};
    const auto start = freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData()));
    Mailbox mailbox;
    Run run(start, mailbox);
    for (int step = 0; step < steps; ++step) run.step();
    return run.checkpoint();
}

TEST(Anatomy, TheGatesGoWhereTheRunTakesThem) {
    for (const char* net : {"8-24-12-4", "8-g-24l0.1-4"}) {
        const auto state = stateAfter(30, net);
        const auto anatomy = dissect(*state, state->live);
        nn::Network network = state->network;
        LiveSettings live = state->live;
        live.patience = 0;
        Trainer trainer(network, state->data->train, state->experiment.train, state->trainer);
        const auto report = trainer.step(live);
        EXPECT_EQ(anatomy.step, 30);
        EXPECT_EQ(anatomy.report.loss, report.loss);
        EXPECT_EQ(anatomy.report.wrong, report.wrong);
        ASSERT_EQ(anatomy.layers.size(), network.gates().size());
        for (std::size_t i = 0; i < anatomy.layers.size(); ++i) {
            const auto& width = network.gates()[i]->width;
            EXPECT_EQ(anatomy.layers[i].after, std::vector<float>(width.begin(), width.end()));
            EXPECT_EQ(anatomy.layers[i].depthAfter, network.gates()[i]->depth);
        }
    }
}

TEST(Anatomy, BothPullsTogetherMoveAGate) {
    const auto state = stateAfter(30);
    const auto anatomy = dissect(*state, state->live);
    ASSERT_TRUE(anatomy.gatesMove);
    int moved = 0;
    for (const auto& layer : anatomy.layers)
        for (std::size_t i = 0; i < layer.before.size(); ++i) {
            const double goal = static_cast<double>(layer.before[i]) -
                                anatomy.gateRate * (static_cast<double>(layer.lossGradient[i]) +
                                                    static_cast<double>(layer.costGradient[i]));
            EXPECT_NEAR(layer.after[i], std::clamp(goal, 0.0, 1.0), 1e-5);
            moved += layer.after[i] != layer.before[i] ? 1 : 0;
            const double expected =
                1e-4 * (1 - 2 * static_cast<double>(layer.before[i])) + (layer.depthBefore < 0.5f ? 2e-3 : 0);
            EXPECT_NEAR(layer.costGradient[i], expected, 1e-8);
        }
    EXPECT_GT(moved, 10);
}

TEST(Anatomy, TheStateStaysAsItIsAndRestingGatesRest) {
    auto state = std::make_shared<Checkpoint>(*stateAfter(30));
    const auto before = state->network.signature();
    state->live.freezeGates = true;
    const auto frozen = dissect(*state, state->live);
    EXPECT_EQ(state->network.signature(), before);
    EXPECT_FALSE(frozen.gatesMove);
    state->live.freezeGates = false;
    const auto moving = dissect(*state, state->live);
    for (std::size_t i = 0; i < frozen.layers.size(); ++i) {
        EXPECT_EQ(frozen.layers[i].after, frozen.layers[i].before);
        EXPECT_EQ(frozen.layers[i].costGradient, moving.layers[i].costGradient);
        for (std::size_t j = 0; j < frozen.layers[i].before.size(); ++j)
            EXPECT_NEAR(frozen.layers[i].lossGradient[j], moving.layers[i].lossGradient[j], 1e-6);
    }
}

TEST(Anatomy, TellsTheSamplesAndTheSizeOfTheOutputs) {
    const auto state = stateAfter(30);
    const auto anatomy = dissect(*state, state->live);
    EXPECT_EQ(anatomy.samples.size(), 40u);
    EXPECT_EQ(anatomy.report.samples, 40);
    for (const auto& layer : anatomy.layers)
        for (std::size_t i = 0; i < layer.output.size(); ++i) {
            EXPECT_TRUE(std::isfinite(layer.output[i]));
            if (layer.depthBefore < 0.5f && layer.before[i] < 0.5f) {
                EXPECT_EQ(layer.output[i], 0)
                    << "a closed unit of a layer that is not linear puts out nothing";
            }
        }
    const auto& first = anatomy.layers.front().output;
    EXPECT_GT(*std::max_element(first.begin(), first.end()), 0);
}

} // namespace
} // namespace tristate::train
