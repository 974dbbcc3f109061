#include "core/graph/graph_text.h"
#include "core/nn/network.h"
#include "core/nn/units_left.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

// What leaves a network with a unit, and what stays as it was: in every member of a channel group, with all
// that the optimizer remembers.

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using Units = std::vector<int>;
using Double = BasicNetwork<double>;

constexpr const char* kResidual = "3x8x8:4c3+1b-[5c3+1b-4c3+1b]+-[6c3s2+1b-7c3+1b]+-ga-2";
constexpr const char* kBranches = "3x8x8:4c3+1-[3c1/5c3+1]-p2-6c1-ga-2";
constexpr const char* kDepthwise = "3x8x8:4c3+1b-dw3+1b-6c1b-ga-2";

/// Every array of every parameter holds numbers of its own, so that a swapped or missing one shows.
Double marked(const char* text) {
    Rng rng(3);
    Double network(graph::parseGraph(text), rng);
    double next = 1;
    const auto mark = [&](auto& matrix) {
        for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = next++;
    };
    for (auto* parameter : network.parameters()) {
        parameter->slots.resize(2);
        for (auto& slot : parameter->slots) slot = parameter->value;
        mark(parameter->value);
        mark(parameter->gradient);
        for (auto& slot : parameter->slots) mark(slot);
    }
    for (auto* buffer : network.buffers()) mark(buffer->value);
    return network;
}

/// The gates of the group that has this many units.
int gatesOf(const Double& network, int units) {
    const auto all = network.gates();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i]->units() == units) return static_cast<int>(i);
    ADD_FAILURE() << "no group of " << units;
    return 0;
}

/// Rows and columns of a network's arrays that are expected to stay; those that are not named stay whole.
struct Expected {
    std::map<std::string, Units> rows, columns;

    template <class Matrix>
    Matrix of(const std::string& name, const Matrix& m) const {
        const auto r = rows.find(name), c = columns.find(name);
        Matrix kept = m;
        if (r != rows.end()) kept = Matrix(kept(r->second, Eigen::indexing::all));
        if (c != columns.end()) kept = Matrix(kept(Eigen::indexing::all, c->second));
        return kept;
    }

    void check(Double& before, Double& after) const {
        const auto compare = [&](const Parameter<double>& was, const Parameter<double>& is) {
            const auto same = [&](const auto& a, const auto& b, const char* what) {
                const auto kept = of(was.name, a);
                ASSERT_EQ(kept.rows(), b.rows()) << was.name << ", " << what;
                ASSERT_EQ(kept.cols(), b.cols()) << was.name << ", " << what;
                EXPECT_TRUE((kept == b).all()) << was.name << ", " << what;
            };
            ASSERT_EQ(was.name, is.name);
            same(was.value, is.value, "values");
            if (was.gradient.size() > 0) same(was.gradient, is.gradient, "gradients");
            ASSERT_EQ(was.slots.size(), is.slots.size());
            for (std::size_t i = 0; i < was.slots.size(); ++i)
                same(was.slots[i], is.slots[i], "optimizer state");
        };
        const auto parameters = before.parameters(), left = after.parameters();
        ASSERT_EQ(parameters.size(), left.size());
        for (std::size_t i = 0; i < left.size(); ++i) compare(*parameters[i], *left[i]);
        const auto buffers = before.buffers(), leftBuffers = after.buffers();
        ASSERT_EQ(buffers.size(), leftBuffers.size());
        for (std::size_t i = 0; i < leftBuffers.size(); ++i) compare(*buffers[i], *leftBuffers[i]);
    }
};

/// The columns of a convolution of 3x3, or of `taps`, that belong to these input maps.
Units columnsOf(const Units& maps, int taps) {
    Units columns;
    for (const int map : maps)
        for (int tap = 0; tap < taps; ++tap) columns.push_back(map * taps + tap);
    return columns;
}

/// Adds a layer's weights, biases and batch normalisation.
void addRows(Expected& expected, Double& network, const std::string& layer, const Units& kept) {
    for (auto* p : network.parameters())
        if (p->name.starts_with(layer + ".")) expected.rows[p->name] = kept;
    for (auto* p : network.buffers())
        if (p->name.starts_with(layer + ".")) expected.rows[p->name] = kept;
}

TEST(NetworkCuts, AChannelOfAStreamLeavesEveryMember) {
    Double network = marked(kResidual), before = network;
    const Units kept{1, 3};
    ASSERT_TRUE(network.keepUnits(gatesOf(network, 4), kept));
    Expected expected;
    addRows(expected, before, "conv1", kept);
    addRows(expected, before, "conv3", kept);
    for (const char* reader : {"conv2", "conv4"})
        expected.columns[std::string(reader) + ".weight"] = columnsOf(kept, 9);
    expected.columns["conv6.weight"] = kept; // the projection on the bypass, 1x1
    expected.check(before, network);
}

TEST(NetworkCuts, AUnitInsideABlockLeavesItsTwoLayersOnly) {
    Double network = marked(kResidual), before = network;
    const Units kept{0, 2, 4};
    ASSERT_TRUE(network.keepUnits(gatesOf(network, 5), kept));
    Expected expected;
    addRows(expected, before, "conv2", kept);
    expected.columns["conv3.weight"] = columnsOf(kept, 9);
    expected.check(before, network);
}

TEST(NetworkCuts, AMapOfABranchLeavesTheReaderAtItsOwnPlace) {
    Double network = marked(kBranches), before = network;
    ASSERT_TRUE(network.keepUnits(gatesOf(network, 5), {1, 4}));
    Expected expected;
    expected.rows["conv3.weight"] = expected.rows["conv3.bias"] = {1, 4};
    expected.columns["conv4.weight"] = {0, 1, 2, 3 + 1, 3 + 4}; // the three of the other branch come first
    expected.check(before, network);
}

TEST(NetworkCuts, AMapTakesItsDepthwiseFilterAlong) {
    Double network = marked(kDepthwise), before = network;
    const Units kept{2};
    ASSERT_TRUE(network.keepUnits(gatesOf(network, 4), kept));
    Expected expected;
    addRows(expected, before, "conv1", kept);
    addRows(expected, before, "dw1", kept);
    expected.columns["conv2.weight"] = kept;
    expected.check(before, network);
}

TEST(NetworkCuts, SingleValuesLeaveWithTheirMap) {
    Double network = marked("1x4x4:3c3-g-5-2"), before = network;
    ASSERT_TRUE(network.keepUnits(1, {0, 5, 6, 9, 11})); // of 3 maps of 2x2
    ASSERT_TRUE(network.keepUnits(0, {0, 2}));
    EXPECT_THAT(network.gates()[1]->original, ElementsAre(0, 9, 11));
    Expected expected;
    expected.rows["conv1.weight"] = expected.rows["conv1.bias"] = {0, 2};
    expected.columns["fc1.weight"] = {0, 9, 11};
    expected.check(before, network);
}

TEST(NetworkCuts, AMapThatFeedsTheLastSingleValueStays) {
    Double network = marked("1x4x4:3c3-g-5-2");
    ASSERT_TRUE(network.keepUnits(1, {5, 6})); // both of map 1
    const std::string before = network.signature();
    EXPECT_FALSE(network.keepUnits(0, {0, 2}));
    EXPECT_EQ(network.signature(), before) << "nothing was touched";
    EXPECT_TRUE(network.keepUnits(0, {1}));
}

TEST(NetworkCuts, TheLastInputOfADenseLayerStays) {
    Double network = marked("6-4-3");
    const std::string before = network.signature();
    EXPECT_FALSE(network.keepUnits(0, {}));
    EXPECT_EQ(network.signature(), before);
}

TEST(NetworkCuts, OneCutAfterTheOtherIsOne) {
    for (const char* text : {kResidual, kBranches, kDepthwise}) {
        Double twice = marked(text), once = twice;
        const int gated = gatesOf(twice, 4);
        ASSERT_TRUE(twice.keepUnits(gated, {0, 2, 3}));
        ASSERT_TRUE(twice.keepUnits(gated, {1, 2}));
        ASSERT_TRUE(once.keepUnits(gated, {2, 3}));
        EXPECT_EQ(twice.signature(), once.signature()) << text;
        EXPECT_EQ(twice.gates()[static_cast<std::size_t>(gated)]->original, (Units{2, 3}));
    }
}

TEST(NetworkCuts, AreWhatANetworkBuiltSoLooksLike) {
    Double cut = marked(kResidual);
    const std::vector<Units> kept{{0, 3}, {1}, {2, 4, 5}, {0, 1, 6}};
    for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_TRUE(cut.keepUnits(static_cast<int>(i), kept[i]));
    Double built(cut.graph(), UnitsLeft(kept.begin(), kept.end()));
    const auto ofCut = cut.parameters(), ofBuilt = built.parameters();
    ASSERT_EQ(ofCut.size(), ofBuilt.size());
    for (std::size_t i = 0; i < ofCut.size(); ++i) ofBuilt[i]->value = ofCut[i]->value;
    const auto buffers = cut.buffers(), builtBuffers = built.buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i) builtBuffers[i]->value = buffers[i]->value;
    EXPECT_EQ(built.signature(), cut.signature());
    const test::RandomBatch<double> batch(cut.graph(), 20, 1);
    test::NetworkRunner<double> runner(batch);
    EXPECT_EQ(runner.logits(built), runner.logits(cut));
}

TEST(NetworkCuts, ADroppedDenseLayerLeavesItsInputsToTheNext) {
    Double network = marked("6-5-4-3");
    EXPECT_TRUE(network.canDropDense(0));
    network.dropDense(0);
    ASSERT_EQ(network.gates().size(), 1u);
    EXPECT_EQ(network.gates()[0]->index, 1) << "what is left keeps its number";
    EXPECT_EQ(network.gatesAt(0), nullptr);
    const auto& weight = network.parameter("fc2.weight");
    EXPECT_EQ(weight.value.cols(), 6);
    EXPECT_TRUE((weight.value == 0).all());
    for (const auto& slot : weight.slots)
        EXPECT_TRUE(slot.rows() == 4 && slot.cols() == 6 && (slot == 0).all());
    EXPECT_EQ(network.parameter("fc3.weight").value.cols(), 4);
    EXPECT_FALSE(Double(graph::parseGraph("6-5b-4-3")).canDropDense(0))
        << "batch normalisation stands between";
    EXPECT_FALSE(Double(graph::parseGraph("1x4x4:3c3-5-2")).canDropDense(0)) << "a convolution is not dense";
}

} // namespace
} // namespace tristate::nn
