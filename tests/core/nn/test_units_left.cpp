#include "core/base/error.h"
#include "core/graph/channel_groups.h"
#include "core/graph/graph_text.h"
#include "core/nn/network.h"
#include "core/nn/units_left.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Units = std::vector<int>;

struct Left {
    const char* net;
    UnitsLeft units;
    int weights; ///< how many layers with weights are left
};

class WeightSizes : public testing::TestWithParam<Left> {};

TEST_P(WeightSizes, AreThoseOfTheNetworkThatIsBuilt) {
    const graph::Graph graph = graph::parseGraph(GetParam().net);
    Network network(graph, GetParam().units);
    const std::vector<WeightSize> sizes = weightSizes(graph, GetParam().units);
    EXPECT_EQ(std::ssize(sizes), GetParam().weights);
    for (const WeightSize& size : sizes) {
        const auto& weight = network.parameter(size.name + ".weight").value;
        EXPECT_EQ(weight.rows(), size.rows) << size.name;
        EXPECT_EQ(weight.cols(), size.columns) << size.name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Nets, WeightSizes,
    testing::Values(Left{"8-6-5-3", {Units{0, 5}, Units{4}}, 3},
                    Left{"8-6-5-3", {std::nullopt, Units{1, 4}}, 2},
                    Left{"8-6-5-3", {std::nullopt, std::nullopt}, 1},
                    Left{"2x6x6:4c3-p2-g-7-3", {Units{1, 3}, Units{4, 5, 14}, Units{0}}, 3},
                    Left{"2x5x5:4c3+1b-[4c3+1b-4c3+1b]+-ga-3", {Units{0, 2}, Units{1}}, 4},
                    Left{"2x5x5:4c3+1b-[4c3+1b-4c3+1b]+-ga-3", {Units{0, 2}, Units{}}, 2}));

TEST(UnitsLeft, OfEveryGroupMayBeAll) {
    for (const char* net : {"8-6-3", "2x6x6:4c3-p2-g-7-3", "2x5x5:4c3+1b-[4c3+1b-4c3+1b]+-ga-3"}) {
        const graph::Graph graph = graph::parseGraph(net);
        const graph::ChannelGroups groups = graph::channelGroups(graph);
        UnitsLeft all;
        for (const int group : groups.gated)
            all.emplace_back(allUnits(groups.groups[static_cast<std::size_t>(group)].channels));
        EXPECT_NO_THROW(validate(graph, all)) << net;
    }
    EXPECT_THAT(allUnits(3), ElementsAre(0, 1, 2));
    EXPECT_THAT(allUnits(0), IsEmpty());
}

/// A layer that was merged has no gates; one without units has gates, and nothing behind them.
TEST(UnitsLeft, EmptiedAreNotThoseMerged) {
    EXPECT_THAT(emptiedOf({Units{2}, std::nullopt, Units{}}), ElementsAre(false, false, true));
}

TEST(UnitsLeft, VanishOnlyWhereSomethingLeadsPastThem) {
    const auto refusal = [](const char* net, const UnitsLeft& left) -> std::string {
        try {
            validate(graph::parseGraph(net), left);
        } catch (const Error& error) {
            return error.what();
        }
        return "no error";
    };
    const char* residual = "2x5x5:4c3+1b-[4c3+1b-4c3+1b]+-ga-3";
    EXPECT_EQ(refusal(residual, {Units{0}, Units{}}), "no error");
    EXPECT_EQ(refusal(residual, {Units{}, Units{0}}), "gates 1 have no unit left, expected at least one");
    // Both layers of this branch go when the first one goes.
    const char* deeper = "2x5x5:4c3+1b-[4c3+1b-3c3+1b-4c3+1b]+-ga-3";
    EXPECT_EQ(refusal(deeper, {Units{0}, Units{}, Units{}}), "no error");
    EXPECT_NE(refusal(deeper, {Units{0}, Units{}, Units{1}}), "no error");
}

} // namespace
} // namespace tristate::nn
