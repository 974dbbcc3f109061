#include "core/graph/graph_text.h"
#include "core/inspect/input_map.h"
#include "core/inspect/layer_inputs.h"
#include "core/inspect/links.h"
#include "core/inspect/unit_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tristate::inspect {
namespace {

nn::Network build(const char* spec) {
    Rng rng(3);
    return {graph::parseGraph(spec), rng};
}

TEST(LayerInputs, FollowWhatIsLeft) {
    auto network = build("1x8x8:3c3-p2-5-4");
    ASSERT_TRUE(network.keepUnits(0, {0, 2}));
    const auto inputs = layerInputs(network);
    const auto dense = std::size_t(network.layers().size() - 3); // dense, ReLU, dense
    EXPECT_EQ(inputs[dense].shape, (Shape{3, 3, 3}));
    const auto features = inputs[dense].features();
    ASSERT_EQ(features.size(), 18u);
    EXPECT_EQ(features[8], 8);
    EXPECT_EQ(features[9], 18) << "map 1 has left";
    ASSERT_EQ(inputs[dense].channels(), 2);
    EXPECT_EQ(inputs[dense].channel(1), 2);
}

TEST(LayerInputs, AreSingleValuesBehindInputGates) {
    const LayerInput values{{2, 2, 2}, {0, 1, 2, 3, 4, 5, 6, 7}, 1};
    EXPECT_EQ(values.features(), values.entries);
    ASSERT_EQ(values.channels(), 2);
    EXPECT_EQ(values.channel(1), 1);
}

TEST(UnitWeights, AreAnImageOfTheData) {
    auto network = build("16-3-2");
    network.parameter("fc1.weight").value(1, 6) = 9;
    const auto weights = unitWeights(network, {1, 4, 4}, 0, 1);
    ASSERT_TRUE(weights);
    EXPECT_TRUE(weights->isImage());
    ASSERT_EQ(weights->tiles.size(), 1u);
    EXPECT_EQ(weights->tiles[0].values[6], 9);
    EXPECT_EQ(weights->largest, 9);
    EXPECT_EQ(weights->inputs, 16);
}

TEST(UnitWeights, StayInPlaceWhenInputsLeave) {
    auto network = build("16-g-3-2");
    ASSERT_TRUE(network.keepUnits(0, {0, 5, 6}));
    const float second = network.parameter("fc1.weight").value(2, 1);
    const auto weights = unitWeights(network, {1, 4, 4}, 1, 2);
    ASSERT_TRUE(weights);
    EXPECT_EQ(weights->inputs, 3);
    EXPECT_EQ(weights->tiles[0].values[5], second);
    EXPECT_TRUE(std::isnan(weights->tiles[0].values[4]));
    EXPECT_FALSE(unitWeights(network, {1, 4, 4}, 0, 5)) << "an input gate has no weights";
}

TEST(UnitWeights, AreKernelsOfAConvolution) {
    auto network = build("1x8x8:3c3-4c3-2");
    ASSERT_TRUE(network.keepUnits(0, {0, 2}));
    ASSERT_TRUE(network.keepUnits(1, {1, 3}));
    const auto weights = unitWeights(network, {1, 8, 8}, 1, 3);
    ASSERT_TRUE(weights);
    EXPECT_EQ(weights->height, 3);
    ASSERT_EQ(weights->tiles.size(), 2u);
    EXPECT_EQ(weights->tiles[1].channel, 2);
    EXPECT_FALSE(unitWeights(network, {1, 8, 8}, 1, 0)) << "removed";
    EXPECT_FALSE(unitWeights(network, {1, 8, 8}, 7, 0)) << "no such layer";
}

TEST(UnitWeights, OfAHiddenLayerAreOneRow) {
    const auto weights = unitWeights(build("16-9-3-2"), {1, 4, 4}, 1, 0);
    ASSERT_TRUE(weights);
    EXPECT_FALSE(weights->isImage());
    EXPECT_EQ(weights->width, 9);
}

TEST(Links, AreTheWeightsBetweenUnits) {
    auto network = build("4-3-2-2");
    network.parameter("fc2.weight").value(1, 2) = 7;
    network.parameter("fc3.weight").value(0, 1) = 5; // the output
    ASSERT_TRUE(network.keepUnits(0, {0, 2}));
    const Links links(network);
    EXPECT_TRUE(links.lead(0));
    EXPECT_EQ(links.strength(1, 3, 2, 1), 7);
    EXPECT_EQ(links.strength(1, 3, 1, 1), 0) << "removed";
    EXPECT_EQ(links.strength(2, 2, 1, 0), 5) << "into the output";
    EXPECT_EQ(links.strength(0, 4, 3, 1), 0) << "removed";
}

TEST(Links, AreMeansOverKernelsAndPositions) {
    auto network = build("1x6x6:3c3-p2-2-2");
    network.parameter("conv1.weight").value.row(2).setConstant(4);
    network.parameter("fc1.weight").value.row(1).segment(8, 4).setConstant(3); // of map 2
    ASSERT_TRUE(network.keepUnits(0, {0, 2}));
    const Links links(network);
    EXPECT_EQ(links.strength(0, 1, 0, 2), 4);
    EXPECT_EQ(links.strength(1, 3, 2, 1), 3);
}

TEST(Links, LeadNowhereIntoInputGates) {
    auto network = build("4-g-3-2");
    network.parameter("fc1.weight").value(2, 1) = 6;
    const Links links(network);
    EXPECT_FALSE(links.lead(0));
    EXPECT_EQ(links.strength(1, 4, 1, 2), 6);
}

TEST(UnitWeights, OfAMergedLayerAreGoneAndTheNextHasItsInputs) {
    auto network = build("16-9-3-2");
    network.dropDense(0);
    EXPECT_FALSE(unitWeights(network, {1, 4, 4}, 0, 0)) << "merged";
    const auto weights = unitWeights(network, {1, 4, 4}, 1, 0);
    ASSERT_TRUE(weights);
    EXPECT_EQ(weights->inputs, 16) << "it sees the image now";
    EXPECT_TRUE(weights->isImage());
}

TEST(Links, LeadPastAMergedLayer) {
    auto network = build("4-3-3-2");
    network.dropDense(0);
    network.parameter("fc2.weight").value.setConstant(7);
    const Links links(network);
    EXPECT_FALSE(links.lead(0)) << "nothing leads into what is gone";
    EXPECT_TRUE(links.lead(1));
    EXPECT_EQ(links.strength(1, 4, 3, 2), 7);
}

TEST(Links, OfNoNetworkLeadNowhere) {
    const Links links;
    EXPECT_FALSE(links.lead(0));
}

TEST(InputMap, OfAConvolutionHasAValueForEveryChannelOfTheInput) {
    auto network = build("2x4x4:3c3-2");
    network.parameter("conv1.weight").value.setZero();
    network.parameter("conv1.weight").value(1, 9) = 3; // the second channel
    const auto map = inputMap(network, {2, 4, 4});
    EXPECT_FALSE(map.gated);
    EXPECT_EQ(map.values.front(), 0);
    EXPECT_FLOAT_EQ(map.values.back(), 3);
    EXPECT_FLOAT_EQ(map.largest, 3);
    network.gates()[0]->width[1] = 0;
    EXPECT_EQ(inputMap(network, {2, 4, 4}).largest, 0) << "a closed map looks at nothing";
}

TEST(InputMap, ShowsGatesOfPixels) {
    auto network = build("16-g-3-2");
    network.gates()[0]->width[5] = 0.2f;
    ASSERT_TRUE(network.keepUnits(0, {0, 5, 6}));
    const auto map = inputMap(network, {1, 4, 4});
    EXPECT_TRUE(map.gated);
    EXPECT_EQ(map.layer, 0);
    EXPECT_EQ(map.alive, 2);
    EXPECT_EQ(map.values[0], 1);
    EXPECT_EQ(map.values[5], 0.2f);
    EXPECT_EQ(map.values[1], 0);
    EXPECT_EQ(map.shape, (Shape{1, 4, 4}));
}

TEST(InputMap, ShowsNormsWithoutGates) {
    auto network = build("4-2-2");
    network.parameter("fc1.weight").value << 3, 0, 1, 1, 4, 0, 1, 2;
    auto map = inputMap(network, {4});
    EXPECT_FALSE(map.gated);
    EXPECT_FLOAT_EQ(map.values[0], 5);
    EXPECT_EQ(map.alive, 3) << "nothing depends on the second";
    network.gates()[0]->width[1] = 0;
    map = inputMap(network, {4});
    EXPECT_FLOAT_EQ(map.values[0], 3) << "closed units do not count";
}

} // namespace
} // namespace tristate::inspect
