#include "core/graph/graph_text.h"
#include "core/nn/live_units.h"
#include "core/nn/size.h"
#include "core/nn/units_left.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

// Numbers of weights and of operations are worked out by hand from what the nets are.

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Units = std::vector<int>;

constexpr const char* kResidualNet = "3x8x8:4c3+1b-[5c3+1b-4c3+1b]+-[6c3s2+1b-7c3+1b]+-ga-2";
constexpr const char* kFire = "3x8x8:6c3+1-2c1-[3c1/5c3+1]-p2-7c1-ga-2";

Network makeNetwork(const char* text) {
    Rng rng(1);
    return Network(graph::parseGraph(text), rng);
}

void close(Network& network, int gates, const Units& units) {
    for (const int unit : units) network.gatesAt(gates)->width[unit] = 0;
}

const StageSize& named(const std::vector<StageSize>& stages, const std::string& name) {
    for (const StageSize& s : stages)
        if (s.name == name) return s;
    ADD_FAILURE() << "no stage is called " << name;
    return stages.front();
}

TEST(Sizes, OfLeNet5AreThoseOfThePaper) {
    const auto stages = sizes(graph::parseGraph("1x28x28:20c5-p2-50c5-p2-500-10"));
    ASSERT_EQ(stages.size(), 4u);
    EXPECT_EQ(stages[0].parameters, 20 * 25 + 20);
    EXPECT_EQ(stages[1].parameters, 50 * 20 * 25 + 50);
    EXPECT_EQ(stages[2].parameters, 500 * 800 + 500);
    EXPECT_EQ(stages[2].taps, 16) << "positions of each map that a neuron sees";
    EXPECT_EQ(totalParameters(stages), 431080);
    EXPECT_EQ(stages[0].flops, 2LL * 20 * 25 * 24 * 24);
    EXPECT_EQ(stages[1].flops, 2LL * 50 * 20 * 25 * 8 * 8);
    EXPECT_EQ(totalFlops(stages), 2LL * (288000 + 1600000 + 400000 + 5000));
}

TEST(Sizes, AGroupOfAConvolutionSeesItsShareOfTheMaps) {
    const auto stages = sizes(graph::parseGraph("8x9x9:12c3s2g4-ga-3"));
    EXPECT_EQ(stages[0].channels, 2);
    EXPECT_EQ(stages[0].parameters, 12 * 2 * 9 + 12);
    EXPECT_EQ(stages[0].flops, 2LL * 12 * 2 * 9 * 4 * 4);
}

TEST(Sizes, ADepthwiseConvolutionSeesItsOwnMap) {
    const auto stages = sizes(graph::parseGraph("3x8x8:4c3+1-dw3s2+1-6c1-ga-2"));
    const StageSize& depthwise = named(stages, "dw1");
    EXPECT_TRUE(depthwise.isDepthwise);
    EXPECT_EQ(depthwise.channels, 1);
    EXPECT_EQ(depthwise.parameters, 4 * 9 + 4);
    EXPECT_EQ(depthwise.flops, 2LL * 4 * 9 * 4 * 4);
    EXPECT_EQ(depthwise.gates, named(stages, "conv1").gates) << "its maps are those it sees";
    EXPECT_THAT(depthwise.sources, ElementsAre(depthwise.gates));
}

TEST(Sizes, BlocksOnAStreamShareItsGates) {
    const auto stages = sizes(graph::parseGraph(kResidualNet));
    const int stream = named(stages, "conv1").gates;
    EXPECT_EQ(named(stages, "conv3").gates, stream);
    EXPECT_THAT(named(stages, "conv2").sources, ElementsAre(stream));
    EXPECT_THAT(named(stages, "conv3").sources, ElementsAre(named(stages, "conv2").gates));
    EXPECT_EQ(named(stages, "conv5").gates, named(stages, "conv6").gates) << "the projection on the bypass";
    EXPECT_THAT(named(stages, "fc1").sources, ElementsAre(named(stages, "conv5").gates));
    EXPECT_FALSE(named(stages, "fc1").gated());
}

TEST(Sizes, AReaderOfBranchesSeesTheUnitsOfEach) {
    const auto stages = sizes(graph::parseGraph(kFire));
    EXPECT_THAT(named(stages, "conv5").sources,
                ElementsAre(named(stages, "conv3").gates, named(stages, "conv4").gates));
    EXPECT_EQ(named(stages, "conv5").parameters, 7 * (3 + 5) + 7);
}

TEST(Sizes, GatedGroupsAreCalledAfterTheirFirstLayer) {
    std::vector<std::string> told;
    for (const GatedSize& gated : gatedSizes(graph::parseGraph(kResidualNet)))
        told.push_back(gated.name + " " + std::to_string(gated.units));
    EXPECT_THAT(told, ElementsAre("conv1 4", "conv2 5", "conv4 6", "conv5 7"));
    const auto inputs = gatedSizes(graph::parseGraph("1x4x4:2c3-g-5-3"));
    ASSERT_EQ(inputs.size(), 3u);
    EXPECT_TRUE(inputs[1].isInput);
    EXPECT_EQ(inputs[1].units, 2 * 2 * 2);
}

TEST(OpenSizes, AClosedChannelOfAStreamLeavesEveryLayerOnIt) {
    Network network = makeNetwork(kResidualNet);
    const auto before = openSizes(network);
    close(network, named(before, "conv1").gates, {0, 2});
    close(network, named(before, "conv2").gates, {4});
    const auto after = openSizes(network);
    EXPECT_EQ(named(after, "conv1").parameters, 2 * 3 * 9 + 2);
    EXPECT_EQ(named(after, "conv2").parameters, 4 * 2 * 9 + 4);
    EXPECT_EQ(named(after, "conv3").parameters, 2 * 4 * 9 + 2);
    EXPECT_EQ(named(after, "conv4").parameters, 6 * 2 * 9 + 6);
    EXPECT_EQ(named(after, "conv6").parameters, 7 * 2 + 7) << "the projection reads the stream";
    EXPECT_EQ(named(after, "conv5").parameters, named(before, "conv5").parameters);
}

TEST(OpenSizes, AreThoseOfTheNetworkWithoutTheClosedUnits) {
    for (const char* text : {kResidualNet, kFire, "3x8x8:4c3+1b-dw3+1b-6c1b-ga-2", "1x9x9:6c4-p2-9-7-3"}) {
        Network network = makeNetwork(text);
        for (auto* gates : network.gates())
            close(network, gates->index, gates->units() > 2 ? Units{0, 2} : Units{0});
        const auto open = openSizes(network);
        const auto openBefore = openUnits(network);
        for (int gated = 0; gated < static_cast<int>(network.gates().size()); ++gated)
            ASSERT_TRUE(network.keepUnits(gated, liveUnits(network, gated))) << text;
        const auto left = openSizes(network);
        ASSERT_EQ(open.size(), left.size());
        for (std::size_t i = 0; i < open.size(); ++i) {
            EXPECT_EQ(open[i].parameters, left[i].parameters) << text << ", " << open[i].name;
            EXPECT_EQ(open[i].flops, left[i].flops) << text << ", " << open[i].name;
        }
        EXPECT_EQ(openUnits(network), openBefore) << text;
    }
}

TEST(OpenChannels, OfAConcatenationAreItsBranchesSideBySide) {
    Network network = makeNetwork(kFire);
    const auto stages = sizes(network.graph());
    close(network, named(stages, "conv3").gates, {1});
    close(network, named(stages, "conv4").gates, {0, 4});
    const auto open = openChannels(network);
    std::size_t join = 0;
    while (network.wires()[join].inputs.size() < 2) ++join;
    EXPECT_THAT(open[join + 1], ElementsAre(true, false, true, false, true, true, true, false));
}

TEST(OpenChannels, AValueIsClosedWithItsFeatureMap) {
    Network network = makeNetwork("1x3x3:3c2-g-2");
    close(network, 0, {1});
    close(network, 1, {0});
    const auto open = openChannels(network);
    const std::vector<bool> values = open[open.size() - 2];
    ASSERT_EQ(values.size(), 12u);
    for (std::size_t value = 0; value < 12; ++value)
        EXPECT_EQ(values[value], value != 0 && value / 4 != 1) << value;
}

TEST(LiveUnits, OfInputGatesAreThoseThatAnOpenMapFeeds) {
    Network network = makeNetwork("1x3x3:3c2-g-2");
    close(network, 0, {0, 2});
    close(network, 1, {5, 11});
    EXPECT_THAT(fedUnits(network, 1), ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(liveUnits(network, 1), ElementsAre(4, 6, 7));
    EXPECT_THAT(liveUnits(network, 0), ElementsAre(1));
    close(network, 0, {1});
    EXPECT_THAT(liveUnits(network, 1), IsEmpty());
}

TEST(WeightSizes, OfWhatIsLeftOfBranches) {
    const graph::Graph graph = graph::parseGraph(kFire);
    const auto told = [&](const UnitsLeft& left) {
        std::vector<std::string> lines;
        for (const WeightSize& s : weightSizes(graph, left))
            lines.push_back(s.name + " " + std::to_string(s.rows) + "x" + std::to_string(s.columns));
        return lines;
    };
    EXPECT_THAT(told({allUnits(6), allUnits(2), allUnits(3), allUnits(5), allUnits(7)}),
                ElementsAre("conv1 6x27", "conv2 2x6", "conv3 3x2", "conv4 5x18", "conv5 7x8", "fc1 2x7"));
    EXPECT_THAT(told({Units{3}, Units{0, 1}, Units{2}, Units{1, 4}, Units{0, 5, 6}}),
                ElementsAre("conv1 1x27", "conv2 2x1", "conv3 1x2", "conv4 2x18", "conv5 3x3", "fc1 2x3"));
}

TEST(WeightSizes, PassAMergedLayer) {
    const graph::Graph graph = graph::parseGraph("9-8-7-6-5");
    const UnitsLeft left{Units{1, 2}, std::nullopt, Units{0, 4, 5}};
    const auto found = weightSizes(graph, left);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[1].name, "fc3");
    EXPECT_EQ(found[1].rows, 3);
    EXPECT_EQ(found[1].columns, 2);
}

TEST(WeightSizes, AreThoseOfTheNetworkThatIsBuiltSo) {
    const graph::Graph graph = graph::parseGraph(kResidualNet);
    const UnitsLeft left{Units{0, 3}, Units{1}, Units{2, 4, 5}, Units{0, 1, 6}};
    Network network(graph, left);
    for (const WeightSize& s : weightSizes(graph, left)) {
        const auto& weight = network.parameter(s.name + ".weight").value;
        EXPECT_EQ(weight.rows(), s.rows) << s.name;
        EXPECT_EQ(weight.cols(), s.columns) << s.name;
    }
}

} // namespace
} // namespace tristate::nn
