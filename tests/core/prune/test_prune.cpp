#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/nn/size.h"
#include "core/nn/units_left.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/core/prune/random_net.h"
#include "tests/support/network_runner.h"
#include "tests/support/plain_logits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tristate::prune {
namespace {

using nn::Network;
using test::expectSameLogits;
using test::plainLogits;
using testing::ElementsAre;

/// A net whose input gates left nothing of what is open before them keeps some closed units.
bool isFullyCompact(const Network& network) {
    for (const auto* gates : network.gates())
        if (gates->openUnits() != gates->units()) return false;
    return true;
}

class RandomNets : public testing::TestWithParam<int> {};

TEST_P(RandomNets, RemovingClosedUnitsChangesNoLogit) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    test::NetworkRunner<float> runner(batch);
    const auto before = runner.logits(random.network);
    removeClosedUnits(random.network, 3);
    SCOPED_TRACE(graph::toString(random.spec));
    expectSameLogits(before, runner.logits(random.network), graph::toString(random.spec));
    if (graph::toString(random.spec).find('g') == std::string::npos) {
        EXPECT_TRUE(isFullyCompact(random.network));
    }
}

TEST_P(RandomNets, MergingLinearLayersChangesNoLogit) {
    for (const MergeMode mode : {MergeMode::Auto, MergeMode::Always}) {
        RandomNet random(static_cast<std::uint64_t>(GetParam()));
        for (auto* p : random.network.parameters()) p->slots.push_back(p->value);
        const test::RandomBatch<float> batch(random.spec, 33, 4);
        test::NetworkRunner<float> runner(batch);
        const auto before = runner.logits(random.network);
        const long long parameters = nn::totalParameters(nn::openSizes(random.network));
        const auto gates = random.network.gates().size();
        const auto merged = mergeLinearLayers(random.network, mode, 3, 50);
        EXPECT_EQ(random.network.gates().size(), gates - merged.size());
        expectSameLogits(before, runner.logits(random.network), graph::toString(random.spec));
        if (mode == MergeMode::Auto) {
            EXPECT_LE(nn::totalParameters(nn::openSizes(random.network)), parameters);
        }
        for (auto* p :
             random.network.parameters()) // the optimizer's memory fits, and is new where it must be
            EXPECT_TRUE(p->born == 50 ? (p->slots[0] == 0).all() : (p->slots[0] == p->value).all());
        removeClosedUnits(random.network, 3);
        expectSameLogits(before, runner.logits(random.network), graph::toString(random.spec));
    }
}

TEST_P(RandomNets, ExportChangesNoLogitHoweverItMerges) {
    const RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(random.network);
    for (const MergeMode mode : {MergeMode::Never, MergeMode::Auto, MergeMode::Always}) {
        const nn::PlainNetwork plain = exportNetwork(random.network, mode);
        expectSameLogits(before, plainLogits(plain, batch), graph::toString(random.spec));
        EXPECT_EQ(plain.keptUnits.size(), plain.architecture().size());
    }
    EXPECT_LE(exportNetwork(random.network, MergeMode::Auto).parameters(),
              exportNetwork(random.network, MergeMode::Never).parameters());
}

/// The widths of the weight layers as a spec has them.
std::vector<int> widthsOf(const graph::Graph& spec) {
    std::vector<int> widths;
    for (const auto& stage : nn::sizes(spec))
        if (!stage.isInput) widths.push_back(stage.units);
    return widths;
}

TEST_P(RandomNets, AnUncompactedExportHasTheOriginalWidthsAndTheSameLogits) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(random.network);
    for (const bool removed : {false, true}) { // some units have left the arrays in training
        if (removed) removeClosedUnits(random.network, 3);
        const auto plain = exportNetwork(random.network, MergeMode::Auto, ClosedUnits::Zeroed);
        EXPECT_EQ(plain.architecture(), widthsOf(random.spec));
        expectSameLogits(before, plainLogits(plain, batch), graph::toString(random.spec));
    }
}

TEST_P(RandomNets, ImportGivesTheSameLogitsAndCanBeExportedAgain) {
    const RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(random.network);
    const Network imported = importNetwork(exportNetwork(random.network));
    expectSameLogits(before, test::NetworkRunner<float>(batch).logits(imported),
                     graph::toString(random.spec));
    EXPECT_EQ(graph::toString(importNetwork(exportNetwork(imported, MergeMode::Never)).graph()),
              graph::toString(imported.graph()));
    EXPECT_TRUE(isFullyCompact(imported));
}

TEST(Import, RefusesAReluBehindTheLastWeights) {
    Rng rng(1);
    nn::PlainNetwork plain = exportNetwork(Network(graph::parseGraph("4-3-2"), rng));
    plain.append(graph::Relu{});
    EXPECT_THROW(importNetwork(plain), Error);
}

/// Maps whose places have a shift of their own become a vector, whose values stay as they are numbered.
TEST(Import, KeepsMapsWhosePlacesDiffer) {
    Rng rng(4);
    graph::Select all{nn::allUnits(27), true};
    const auto shifts = nn::randomMatrix(27, 1, 1, rng);
    const nn::PlainNetwork plain =
        nn::chainOf({2, 5, 5}, {nn::randomConv(3, 2, 3, 1, 0, rng),
                                all,
                                {graph::Affine{}, {nn::randomMatrix(1, 27, 1, rng), shifts}},
                                graph::Relu{},
                                nn::randomDense(6, 27, rng),
                                graph::Relu{},
                                nn::randomDense(4, 6, rng)});
    Network imported = importNetwork(plain);
    EXPECT_EQ(graph::toString(imported.graph()), "2x5x5:3c3n-sel0..26v-affine-r-6-4");
    EXPECT_EQ(graph::parseGraph(graph::toString(imported.graph())), imported.graph());
    ASSERT_EQ(imported.gates().size(), 1U) << "those of the dense layer behind it";
    const nn::RowMatrix samples = nn::randomSamples(9, {2, 5, 5}, rng);
    const nn::RowMatrix expected = nn::predict(plain, samples);
    const nn::RowMatrix found = nn::predict(exportNetwork(imported), samples);
    EXPECT_LE((found - expected).cwiseAbs().maxCoeff(), 1e-5f * expected.cwiseAbs().maxCoeff());
    imported.gates()[0]->width[2] = 0;
    EXPECT_EQ(exportNetwork(imported, MergeMode::Never, ClosedUnits::Zeroed).architecture(),
              (std::vector<int>{3, 6, 4}));
    EXPECT_EQ(exportNetwork(imported).architecture(), (std::vector<int>{3, 5, 4}));
}

TEST_P(RandomNets, RemovalTakesTheOptimizersMemoryAlong) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    for (auto* p : random.network.parameters()) p->slots.push_back(p->value * 2);
    removeClosedUnits(random.network, 3);
    for (auto* p : random.network.parameters()) EXPECT_TRUE((p->slots[0] == p->value * 2).all()) << p->name;
}

nn::UnitsLeft leftOf(const Network& network) {
    nn::UnitsLeft left(static_cast<std::size_t>(network.originalGates()));
    for (const auto* gates : network.gates()) left[static_cast<std::size_t>(gates->index)] = gates->original;
    return left;
}

TEST_P(RandomNets, WhatIsLeftCanBeBuiltAtOnce) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    Network& network = random.network;
    mergeLinearLayers(network, MergeMode::Always, 3, 50);
    removeClosedUnits(network, 3);
    SCOPED_TRACE(graph::toString(random.spec));

    Network built(random.spec, leftOf(network));
    ASSERT_EQ(built.gates().size(), network.gates().size());
    for (std::size_t i = 0; i < network.gates().size(); ++i) {
        nn::Gates<float>&from = *network.gates()[i], &to = *built.gates()[i];
        EXPECT_EQ(to.index, from.index);
        EXPECT_EQ(to.originalUnits(), from.originalUnits());
        EXPECT_EQ(to.depthLearnable, from.depthLearnable);
        EXPECT_EQ(to.widthLearnable, from.widthLearnable);
        to.width = from.width;
        to.depth = from.depth;
        to.estimator = from.estimator;
    }
    const auto copy = [](const auto& from, const auto& to) {
        ASSERT_EQ(from.size(), to.size());
        for (std::size_t i = 0; i < from.size(); ++i) {
            EXPECT_EQ(to[i]->name, from[i]->name);
            ASSERT_EQ(to[i]->value.rows(), from[i]->value.rows()) << from[i]->name;
            ASSERT_EQ(to[i]->value.cols(), from[i]->value.cols()) << from[i]->name;
            to[i]->value = from[i]->value;
        }
    };
    copy(network.parameters(), built.parameters());
    copy(network.buffers(), built.buffers());
    EXPECT_EQ(built.signature(), network.signature());
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    EXPECT_EQ(test::NetworkRunner<float>(batch).logits(built),
              test::NetworkRunner<float>(batch).logits(network));
    EXPECT_EQ(test::NetworkRunner<float>(batch).trainingLoss(built),
              test::NetworkRunner<float>(batch).trainingLoss(network))
        << "dropout or drawn gates belong to other units";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomNets, testing::Range(0, 120));

TEST(RemoveClosedUnits, WaitsForThePatience) {
    Rng rng(1);
    Network network(graph::parseGraph("4-3-2"), rng);
    auto& gates = *network.gates()[0];
    gates.width << 0.1f, 0.2f, 0.9f;
    gates.closedSince = {10, 20, -1};
    EXPECT_THAT(removeClosedUnits(network, 9), ElementsAre(0));
    EXPECT_THAT(removeClosedUnits(network, 10), ElementsAre(1));
    EXPECT_THAT(gates.original, ElementsAre(1, 2));
    EXPECT_THAT(removeClosedUnits(network, 25), ElementsAre(1));
    EXPECT_THAT(gates.original, ElementsAre(2));
}

TEST(RemoveClosedUnits, NeverTakesTheLastUnit) {
    Rng rng(1);
    Network network(graph::parseGraph("4-2-2"), rng);
    network.gates()[0]->width.setZero();
    network.gates()[0]->closedSince = {0, 0};
    EXPECT_THAT(removeClosedUnits(network, 100), ElementsAre(1));
    EXPECT_EQ(network.gates()[0]->units(), 1);
}

TEST(Merge, IsOnlyDoneWhereItSavesParameters) {
    Rng rng(1);
    Network wide(graph::parseGraph("20-5-20"), rng); // a bottleneck: 205 parameters become 420
    wide.gates()[0]->depth = 1;
    EXPECT_EQ(exportNetwork(wide, MergeMode::Auto).architecture(), (std::vector<int>{5, 20}));
    EXPECT_EQ(exportNetwork(wide, MergeMode::Always).architecture(), (std::vector<int>{20}));
    Network narrow(graph::parseGraph("5-20-5"), rng);
    narrow.gates()[0]->depth = 1;
    EXPECT_EQ(exportNetwork(narrow, MergeMode::Auto).architecture(), (std::vector<int>{5}));
    EXPECT_EQ(exportNetwork(narrow, MergeMode::Never).architecture(), (std::vector<int>{20, 5}));
}

TEST(Merge, WaitsForThePatienceAndForDenseNeighbours) {
    Rng rng(1);
    Network network(graph::parseGraph("6-20-20-d50-20-4"), rng);
    for (auto* gates : network.gates()) {
        gates->depth = 1;
        gates->linearSince = 10;
    }
    EXPECT_THAT(mergeLinearLayers(network, MergeMode::Auto, 9, 12), ElementsAre());
    EXPECT_THAT(mergeLinearLayers(network, MergeMode::Never, 10, 12), ElementsAre());
    EXPECT_THAT(mergeLinearLayers(network, MergeMode::Auto, 10, 12), ElementsAre(0, 2))
        << "dropout stands behind the second layer";
    EXPECT_EQ(network.parameters()[0]->name, "fc2.weight");
    EXPECT_EQ(network.parameters()[0]->value.cols(), 6);
    EXPECT_THAT(nn::openUnits(network), ElementsAre(0, 20, 0));
}

TEST(RemoveClosedUnits, KeepsTheMapsWhoseValuesAreTheLastInputs) {
    Rng rng(1);
    Network network(graph::parseGraph("1x4x4:2c3-g-3-2"), rng);
    network.gates()[0]->width << 0.9f, 0.1f;             // the second map is closed ...
    network.gates()[1]->width << 0, 0, 0, 0, 1, 1, 0, 0; // ... and only its values are open
    for (auto* gates : network.gates()) std::fill(gates->closedSince.begin(), gates->closedSince.end(), 0);
    const test::RandomBatch<float> batch(network.graph(), 20, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(network);
    removeClosedUnits(network, 5);
    expectSameLogits(before, test::NetworkRunner<float>(batch).logits(network), "");
    expectSameLogits(before, plainLogits(exportNetwork(network), batch), "");
}

TEST(Export, ReportsTheOriginalIndices) {
    Rng rng(1);
    Network network(graph::parseGraph("4-3-2"), rng);
    network.gates()[0]->width << 0.9f, 0.2f, 0.9f;
    const auto plain = exportNetwork(network);
    EXPECT_THAT(plain.keptUnits, ElementsAre(ElementsAre(0, 2), ElementsAre(0, 1)));
}

TEST(Export, ClosedUnitsAreRowsOfZerosWhenUncompacted) {
    Rng rng(1);
    Network network(graph::parseGraph("4-3-2"), rng);
    network.gates()[0]->width << 0.9f, 0.2f, 0.9f;
    const auto plain = exportNetwork(network, MergeMode::Auto, ClosedUnits::Zeroed);
    const nn::NodeWeights& first = plain.weights[0];
    EXPECT_TRUE((first.weight.row(1).array() == 0).all());
    EXPECT_TRUE((first.weight.row(2).array() != 0).all());
    EXPECT_THAT(plain.keptUnits, ElementsAre(ElementsAre(0, 1, 2), ElementsAre(0, 1)));
}

} // namespace
} // namespace tristate::prune
