#include "core/io/files/float_text.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/plain_json.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <functional>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

/// The weights of all layers one after the other, to be compared bit for bit.
std::vector<float> weightsOf(const PlainNetwork& network) {
    std::vector<float> all;
    for (const NodeWeights& node : network.weights) {
        all.insert(all.end(), node.weight.data(), node.weight.data() + node.weight.size());
        all.insert(all.end(), node.bias.data(), node.bias.data() + node.bias.size());
    }
    return all;
}

TEST(FloatText, ReadsBackAsTheSameFloat) {
    Rng rng(1);
    std::vector<float> values{0.0f,          -0.0f,           1.0f,           0.1f, 1e-45f,
                              3.4028235e38f, 1.17549435e-38f, -7.0385307e-26f};
    for (int i = 0; i < 100'000; ++i) {
        const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(rng.next()));
        if (std::isfinite(value)) values.push_back(value);
    }
    for (const float value : values) {
        const std::string text = floatText(value);
        EXPECT_EQ(std::strtof(text.c_str(), nullptr), value) << text;
        EXPECT_EQ(static_cast<float>(std::strtod(text.c_str(), nullptr)), value) << text;
    }
    EXPECT_EQ(floatText(0.1f), "0.1");
}

TEST(PlainJson, NetworksRoundTripExactly) {
    Rng rng(2);
    for (PlainNetwork network :
         {randomDenseNetwork(rng), randomConvNetwork(rng), randomSelectingNetwork(rng),
          randomBranchedNetwork(rng), randomBranchedNetwork(rng), randomBranchedNetwork(rng)}) {
        for (const int units : network.architecture())
            network.keptUnits.emplace_back(static_cast<std::size_t>(units), 3);
        const PlainJsonModel back = fromPlainJson(toPlainJson(network, {{"seed", "7"}}), "file");
        EXPECT_EQ(back.metadata, (Metadata{{"seed", "7"}}));
        EXPECT_EQ(back.network.graph, network.graph);
        EXPECT_EQ(back.network.keptUnits, network.keptUnits);
        EXPECT_EQ(weightsOf(back.network), weightsOf(network));
        const RowMatrix samples = randomSamples(30, network.graph.input, rng);
        EXPECT_EQ(predict(back.network, samples), predict(network, samples));
    }
}

TEST(PlainJson, WeightsAreNestedAsTheirShapes) {
    Rng rng(3);
    const PlainNetwork network = randomConvNetwork(rng);
    const Json json = Json::parse(toPlainJson(network, {}));
    const Json& layer = json["layers"][0];
    EXPECT_EQ(layer["name"], "conv1");
    EXPECT_EQ(layer["weight"].size(), 5u);
    EXPECT_EQ(layer["weight"][4][1][2][0].get<float>(), network.weights[0].weight(4, 1 * 9 + 2 * 3 + 0));
    EXPECT_EQ(json["layers"][6]["weight"][10][11].get<float>(), network.weights[6].weight(10, 11));
}

TEST(PlainJson, FilesOfTheFirstVersionAreRead) {
    const std::string text =
        R"({"format": "tristate-network", "version": 1, "input": [1, 2, 2], "keptUnits": [[4], [0]], "layers": [
            {"type": "conv", "name": "conv1", "stride": 1, "padding": 0, "weight": [[[[2]]]], "bias": [1]},
            {"type": "flatten"}, {"type": "select", "indices": [3, 0]},
            {"type": "dense", "name": "fc1", "weight": [[10, 1]], "bias": [0]}]})";
    const PlainNetwork network = fromPlainJson(text, "file").network;
    RowMatrix sample(1, 4);
    sample << 1, 2, 3, 4;
    EXPECT_EQ(predict(network, sample)(0, 0), 10 * 9 + 3);
    EXPECT_EQ(network.weights.size(), 3u);
}

TEST(PlainJson, InputsAreNodesBefore) {
    const auto errorWith = [](const char* inputs) {
        return errorOf([&] {
            fromPlainJson(
                std::string(R"({"format": "tristate-network", "version": 2, "input": [2], "layers": [
                {"type": "relu"}, {"type": "add", "inputs": )") +
                    inputs + "}]}",
                "file");
        });
    };
    EXPECT_EQ(errorWith("[0, -1]"), "no error");
    for (const char* inputs : {"[0, 1]", "[0, -2]", "[0.5]", "0", "[\"0\"]"})
        EXPECT_THAT(errorWith(inputs), HasSubstr("expected numbers from -1, the input, to below 1"))
            << inputs;
    EXPECT_THAT(errorWith("[]"), HasSubstr("layer 2 (add) has 0 inputs"));
    EXPECT_THAT(errorWith("[-1, -1]"), HasSubstr("layer 1 (r) feeds no other one"));
}

/// A valid file that a test changes before it is read.
class DamagedPlainJson : public testing::Test {
protected:
    std::string errorAfter(const std::function<void(Json&)>& change) {
        Json json = Json::parse(m_text);
        change(json);
        return errorOf([&] { fromPlainJson(json.dump(), "file"); });
    }

    Rng m_rng{4};
    std::string m_text = toPlainJson(randomDenseNetwork(m_rng), {});
};

TEST_F(DamagedPlainJson, EveryCutIsFound) {
    EXPECT_EQ(errorAfter([](Json&) {}), "no error");
    for (std::size_t size = 0; size + 3 < m_text.size(); size += 11)
        EXPECT_NE(errorOf([&] { fromPlainJson(m_text.substr(0, size), "file"); }), "no error") << size;
}

TEST_F(DamagedPlainJson, RandomChangesAreReadOrRefusedInOneSentence) {
    const std::string characters = "{}[],:\"0123456789.-e atnul";
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string text = m_text;
        text[m_rng.below(i % 2 ? 300 : text.size())] = characters[m_rng.below(characters.size())];
        refused += errorOf([&] { fromPlainJson(text, "file"); }) != "no error" ? 1 : 0;
    }
    EXPECT_GT(refused, 300);
}

TEST_F(DamagedPlainJson, WhatCannotBeIsNamed) {
    EXPECT_EQ(errorAfter([](Json& json) { json.erase("format"); }),
              "file: its format is '', expected tristate-network");
    EXPECT_THAT(errorAfter([](Json& json) { json["version"] = 3; }), HasSubstr("of version 3"));
    EXPECT_THAT(errorAfter([](Json& json) { json["metadata"]["a"] = 1; }), HasSubstr("metadata is 1"));
    EXPECT_THAT(errorAfter([](Json& json) { json["metadata"] = 1; }),
                HasSubstr("metadata is 1, expected an"));
    EXPECT_THAT(errorAfter([](Json& json) { json["more"] = 1; }), HasSubstr("unknown key more"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][1]["slope"] = 1; }),
                HasSubstr("unknown key layers[1].slope"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0]["weight"][3].erase(0); }),
                HasSubstr("layers[0].weight is array, expected lists of the same length, 23"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0]["weight"][3][1] = "0.5"; }),
                HasSubstr("layers[0].weight is \"0.5\", expected a number"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0]["weight"] = Json::array(); }),
                HasSubstr("none empty"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0]["bias"].erase(0); }),
                HasSubstr("the biases are [16], expected [17]"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0]["bias"][0] = 1e300; }),
                HasSubstr("not finite"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"][0].erase("weight"); }),
                HasSubstr("layers[0].weight is missing"));
    EXPECT_THAT(errorAfter([](Json& json) { json["layers"] = Json::array(); }), HasSubstr("has no layers"));
    EXPECT_THAT(errorOf([] {
                    PlainNetwork network = chainOf(
                        {1, 1, 1}, {PlainStep(graph::Dense{1}, {RowMatrix::Constant(1, 1, NAN), {}})});
                    network.weights[0].bias.setZero(1);
                    toPlainJson(network, {});
                }),
                HasSubstr("not finite"));
}

} // namespace
