#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/nn/live_units.h"
#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "tests/core/prune/random_net.h"
#include "tests/support/network_runner.h"
#include "tests/support/plain_logits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// Branches that lose their last unit.

namespace tristate::prune {
namespace {

using nn::Network;
using testing::ElementsAre;

/// Closes every unit of some random gates that something leads past; how many.
int closeWholly(Network& network, Rng& rng) {
    int closed = 0;
    for (auto* gates : network.gates()) {
        if (rng.below(3) == 0) continue;
        const auto kept = gates->width;
        gates->width.setZero();
        const std::vector<bool> dead = nn::deadGates(network);
        if (!graph::vanishing(network.graph(), network.groups(), dead)) {
            gates->width = kept;
            continue;
        }
        for (auto& since : gates->closedSince) since = 2;
        ++closed;
    }
    return closed;
}

void nudge(Network& network, Rng& rng) {
    for (auto* parameter : network.parameters())
        for (auto& value : parameter->value.reshaped()) value += static_cast<float>(0.1 * rng.normal());
    for (auto* buffer : network.buffers())
        for (auto& value : buffer->value.reshaped()) value += static_cast<float>(rng.uniform());
}

Network built(const char* text, std::uint64_t seed = 5) {
    Rng rng(seed);
    Network network(graph::parseGraph(text), rng);
    nudge(network, rng);
    for (auto* parameter : network.parameters())
        parameter->slots = {parameter->value * 2, parameter->value * 3};
    return network;
}

class ClosedBranches : public testing::TestWithParam<const char*> {};

TEST_P(ClosedBranches, VanishWithoutChangingALogit) {
    int vanished = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Network network = built(GetParam(), seed);
        Rng rng(seed);
        closeWholly(network, rng);
        const test::RandomBatch<float> batch(network.graph(), 19, seed);
        test::NetworkRunner<float> runner(batch);
        const auto before = runner.logits(network);
        const auto sizes = nn::openSizes(network);
        const nn::PlainNetwork early = exportNetwork(network, MergeMode::Never);
        test::expectSameLogits(before, test::plainLogits(early, batch), "closed, exported");

        removeClosedUnits(network, 3);
        vanished += static_cast<int>(network.vanished().size());
        test::expectSameLogits(before, runner.logits(network), "removed");
        EXPECT_EQ(nn::totalParameters(nn::openSizes(network)), nn::totalParameters(sizes));
        EXPECT_EQ(nn::totalFlops(nn::openSizes(network)), nn::totalFlops(sizes));
        for (const auto* parameter : network.parameters())
            for (const auto& slot : parameter->slots) {
                EXPECT_EQ(slot.rows(), parameter->value.rows()) << parameter->name;
                EXPECT_EQ(slot.cols(), parameter->value.cols()) << parameter->name;
            }
        for (const MergeMode mode : {MergeMode::Never, MergeMode::Auto}) {
            const nn::PlainNetwork plain = exportNetwork(network, mode);
            test::expectSameLogits(before, test::plainLogits(plain, batch), "removed, exported");
            test::expectSameLogits(before, runner.logits(importNetwork(plain)), "imported again");
        }
        test::expectSameLogits(
            before, test::plainLogits(exportNetwork(network, MergeMode::Never, ClosedUnits::Zeroed), batch),
            "with zeros");

        // As a file gives it back.
        Network opened(network.graph(), network.unitsLeft());
        EXPECT_EQ(opened.vanished(), network.vanished());
        const auto from = network.parameters();
        const auto to = opened.parameters();
        ASSERT_EQ(from.size(), to.size());
        for (std::size_t i = 0; i < from.size(); ++i) {
            EXPECT_EQ(from[i]->name, to[i]->name);
            to[i]->value = from[i]->value;
        }
        for (std::size_t i = 0; i < network.buffers().size(); ++i)
            opened.buffers()[i]->value = network.buffers()[i]->value;
        for (std::size_t i = 0; i < network.gates().size(); ++i) *opened.gates()[i] = *network.gates()[i];
        EXPECT_EQ(runner.logits(opened), runner.logits(network)) << "bit for bit";
    }
    EXPECT_GT(vanished, 4) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Nets, ClosedBranches,
                         testing::Values("2x7x7:4c3+1-[5c3+1-4c3+1]+x3-3",
                                         "3x6x6:4c3+1b-[4c3+1b-4c3+1b]+x2-[6c3s2+1b-6c3+1b]+-ga-3",
                                         "2x6x6:4c3+1b-[3c1b-5c1b-d20-4c1b]+-[3c1-4c1]+-5-3",
                                         "3x6x6:4c1bn-[6c1bm6-dw3+1bm6-4c1bn]+nx2-4c1-ga-3",
                                         "2x6x6:4c1-[3c1-5c3+1/2c1]-[4c1/p3s1+1-2c1/]-6c1-3",
                                         "9-8-[5-8]+x2-[4b-8]+-[g-3-8]+-6-3",
                                         "2x6x6:4c3+1-[/3c1-2c3+1]-[/3c1-2c3+1]-g-7-3",
                                         "1x6x6:[4c3+1-[3c1-4c1]+-4c3+1]+-5-3"));

TEST(ClosedBranches, OfRandomNetsVanishWithoutChangingALogit) {
    int vanished = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        RandomNet random(seed);
        Rng rng(seed);
        closeWholly(random.network, rng);
        const std::string text = graph::toString(random.spec);
        const test::RandomBatch<float> batch(random.spec, 33, 4);
        test::NetworkRunner<float> runner(batch);
        const auto before = runner.logits(random.network);
        removeClosedUnits(random.network, 3);
        vanished += static_cast<int>(random.network.vanished().size());
        test::expectSameLogits(before, runner.logits(random.network), text);
        test::expectSameLogits(before, test::plainLogits(exportNetwork(random.network), batch), text);
    }
    EXPECT_GT(vanished, 5);
}

TEST(ClosedBranches, LeaveTheBiasWithTheMemoryOfTheOptimizer) {
    Network network = built("2x5x5:4c3+1-[3c3+1-4c3+1]+-3");
    const auto bias = network.parameter("conv3.bias");
    ASSERT_TRUE(network.keepUnits(1, {}));
    EXPECT_THAT(network.vanished(), ElementsAre(1));
    EXPECT_EQ(network.gates().size(), 1U);
    const auto& constant = network.parameter("conv3.bias");
    EXPECT_TRUE((constant.value == bias.value).all());
    EXPECT_TRUE((constant.slots[0] == bias.slots[0]).all());
    EXPECT_TRUE((constant.slots[1] == bias.slots[1]).all());
    for (const auto* parameter : network.parameters()) {
        EXPECT_NE(parameter->name, "conv2.weight");
        EXPECT_NE(parameter->name, "conv3.weight");
    }
    const auto sizes = nn::openSizes(network);
    EXPECT_TRUE(sizes[1].vanished && sizes[2].vanished);
    EXPECT_EQ(sizes[1].parameters, 0);
    EXPECT_EQ(sizes[2].parameters, 4) << "the constants";
    EXPECT_EQ(exportNetwork(network, MergeMode::Never).architecture(), (std::vector<int>{4, 3}));
}

TEST(ClosedBranches, OfNormalisedWeightsLeaveTheShift) {
    Network network = built("2x5x5:4c3+1b-[3c3+1b-4c3+1b]+-3");
    const auto shift = network.parameter("conv3.bn.bias");
    ASSERT_TRUE(network.keepUnits(1, {}));
    EXPECT_TRUE((network.parameter("conv3.bn.bias").slots[1] == shift.slots[1]).all());
    EXPECT_FALSE((network.parameter("conv3.bn.bias").value == shift.value).all()) << "less the mean";
}

TEST(ClosedBranches, StayWhereNothingLeadsPastThem) {
    Network chain = built("2x5x5:4c3+1-5c3-3");
    EXPECT_FALSE(chain.keepUnits(0, {}));
    EXPECT_EQ(chain.gates()[0]->units(), 4);
    Network fire = built("2x5x5:4c1-[3c1/2c3+1]-3");
    EXPECT_TRUE(fire.keepUnits(2, {}));
    EXPECT_FALSE(fire.keepUnits(1, {})) << "the other branch is gone";
    EXPECT_EQ(fire.gates()[1]->units(), 3);
}

TEST(ClosedBranches, OfAFileHaveToFitTogether) {
    const graph::Graph graph = graph::parseGraph("2x6x6:4c3+1-[3c1-5c1-4c1]+-3");
    const std::vector<int> all{0, 1, 2, 3};
    EXPECT_NO_THROW(Network(graph, {all, std::vector<int>{}, std::vector<int>{}}));
    EXPECT_THROW(Network(graph, {all, std::vector<int>{}, std::vector<int>{0, 1}}), Error);
    EXPECT_THROW(Network(graph, {std::vector<int>{}, all, all}), Error);
}

} // namespace
} // namespace tristate::prune
