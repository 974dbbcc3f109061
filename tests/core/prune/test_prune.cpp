#include "core/base/error.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tristate::prune {
namespace {

using nn::Network;
using nn::NetworkSpec;
using testing::ElementsAre;

/// A random net of random widths with random gates: some closed, some layers linear.
struct RandomNet {
    NetworkSpec spec;
    Network network;

    explicit RandomNet(std::uint64_t seed) : RandomNet(Rng(seed)) {}

private:
    static std::string randomConvolutions(Rng& rng) {
        const auto maps = [&] { return std::to_string(1 + rng.below(12)); };
        const std::string side = std::to_string(15 + rng.below(3));
        std::string text = std::to_string(1 + rng.below(3)) + "x" + side + "x" + side + ":" + maps() + "c3";
        if (rng.below(2)) text += "s2";
        if (rng.below(2)) text += "+1";
        if (rng.below(2)) text += "-p2";
        return text + "-" + maps() + "c2" + (rng.below(2) ? "-p2s1" : "");
    }

    explicit RandomNet(Rng rng) {
        std::string text = rng.below(2) ? std::to_string(1 + rng.below(40)) : randomConvolutions(rng);
        const auto layers = 1 + rng.below(4);
        for (std::uint64_t i = 0; i < layers; ++i) text += "-" + std::to_string(1 + rng.below(50));
        spec = nn::parseNetworkSpec(text + "-" + std::to_string(2 + rng.below(9)));
        network = Network(spec, rng);
        for (auto* parameter : network.parameters())
            if (parameter->value.cols() == 1)
                for (auto& bias : parameter->value.reshaped()) bias = static_cast<float>(0.3 * rng.normal());
        for (auto* gates : network.gates()) {
            for (auto& w : gates->width) w = static_cast<float>(rng.uniform());
            for (int unit = 0; unit < gates->units(); ++unit)
                if (!gates->isOpen(gates->width[unit]))
                    gates->closedSince[static_cast<std::size_t>(unit)] = 3;
            gates->depth = static_cast<float>(rng.uniform());
            if (gates->openUnits() == 0) {
                gates->width[0] = 1;
                gates->closedSince[0] = -1;
            }
        }
    }
};

float largest(const std::vector<float>& values) {
    float most = 0;
    for (const float v : values) most = std::max(most, std::abs(v));
    return most;
}

/// Logits of the plain network on a batch, through its own forward pass.
std::vector<float> plainLogits(const nn::PlainNetwork& plain, const test::RandomBatch<float>& batch) {
    nn::RowMatrix rows(batch.samples, batch.input.features());
    for (int sample = 0; sample < batch.samples; ++sample)
        for (int f = 0; f < batch.input.features(); ++f)
            rows(sample, f) = batch.input.group(sample / kLanes)[f * kLanes + sample % kLanes];
    const nn::RowMatrix logits = nn::predict(plain, rows);
    return {logits.data(), logits.data() + logits.size()};
}

void expectSameLogits(const std::vector<float>& a, const std::vector<float>& b, const std::string& what) {
    ASSERT_EQ(a.size(), b.size());
    const float scale = std::max(largest(a), 1e-3f);
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_LE(std::abs(a[i] - b[i]), 1e-5f * scale) << what;
}

class RandomNets : public testing::TestWithParam<int> {};

TEST_P(RandomNets, RemovingClosedUnitsChangesNoLogit) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    test::NetworkRunner<float> runner(batch);
    const auto before = runner.logits(random.network);
    removeClosedUnits(random.network, 3);
    SCOPED_TRACE(nn::toString(random.spec));
    expectSameLogits(before, runner.logits(random.network), nn::toString(random.spec));
    for (const auto* gates : random.network.gates()) EXPECT_EQ(gates->openUnits(), gates->units());
}

TEST_P(RandomNets, ExportChangesNoLogitHoweverItFolds) {
    const RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(random.network);
    for (const FoldMode mode : {FoldMode::Never, FoldMode::Auto, FoldMode::Always}) {
        const nn::PlainNetwork plain = exportNetwork(random.network, mode);
        expectSameLogits(before, plainLogits(plain, batch), nn::toString(random.spec));
        EXPECT_EQ(plain.keptUnits.size(), plain.architecture().size());
    }
    EXPECT_LE(exportNetwork(random.network, FoldMode::Auto).parameters(),
              exportNetwork(random.network, FoldMode::Never).parameters());
}

TEST_P(RandomNets, ImportGivesTheSameLogitsAndCanBeExportedAgain) {
    const RandomNet random(static_cast<std::uint64_t>(GetParam()));
    const test::RandomBatch<float> batch(random.spec, 33, 4);
    const auto before = test::NetworkRunner<float>(batch).logits(random.network);
    const Network imported = importNetwork(exportNetwork(random.network));
    expectSameLogits(before, test::NetworkRunner<float>(batch).logits(imported), nn::toString(random.spec));
    EXPECT_EQ(nn::toString(importNetwork(exportNetwork(imported, FoldMode::Never)).spec()),
              nn::toString(imported.spec()));
    for (const auto* gates : imported.gates()) EXPECT_EQ(gates->openUnits(), gates->units());
}

TEST(Import, RefusesAReluBehindTheLastWeights) {
    Rng rng(1);
    nn::PlainNetwork plain = exportNetwork(Network(nn::parseNetworkSpec("4-3-2"), rng));
    plain.layers.emplace_back(nn::PlainRelu{});
    EXPECT_THROW(importNetwork(plain), Error);
}

TEST_P(RandomNets, RemovalTakesTheOptimizersMemoryAlong) {
    RandomNet random(static_cast<std::uint64_t>(GetParam()));
    for (auto* p : random.network.parameters()) p->slots.push_back(p->value * 2);
    removeClosedUnits(random.network, 3);
    for (auto* p : random.network.parameters()) EXPECT_TRUE((p->slots[0] == p->value * 2).all()) << p->name;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomNets, testing::Range(0, 80));

TEST(RemoveClosedUnits, WaitsForThePatience) {
    Rng rng(1);
    Network network(nn::parseNetworkSpec("4-3-2"), rng);
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
    Network network(nn::parseNetworkSpec("4-2-2"), rng);
    network.gates()[0]->width.setZero();
    network.gates()[0]->closedSince = {0, 0};
    EXPECT_THAT(removeClosedUnits(network, 100), ElementsAre(1));
    EXPECT_EQ(network.gates()[0]->units(), 1);
}

TEST(Fold, IsOnlyDoneWhereItSavesParameters) {
    Rng rng(1);
    Network wide(nn::parseNetworkSpec("20-5-20"), rng); // a bottleneck: 205 parameters become 420
    wide.gates()[0]->depth = 1;
    EXPECT_EQ(exportNetwork(wide, FoldMode::Auto).architecture(), (std::vector<int>{5, 20}));
    EXPECT_EQ(exportNetwork(wide, FoldMode::Always).architecture(), (std::vector<int>{20}));
    Network narrow(nn::parseNetworkSpec("5-20-5"), rng);
    narrow.gates()[0]->depth = 1;
    EXPECT_EQ(exportNetwork(narrow, FoldMode::Auto).architecture(), (std::vector<int>{5}));
    EXPECT_EQ(exportNetwork(narrow, FoldMode::Never).architecture(), (std::vector<int>{20, 5}));
}

TEST(Export, ReportsTheOriginalIndices) {
    Rng rng(1);
    Network network(nn::parseNetworkSpec("4-3-2"), rng);
    network.gates()[0]->width << 0.9f, 0.2f, 0.9f;
    const auto plain = exportNetwork(network);
    EXPECT_THAT(plain.keptUnits, ElementsAre(ElementsAre(0, 2), ElementsAre(0, 1)));
}

} // namespace
} // namespace tristate::prune
