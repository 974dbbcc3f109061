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
    const auto add = [&all](const auto& layer) {
        all.insert(all.end(), layer.weight.data(), layer.weight.data() + layer.weight.size());
        all.insert(all.end(), layer.bias.data(), layer.bias.data() + layer.bias.size());
    };
    for (const PlainLayer& layer : network.layers) {
        if (const auto* dense = std::get_if<PlainDense>(&layer)) add(*dense);
        if (const auto* conv = std::get_if<PlainConv>(&layer)) add(*conv);
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
         {randomDenseNetwork(rng), randomConvNetwork(rng), randomSelectingNetwork(rng)}) {
        for (const int units : network.architecture())
            network.keptUnits.emplace_back(static_cast<std::size_t>(units), 3);
        const PlainJsonModel back = fromPlainJson(toPlainJson(network, {{"seed", "7"}}), "file");
        EXPECT_EQ(back.metadata, (Metadata{{"seed", "7"}}));
        EXPECT_EQ(back.network.input, network.input);
        EXPECT_EQ(back.network.keptUnits, network.keptUnits);
        EXPECT_EQ(weightsOf(back.network), weightsOf(network));
        const RowMatrix samples = randomSamples(30, network.input, rng);
        EXPECT_EQ(predict(back.network, samples), predict(network, samples));
    }
}

TEST(PlainJson, WeightsAreNestedAsTheirShapes) {
    Rng rng(3);
    const PlainNetwork network = randomConvNetwork(rng);
    const Json json = Json::parse(toPlainJson(network, {}));
    const auto& conv = std::get<PlainConv>(network.layers[0]);
    const Json& layer = json["layers"][0];
    EXPECT_EQ(layer["name"], "conv1");
    EXPECT_EQ(layer["weight"].size(), 5u);
    EXPECT_EQ(layer["weight"][4][1][2][0].get<float>(), conv.weight(4, 1 * 9 + 2 * 3 + 0));
    EXPECT_EQ(json["layers"][7]["weight"][10][11].get<float>(),
              std::get<PlainDense>(network.layers[7]).weight(10, 11));
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
    EXPECT_THAT(errorAfter([](Json& json) { json["version"] = 2; }), HasSubstr("of version 2"));
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
                    PlainNetwork network{{1, 1, 1}, {PlainDense{RowMatrix::Constant(1, 1, NAN), {}}}, {}};
                    std::get<PlainDense>(network.layers[0]).bias.setZero(1);
                    toPlainJson(network, {});
                }),
                HasSubstr("not finite"));
}

} // namespace
