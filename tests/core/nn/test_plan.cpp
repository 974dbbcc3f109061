#include "core/graph/graph_text.h"
#include "core/nn/network.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

} // namespace
} // namespace tristate::nn
