#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/nn/size.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>
#include <utility>

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

// No writable pointer comes out of a const network.
using Const = const Network&;
static_assert(std::is_same_v<decltype(std::declval<Const>().layers()[0]), const Layer<float>*>);
static_assert(std::is_same_v<decltype(std::declval<Const>().stages()), std::vector<ConstStage<float>>>);
static_assert(std::is_same_v<decltype(std::declval<Const>().gates()), std::vector<const Gates<float>*>>);
static_assert(
    std::is_same_v<decltype(std::declval<Const>().parameters()), std::vector<const Parameter<float>*>>);
static_assert(
    std::is_same_v<decltype(std::declval<Const>().buffers()), std::vector<const Parameter<float>*>>);

Network makeNetwork(const char* spec, std::uint64_t seed) {
    Rng rng(seed);
    return Network(graph::parseGraph(spec), rng);
}

TEST(Sizes, OfCaffeNetWithItsGroupsAreThoseOfThePaper) {
    const graph::Graph caffeNet = graph::parseGraph("3x227x227:96c11s4-p3s2-lrn5-256c5+2g2-p3s2-lrn5-384c3+1-"
                                                    "384c3+1g2-256c3+1g2-p3s2-4096-d50-4096-d50-1000");
    EXPECT_EQ(totalParameters(sizes(caffeNet)), 60'965'224);
}

TEST(Network, HasATriStateReluBehindEveryWeightLayerButTheLast) {
    const Network network = makeNetwork("784-300-100-10", 1);
    ASSERT_EQ(network.stages().size(), 3u);
    EXPECT_EQ(network.stages()[0].gates->units(), 300);
    EXPECT_EQ(network.stages()[1].gates->units(), 100);
    EXPECT_EQ(network.stages()[2].gates, nullptr);
    EXPECT_EQ(totalParameters(sizes(network.graph())), 266610);
    EXPECT_EQ(network.stages()[1].weights->weight.name, "fc2.weight");
}

TEST(Network, IsAValue) {
    Network network = makeNetwork("8-6-3", 1);
    const Network copy = network;
    EXPECT_EQ(copy.signature(), network.signature());
    network.parameter("fc1.weight").value(0, 0) += 1;
    EXPECT_NE(copy.signature(), network.signature());
    network = copy;
    EXPECT_EQ(copy.signature(), network.signature());
}

TEST(Network, SignatureSeesGates) {
    Network network = makeNetwork("8-6-3", 1);
    const std::string before = network.signature();
    network.gates()[0]->width[3] = 0.75f;
    EXPECT_NE(network.signature(), before);
}

TEST(Network, WeightsFollowHesNormalDistribution) {
    const Network network = makeNetwork("784-300-10", 5);
    const auto& weight = network.stages()[0].weights->weight.value;
    const float mean = weight.mean();
    EXPECT_NEAR(mean, 0, 1e-3);
    EXPECT_NEAR(std::sqrt((weight - mean).square().mean()), std::sqrt(2.0 / 784), 1e-3);
}

TEST(Network, RefusesWhatCannotBeLeftOfIt) {
    const auto refusal = [](const char* spec, const UnitsLeft& left) -> std::string {
        try {
            Network(graph::parseGraph(spec), left);
        } catch (const Error& error) {
            return error.what();
        }
        return "no error";
    };
    using Units = std::vector<int>;
    EXPECT_EQ(refusal("8-6-5-3", {Units{0, 5}, Units{4}}), "no error");
    EXPECT_EQ(refusal("8-6-5-3", {std::nullopt, std::nullopt}), "no error");
    EXPECT_EQ(refusal("8-6-5-3", {Units{0, 6}, Units{4}}),
              "gates 1 hold unit 6, expected rising indices below 6");
    EXPECT_EQ(refusal("8-6-5-3", {Units{0}, Units{4, 4}}),
              "gates 2 hold unit 4, expected rising indices below 5");
    EXPECT_EQ(refusal("8-6-5-3", {Units{-1}, Units{4}}),
              "gates 1 hold unit -1, expected rising indices below 6");
    EXPECT_EQ(refusal("8-6-5-3", {Units{}, Units{4}}), "gates 1 have no unit left, expected at least one");
    EXPECT_EQ(refusal("8-6-5-3", {Units{0}}), "gates 2 are missing");
    EXPECT_EQ(refusal("8-6-3", {Units{0}, Units{4}}), "gates 2 are of no layer");
    const std::string cannotBeMerged =
        "gates 1 are missing, but only a dense layer right before another one can be merged";
    for (const char* spec : {"8-6b-3", "8-6-d50-3", "1x3x3:2c2-3", "8-g-3"})
        EXPECT_EQ(refusal(spec, {std::nullopt}), cannotBeMerged) << spec;
    EXPECT_EQ(refusal("1x3x3:2c2-g-3", {Units{1}, Units{3, 4}}),
              "gates 2 hold value 3, but its feature map is gone");
}

TEST(Network, DroppingClosedUnitsChangesNoLogit) {
    const graph::Graph spec = graph::parseGraph("30-21-17-5");
    Rng rng(9);
    Network network(spec, rng);
    std::vector<std::vector<int>> kept(2);
    for (int layer = 0; layer < 2; ++layer) {
        auto& gates = *network.gates()[static_cast<std::size_t>(layer)];
        for (int unit = 0; unit < gates.units(); ++unit) {
            const bool open = rng.uniform() < 0.5;
            gates.width[unit] = open ? 0.9f : 0.2f;
            if (open) kept[static_cast<std::size_t>(layer)].push_back(unit);
        }
    }
    const test::RandomBatch<float> batch(spec, 40, 2);
    test::NetworkRunner<float> runner(batch);
    const auto before = runner.logits(network);
    network.keepUnits(0, kept[0]);
    network.keepUnits(1, kept[1]);
    EXPECT_THAT(runner.logits(network), Pointwise(FloatNear(1e-6f), before));
    EXPECT_EQ(network.parameter("fc2.weight").value.cols(), static_cast<Eigen::Index>(kept[0].size()));
}

TEST(Network, PutsTheGatesOfAConvolutionBehindItsPooling) {
    const Network network = makeNetwork("1x28x28:20c5-p2-50c5-p2-500-10", 1);
    ASSERT_EQ(network.stages().size(), 4u);
    EXPECT_EQ(network.layers()[network.placeOf(*network.stages()[0].gates).layer]->inputShape(),
              (Shape{20, 12, 12}));
    EXPECT_FALSE(network.stages()[0].gates->depthLearnable) << "max-pooling comes before it";
    EXPECT_TRUE(network.stages()[2].gates->depthLearnable);
    EXPECT_EQ(totalParameters(sizes(network.graph())), 431080);
}

TEST(Network, DroppingFeatureMapsDropsTheirColumnsBehindTheFlatten) {
    Network network = makeNetwork("1x8x8:5c3-p2-7-3", 1);
    EXPECT_EQ(network.parameter("fc1.weight").value.cols(), 5 * 9);
    network.keepUnits(0, {1, 4});
    EXPECT_EQ(network.parameter("conv1.weight").value.rows(), 2);
    EXPECT_EQ(network.parameter("fc1.weight").value.cols(), 2 * 9);
    EXPECT_EQ(openSizes(network)[0].flops, 2LL * 2 * 9 * 36);
}

TEST(Network, GivesParametersAndLayersByName) {
    Network network = makeNetwork("1x8x8:5c3b-p2-g-7-3", 1);
    EXPECT_EQ(&network.parameter("conv1.weight"), &network.stages()[0].weights->weight);
    EXPECT_EQ(&network.parameter("fc2.bias"), &network.stages()[3].weights->bias);
    EXPECT_EQ(network.stages()[0].weights->kernel(), 3);
    EXPECT_EQ(network.stages()[2].weights->kernel(), 0) << "a dense layer";
    EXPECT_TRUE(network.stages()[1].gates->isInput);
    EXPECT_FALSE(network.stages()[2].gates->isInput);
}

TEST(Network, SpreadsThePooledGradientAsIfItWereStored) {
    for (const char* spec : {"1x12x12:7c3-p2-5", "2x11x11:6c4-p3s2-5"}) {
        Network network = makeNetwork(spec, 3);
        const test::RandomBatch<float> batch(network.graph(), 40, 4);
        test::NetworkRunner<float> runner(batch);
        runner.gradients(network);
        auto& conv = *network.layers()[0]->asWeights();
        const auto& pool = *network.layers()[1];
        const auto& tapes = runner.workspace().tapes;
        EXPECT_EQ(tapes[0].behind.layer, &pool);
        EXPECT_EQ(tapes[0].outputGradient.features(), 0);
        const auto weights = conv.weight.gradient, biases = conv.bias.gradient;

        Tape<float> stored;
        stored.outputGradient.resize(conv.outputShape().features(), tapes[1].output.groups());
        Tape<float> ofPool;
        ofPool.largestAt = tapes[1].largestAt;
        ofPool.outputGradient.resize(pool.outputShape().features(), tapes[1].output.groups());
        for (int g = 0; g < tapes[1].output.groups(); ++g)
            ofPool.outputGradient.map(g) = tapes[1].outputGradient.map(g);
        pool.backward(tapes[0].output, ofPool, &stored.outputGradient, {0, tapes[1].output.groups()});
        for (int block = 0; block < conv.gradientBlocks(); ++block)
            conv.gradient(runner.workspace().input, stored, block);
        EXPECT_TRUE((conv.weight.gradient == weights).all()) << spec;
        EXPECT_TRUE((conv.bias.gradient == biases).all()) << spec;
    }
}

TEST(NetworkSize, CountsWhatIsOpen) {
    Network network = makeNetwork("10-4-3-2", 1);
    network.gates()[0]->width[1] = 0;
    network.gates()[1]->width[0] = 0.4f;
    EXPECT_THAT(openUnits(network), ElementsAre(3, 2));
    const auto open = openSizes(network);
    EXPECT_EQ(open[0].parameters, 3 * 10 + 3);
    EXPECT_EQ(open[1].parameters, 2 * 3 + 2);
    EXPECT_EQ(open[2].parameters, 2 * 2 + 2);
    EXPECT_EQ(totalFlops(open), 2 * (30 + 6 + 4));
}

} // namespace
} // namespace tristate::nn
