#include "core/graph/graph_text.h"
#include "core/nn/network.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace tristate::nn {
namespace {

BasicNetwork<double> built(const char* text) {
    Rng rng(4);
    return BasicNetwork<double>(graph::parseGraph(text), rng);
}

Plan planOf(const BasicNetwork<double>& network) {
    std::vector<std::unique_ptr<Layer<double>>> layers;
    for (const auto* layer : network.layers()) layers.push_back(layer->clone());
    return nn::planOf(layers, network.wires());
}

TEST(Plan, ConvolutionSumsUpForTheNormalisationWhichIsDoneWithItsRelu) {
    // conv, bn, relu, conv, bn, pool, relu, dense
    const Plan plan = planOf(built("3x8x8:4c3+1b-5c3+1b-p2-6"));
    EXPECT_EQ(plan[0].sumsFor, 1);
    EXPECT_EQ(plan[1].relu, 2);
    EXPECT_TRUE(plan[2].isDone);
    EXPECT_EQ(plan[3].sumsFor, 4);
    EXPECT_EQ(plan[4].relu, -1) << "the pool comes first";
    EXPECT_FALSE(plan[6].isDone);
}

TEST(Plan, WhatOthersReadIsLeftAlone) {
    // conv, which two branches read; bn, relu, conv; add
    const Plan plan = planOf(built("3x8x8:4c3+1n-[/b-4c3+1n]+-6"));
    EXPECT_EQ(plan[0].sumsFor, -1) << "not the normalisation alone reads it";
}

TEST(Plan, NormalisationBeforeASumHasItsGradient) {
    const BasicNetwork<double> network = built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+-ga-5");
    const Plan plan = planOf(network);
    int sharing = 0;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (plan[i].gradientOf < 0) continue;
        ++sharing;
        const auto& sum = network.wires()[static_cast<std::size_t>(plan[i].gradientOf)];
        EXPECT_THAT(sum.inputs, testing::Contains(static_cast<int>(i)));
    }
    EXPECT_EQ(sharing, 1);
}

TEST(Plan, NormalisedMapsAreNotStored) {
    const BasicNetwork<double> network = built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+-ga-5");
    const test::RandomBatch<double> batch(network.graph(), 20, 1);
    test::NetworkRunner<double> runner(batch);
    BasicNetwork<double> trained = network;
    runner.gradients(trained);
    const auto& tapes = runner.workspace().tapes;
    const Plan plan = planOf(network);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (plan[i].relu < 0) continue;
        EXPECT_EQ(tapes[i].output.features(), 0);
        EXPECT_EQ(tapes[i].outputGradient.features(), 0);
    }
}

TEST(Plan, ASumBetweenANormalisationAndAReluIsDoneWithBoth) {
    const BasicNetwork<double> network = built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+-[/b-4c3+1n]+-ga-5");
    const Plan plan = planOf(network);
    int done = 0;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (plan[i].norm < 0) continue;
        ++done;
        const PlanStep& norm = plan[static_cast<std::size_t>(plan[i].norm)];
        EXPECT_EQ(norm.sum, static_cast<int>(i));
        EXPECT_TRUE(plan[static_cast<std::size_t>(norm.relu)].isDone);
        EXPECT_EQ(plan[i].sameGradient, norm.relu);
    }
    EXPECT_EQ(done, 1) << "in the other one a convolution comes last";
}

TEST(Plan, ABypassHasTheGradientOfTheSum) {
    const BasicNetwork<double> network = built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+-ga-5");
    const Plan plan = planOf(network);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (plan[i].norm < 0) continue;
        const Wire& sum = network.wires()[i];
        const int bypass = sum.inputs[0] == plan[i].norm ? sum.inputs[1] : sum.inputs[0];
        EXPECT_EQ(plan[static_cast<std::size_t>(bypass)].sameGradient, static_cast<int>(i));
    }
}

/// Values of all output gradients of a sample that have memory.
int gradientMemory(const BasicNetwork<double>& network) {
    const test::RandomBatch<double> batch(network.graph(), 20, 1);
    test::NetworkRunner<double> runner(batch);
    BasicNetwork<double> trained = network;
    runner.gradients(trained);
    int total = 0;
    for (const auto& place : runner.workspace().places) total += place.features();
    for (const auto& tape : runner.workspace().tapes)
        if (!tape.outputGradient.isShared()) total += tape.outputGradient.features();
    return total;
}

TEST(MemoryPlan, DepthTakesNoMoreGradients) {
    const int maps = 4 * 64, heads = 4 + 5;
    EXPECT_LE(gradientMemory(built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+x2-ga-5")), 4 * maps + heads);
    EXPECT_EQ(gradientMemory(built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+x9-ga-5")),
              gradientMemory(built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+x2-ga-5")));
    EXPECT_LE(gradientMemory(built("3x8x8:4c3+1b-4c3+1b-4c3+1b-4c3+1b-4c3+1b-ga-5")), 3 * maps + heads);
}

TEST(MemoryPlan, WhatComesBackDoesNotDependOnWhereItLies) {
    // A gradient that were overwritten before it is read would differ from the one by central differences,
    // see Gradients; here: one group alone gives what it gives beside others of another size.
    BasicNetwork<double> network = built("3x8x8:4c3+1-[6c3+1-4c3+1]+-[8c3s2+1-8c3+1]+-[8c3+1/3c1]-p2-5");
    const test::RandomBatch<double> batch(network.graph(), 40, 3);
    test::NetworkRunner<double> fresh(batch), used(batch);
    fresh.gradients(network);
    std::vector<Eigen::ArrayXXd> first;
    for (const auto* parameter : network.parameters()) first.emplace_back(parameter->gradient);
    BasicNetwork<double> other = built("3x8x8:9c3+1b-[9c3+1b-9c3+1b]+-ga-5");
    used.gradients(other);
    used.gradients(network); // in memory that was cut for the other
    for (std::size_t p = 0; p < first.size(); ++p)
        EXPECT_TRUE((first[p] == network.parameters()[p]->gradient).all()) << network.parameters()[p]->name;
}

/// Nets in which a convolution can finish what is behind it, and such in which it cannot.
constexpr const char* kNets[] = {
    "3x8x8:4c3+1b-[4c3+1b-4c3+1b]+x2-[8c3s2+1b-8c3+1b]+-ga-5",
    "3x8x8:4c3+1b-dw3+1b-6c1b-dw3s2+1b-7c1b-ga-5",
    "3x8x8:6c3+1bn-[9c1bm6-dw3+1bm6-6c1b]+n-5c5b-p2-4",
    "2x9x9:4c3+1n-[/b-6c1-3c3+1n]-[/b-5c1-3c3+1n]-b-ga-3",
    "2x7x7:4c3+1-[[3c1/4c3+1b]/7c1b]+-[3c1b-7c1]+f-6b-3",
    "3x9x9:6c3+1b-8c3+1g2b-6c3+2x2b-4c1g2b-a3s2+1ui-5",
    "2x9x9:6c3-lrn3a0.5-[6c3+1g3b-6c3+1b]+-lrn2a0.5-4c1b-ga-3",
};

TEST(OnlyLogits, AreTheSameBits) {
    for (const char* net : kNets) {
        BasicNetwork<double> network = built(net);
        const test::RandomBatch<double> batch(network.graph(), 40, 3);
        test::NetworkRunner<double> runner(batch);
        runner.gradients(network);
        runner.finishStep(network); // running averages of their own
        for (auto* gates : network.gates())
            if (gates->widthLearnable) gates->width[0] = 0;
        const std::vector<double> all = runner.logits(network);
        EXPECT_EQ(runner.logits(network, true), all) << net;
        EXPECT_EQ(runner.logits(network), all) << net << ": outputs have memory of their own again";
    }
}

TEST(OnlyLogits, TakeMemoryForAFewOutputsOnly) {
    const BasicNetwork<double> network = built("3x8x8:4c3+1b-[4c3+1b-4c3+1b]+x9-ga-5");
    const test::RandomBatch<double> batch(network.graph(), 20, 1);
    test::NetworkRunner<double> runner(batch);
    runner.logits(network, true);
    int total = 0;
    for (const auto& place : runner.workspace().places) total += place.features();
    EXPECT_LE(total, 3 * 4 * 64);
    for (const auto& tape : runner.workspace().tapes)
        EXPECT_TRUE(tape.output.isShared() || tape.output.features() <= 5);
}

TEST(Activation, InTheMemoryOfAnotherKeepsItsGroupsApart) {
    Activation<float> all, part;
    all.resize(7, 3);
    part.shareWith(all, 4);
    for (int g = 0; g < 3; ++g) {
        EXPECT_EQ(part.group(g), all.group(g));
        all.map(g).setConstant(static_cast<float>(g));
    }
    EXPECT_EQ(part.map(2)(5, 3), 2.0f);
    part.resize(3, 3);
    EXPECT_TRUE(part.isShared());
    part.resize(8, 3);
    EXPECT_FALSE(part.isShared()) << "it does not suffice any more";
    part.map(1).setConstant(9);
    EXPECT_EQ(all.map(1)(0, 0), 1.0f);
}

} // namespace
} // namespace tristate::nn
