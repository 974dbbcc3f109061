#include "core/graph/graph_text.h"
#include "core/nn/grouped_conv.h"
#include "core/nn/size.h"
#include "core/nn/units_left.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "tests/support/network_runner.h"
#include "tests/support/plain_logits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

// Cuts through grouped convolutions and through what sees neighbouring channels.

namespace tristate::prune {
namespace {

using nn::Network;
using test::expectSameLogits;
using test::plainLogits;
using testing::ElementsAre;
using Units = std::vector<int>;

constexpr const char* kNet = "2x9x9:6c3-lrn3a0.5-8c3+1g2b-6c3+2x2g2-4c1g2-3";

/// A network of random biases, whose parameters all remember ten times their value.
Network makeNetwork(const char* text) {
    Rng rng(3);
    Network network(graph::parseGraph(text), rng);
    for (auto* parameter : network.parameters()) {
        for (float& value : parameter->value.reshaped()) value += static_cast<float>(0.1 * rng.normal());
        parameter->slots.push_back(parameter->value * 10);
    }
    return network;
}

void close(Network& network, int gates, const Units& units) {
    for (const int unit : units) {
        network.gatesAt(gates)->width[unit] = 0;
        network.gatesAt(gates)->closedSince[static_cast<std::size_t>(unit)] = 0;
    }
}

void removeAllClosed(Network& network) {
    removeClosedUnits(network, std::numeric_limits<std::int64_t>::max());
}

const nn::GroupedConv<float>& groupedAt(const Network& network, int number) {
    for (const auto* layer : network.layers())
        if (const auto* found = dynamic_cast<const nn::GroupedConv<float>*>(layer); found && number-- == 0)
            return *found;
    throw std::logic_error("no such convolution");
}

/// Closes units, and expects that removal, both exports and what is built of the units left agree with that.
void expectLossless(const std::vector<std::pair<int, Units>>& closed) {
    Network network = makeNetwork(kNet);
    const test::RandomBatch<float> batch(network.graph(), 33, 4);
    test::NetworkRunner<float> runner(batch);
    for (const auto& [gates, units] : closed) close(network, gates, units);
    const auto before = runner.logits(network);
    const long long counted = nn::totalParameters(nn::openSizes(network));
    removeAllClosed(network);
    expectSameLogits(before, runner.logits(network), "removed");
    for (auto* p : network.parameters()) EXPECT_TRUE((p->slots[0] == p->value * 10).all()) << p->name;
    EXPECT_EQ(nn::totalParameters(nn::openSizes(network)), counted);

    const nn::PlainNetwork plain = exportNetwork(network, MergeMode::Never);
    expectSameLogits(before, plainLogits(plain, batch), "exported");
    EXPECT_EQ(plain.parameters(), counted);
    expectSameLogits(
        before, plainLogits(exportNetwork(network, MergeMode::Never, ClosedUnits::Zeroed), batch), "zeroed");
    expectSameLogits(before, runner.logits(importNetwork(plain)), "imported");

    Network built(network.graph(), network.unitsLeft());
    ASSERT_EQ(built.parameters().size(), network.parameters().size());
    for (std::size_t i = 0; i < built.parameters().size(); ++i) {
        EXPECT_EQ(built.parameters()[i]->value.rows(), network.parameters()[i]->value.rows());
        EXPECT_EQ(built.parameters()[i]->value.cols(), network.parameters()[i]->value.cols());
    }
    std::vector<Eigen::Index> columns;
    for (const auto& size : nn::weightSizes(network.graph(), network.unitsLeft()))
        columns.push_back(size.columns);
    std::vector<Eigen::Index> present;
    for (const auto& stage : network.stages()) present.push_back(stage.weights->weight.value.cols());
    EXPECT_EQ(columns, present);
}

TEST(Groups, LoseUnitsInAnyNumberAndChangeNothing) {
    expectLossless({{0, {4}}, {1, {0, 1, 6}}, {2, {5}}});
    expectLossless({{0, {0, 2, 3, 4}}, {1, {1, 3}}, {2, {0, 1, 4}}, {3, {3}}});
}

TEST(Groups, StayOneConvolutionWhenAllLoseAsMany) {
    Network network = makeNetwork(kNet);
    close(network, 0, {1, 5});
    close(network, 1, {0, 3, 5, 6});
    removeAllClosed(network);
    const nn::PlainNetwork plain = exportNetwork(network, MergeMode::Never);
    const auto& conv = std::get<graph::Conv>(plain.operation(3));
    EXPECT_EQ(conv.groups, 2);
    EXPECT_EQ(conv.maps, 4);
    EXPECT_EQ(plain.weights[3].weight.cols(), 2 * 9);
}

TEST(Groups, StandSideBySideInAnExportWhenTheyAreUnequal) {
    Network network = makeNetwork("2x9x9:6c3-8c3g2-3");
    close(network, 0, {0, 1});
    close(network, 1, {7});
    removeAllClosed(network);
    EXPECT_EQ(groupedAt(network, 0).parts()[0].inputs, 1);
    EXPECT_EQ(groupedAt(network, 0).parts()[1].outputs, 3);
    const nn::PlainNetwork plain = exportNetwork(network, MergeMode::Never);
    EXPECT_EQ(graph::toString(plain.graph), "2x9x9:4c3-[sel0-4c3n/sel1..3-3c3n]-r-3");
    EXPECT_THAT(plain.keptUnits[1], ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(plain.keptUnits[2], ElementsAre(4, 5, 6));
    EXPECT_EQ(plain.parameters(), 4 * 19 + 4 * (9 + 1) + 3 * (27 + 1) + 7 * 25 * 3 + 3);
}

TEST(Groups, ThatLoseAllInputsYieldTheirBiasAndThoseWithoutOutputsAreGone) {
    expectLossless({{0, {0, 1, 2}}, {2, {3}}});
    expectLossless({{0, {5}}, {1, {4, 5, 6, 7}}});
    expectLossless({{0, {3, 4, 5}}, {1, {0, 1, 2, 3}}, {3, {0, 1}}});
    Network network = makeNetwork("2x9x9:6c3-8c3g2b-3"); // scales of a normalisation go into each part
    const test::RandomBatch<float> batch(network.graph(), 33, 4);
    close(network, 0, {0, 1, 2});
    const auto before = test::NetworkRunner<float>(batch).logits(network);
    expectSameLogits(before, plainLogits(exportNetwork(network, MergeMode::Never), batch), "exported");
}

TEST(Groups, CostWhatTheirPairsCost) {
    const auto stages = nn::sizes(graph::parseGraph("2x5x5:6c3+1-8c3+1g2-3"));
    EXPECT_EQ(stages[1].parameters, 8 * (3 * 9 + 1));
    EXPECT_EQ(stages[1].flops, 2 * 8 * 3 * 9 * 25);
    Network network = makeNetwork("2x5x5:6c3+1-8c3+1g2-3");
    close(network, 0, {0, 1});
    close(network, 1, {6, 7});
    EXPECT_EQ(nn::openSizes(network)[1].parameters, (4 * 1 + 2 * 3) * 9 + 6);
}

TEST(ResponseNorm, ChannelsThatAreClosedAreNobodysNeighbours) {
    const char* const text = "1x3x3:7c1-lrn5a2-3";
    Network network = makeNetwork(text);
    close(network, 0, {1, 2, 5});
    const test::RandomBatch<float> batch(network.graph(), 16, 4);
    test::NetworkRunner<float> runner(batch);
    const auto before = runner.logits(network);
    removeAllClosed(network);
    EXPECT_EQ(runner.logits(network), before) << "to the last bit";
}

TEST(ResponseNorm, LeavesNoGatesToChannelsThatItSeesBeforeThey) {
    const graph::ChannelGroups groups = graph::channelGroups(graph::parseGraph("1x5x5:4c3n-lrn3-r-5c1-3"));
    ASSERT_EQ(groups.gated.size(), 1u) << "a closed channel of the first would still show in its neighbours";
    EXPECT_EQ(groups.groups[static_cast<std::size_t>(groups.gated[0])].channels, 5);
}

} // namespace
} // namespace tristate::prune
