#include "core/io/files/json.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// The two parts of a file, for tests to look into and to change.
struct Parts {
    Json header;
    std::string data;
};

Parts split(const std::string& bytes) {
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    return {Json::parse(bytes.substr(sizeof size, size)), bytes.substr(sizeof size + size)};
}

std::string join(const std::string& header, const std::string& data) {
    const std::uint64_t size = header.size();
    return std::string(reinterpret_cast<const char*>(&size), sizeof size) + header + data;
}

void expectSameNetwork(const PlainNetwork& found, const PlainNetwork& expected, Rng& rng) {
    EXPECT_EQ(found.keptUnits, expected.keptUnits);
    EXPECT_EQ(found.graph, expected.graph);
    const RowMatrix samples = randomSamples(30, expected.graph.input, rng);
    EXPECT_EQ(predict(found, samples), predict(expected, samples));
}

TEST(Safetensors, NetworksRoundTripExactly) {
    Rng rng(1);
    for (int i = 0; i < 3; ++i) {
        for (PlainNetwork network : {randomDenseNetwork(rng), randomConvNetwork(rng),
                                     randomSelectingNetwork(rng), randomBranchedNetwork(rng)}) {
            for (const int units : network.architecture())
                network.keptUnits.emplace_back(static_cast<std::size_t>(units), i);
            const SafetensorsModel back = fromSafetensors(toSafetensors(network, {{"seed", "7"}}), "file");
            expectSameNetwork(back.network, network, rng);
            EXPECT_EQ(back.metadata.at("seed"), "7");
        }
    }
}

TEST(Safetensors, FilesAreWhatOtherReadersExpect) {
    Rng rng(2);
    const PlainNetwork network = randomConvNetwork(rng);
    const std::string bytes = toSafetensors(network, {});
    const auto [header, data] = split(bytes);
    EXPECT_EQ((bytes.size() - data.size()) % 8, 0u) << "the arrays are aligned";
    std::vector<std::string> names;
    for (const auto& [name, entry] : header.items()) names.push_back(name);
    EXPECT_THAT(names, ElementsAre("__metadata__", "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias",
                                   "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"));
    EXPECT_EQ(header["conv1.weight"]["dtype"], "F32");
    EXPECT_EQ(header["conv1.weight"]["shape"], Json({5, 2, 3, 3}));
    EXPECT_EQ(header["conv1.weight"]["data_offsets"], Json({0, 360}));
    EXPECT_EQ(header["fc1.weight"]["shape"], Json({11, 12}));
    EXPECT_EQ(header["fc2.bias"]["data_offsets"][1], data.size());
    for (const auto& [key, value] : header["__metadata__"].items()) EXPECT_TRUE(value.is_string()) << key;
    EXPECT_EQ(std::memcmp(data.data(), network.weights[0].weight.data(), 360), 0);
}

TEST(Safetensors, WeightsOfOthersAreReadForASpec) {
    Rng rng(3);
    const PlainNetwork network =
        chainOf({1, 12, 12}, {randomConv(4, 1, 5, 1, 0, rng), graph::Pool{2, 2}, graph::Relu{},
                              randomDense(6, 64, rng), graph::Relu{0.2f}, randomDense(3, 6, rng)});
    auto [header, data] = split(toSafetensors(network, {}));
    header.erase("__metadata__");
    const std::string bytes = join(header.dump(), data);
    const auto readFor = [&](const char* spec) {
        return fromSafetensors(bytes, "file", graph::parseGraph(spec)).network;
    };
    expectSameNetwork(readFor("1x12x12:4c5-p2-6l0.2-3"), network, rng);
    EXPECT_THAT(errorOf([&] { fromSafetensors(bytes, "file"); }), HasSubstr("does not tell its layers"));
    EXPECT_EQ(errorOf([&] { readFor("1x12x12:4c5-p2-7-3"); }),
              "file: no array of shape [7x64] is left for fc1 of the net 1x12x12:4c5-p2-7-3; the file holds "
              "conv1.bias [4], conv1.weight [4x1x5x5], fc1.bias [6], fc1.weight [6x64], fc2.bias [3], "
              "fc2.weight [3x6]");
    EXPECT_THAT(errorOf([&] { readFor("1x12x12:4c5-p2-3"); }), HasSubstr("no array of shape [3x64]"));
    EXPECT_THAT(errorOf([&] { readFor("1x12x12:4c5-p2-6-3-2"); }), HasSubstr("[2x3] is left for fc3"));
    EXPECT_THAT(errorOf([&] { readFor("1x12x12:4c5b-p2-6-3"); }), HasSubstr("[4] is left for conv1.bn"));
}

/// Bytes of a file with these arrays of floats; `value` gives the numbers of each.
std::string fileOf(const std::vector<std::pair<std::string, std::vector<int>>>& arrays,
                   const std::function<float(const std::string& name, int index)>& value) {
    Json header = Json::object();
    std::string data;
    for (const auto& [name, shape] : arrays) {
        int count = 1;
        for (const int size : shape) count *= size;
        const std::size_t begin = data.size();
        for (int i = 0; i < count; ++i) {
            const float number = value(name, i);
            data.append(reinterpret_cast<const char*>(&number), sizeof number);
        }
        header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, data.size()}}};
    }
    return join(header.dump(), data);
}

PlainNetwork readFor(const std::string& bytes, const char* spec) {
    return fromSafetensors(bytes, "file", graph::parseGraph(spec)).network;
}

TEST(Safetensors, NamesOfOthersCountForTheirOrder) {
    const auto value = [](const std::string& name, int) {
        return name.find("10") != name.npos ? 2.0f : 1.0f;
    };
    // as a dictionary sorts them, the tenth layer before the second
    const std::string bytes =
        fileOf({{"net.10.weight", {3, 3}}, {"net.2.bias", {3}}, {"net.2.weight", {3, 3}}}, value);
    const PlainNetwork network = readFor(bytes, "3-3-3");
    EXPECT_EQ(network.weights[0].weight(0, 0), 1);
    EXPECT_EQ(network.weights[0].bias[0], 1);
    EXPECT_EQ(network.weights[2].weight(0, 0), 2);
    EXPECT_EQ(network.weights[2].bias[0], 0) << "there is none";
    EXPECT_THAT(
        errorOf([&] { readFor(bytes, "3-3"); }),
        HasSubstr("array 'net.10.weight' belongs to no layer of the net 3-3; the file holds net.10."));
}

TEST(Safetensors, RunningAveragesBecomePartOfTheWeights) {
    const auto value = [](const std::string& name, int) {
        if (name.ends_with("running_mean")) return 0.5f;
        if (name.ends_with("running_var")) return 4.0f;
        return name.starts_with("bn") ? 3.0f : 1.0f;
    };
    const std::string bytes = fileOf({{"bn1.bias", {2}},
                                      {"bn1.num_batches_tracked", {}},
                                      {"bn1.running_mean", {2}},
                                      {"bn1.running_var", {2}},
                                      {"bn1.weight", {2}},
                                      {"fc1.bias", {2}},
                                      {"fc1.weight", {2, 5}},
                                      {"fc2.weight", {4, 2}}},
                                     value);
    for (const char* spec : {"5-2-4", "5-2b-4"}) {
        const PlainNetwork network = readFor(bytes, spec);
        EXPECT_NEAR(network.weights[0].weight(1, 3), 1.5, 1e-5) << spec;
        EXPECT_NEAR(network.weights[0].bias[1], 1.5 * (1 - 0.5) + 3, 1e-5) << spec;
        EXPECT_EQ(network.weights[2].weight(0, 0), 1);
    }
}

TEST(Safetensors, NumbersOf16BitsAreRead) {
    auto [header, data] = split(fileOf({{"a.weight", {2, 3}}}, [](auto&, int i) { return float(i); }));
    const std::uint16_t halves[] = {0x3c00, 0xc000, 0, 0x3800, 0x4200, 0x3c00};
    header["a.weight"]["dtype"] = "F16";
    header["a.weight"]["data_offsets"] = {0, sizeof halves};
    const std::string bytes(reinterpret_cast<const char*>(halves), sizeof halves);
    RowMatrix expected(2, 3);
    expected << 1, -2, 0, 0.5f, 3, 1;
    EXPECT_EQ(readFor(join(header.dump(), bytes), "3-2").weights[0].weight, expected);
    header["a.weight"]["dtype"] = "I16";
    const std::string whole = join(header.dump(), bytes);
    EXPECT_THAT(errorOf([&] { readFor(whole, "3-2"); }),
                HasSubstr("is of type 'I16', expected F32, F16, BF16 or F64"));
}

/// A valid file that a test changes before it is read.
class DamagedSafetensors : public testing::Test {
protected:
    std::string errorAfter(const std::function<void(Parts&)>& change) {
        Parts parts = split(m_bytes);
        change(parts);
        return errorOf([&] { fromSafetensors(join(parts.header.dump(), parts.data), "file"); });
    }
    static std::string errorOfBytes(const std::string& bytes) {
        return errorOf([&] { fromSafetensors(bytes, "file"); });
    }

    Rng m_rng{4};
    std::string m_bytes = toSafetensors(randomDenseNetwork(m_rng), {});
};

TEST_F(DamagedSafetensors, UnchangedItReads) {
    EXPECT_EQ(errorAfter([](Parts&) {}), "no error");
}

TEST_F(DamagedSafetensors, EveryCutIsFound) {
    for (std::size_t size = 0; size < m_bytes.size(); size += 7)
        EXPECT_NE(errorOfBytes(m_bytes.substr(0, size)), "no error") << size;
}

TEST_F(DamagedSafetensors, RandomChangesAreReadOrRefusedInOneSentence) {
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = m_bytes;
        const std::size_t head = std::min<std::size_t>(bytes.size(), i % 2 ? 1200 : bytes.size());
        for (int change = 0; change < 1 + i % 3; ++change)
            bytes[m_rng.below(head)] = static_cast<char>(m_rng.below(256));
        refused += errorOfBytes(bytes) != "no error" ? 1 : 0; // any other exception fails the test
    }
    EXPECT_GT(refused, 1000);
}

TEST_F(DamagedSafetensors, AHeaderTooLargeIsRefusedBeforeAnythingIsRead) {
    std::string bytes = m_bytes;
    for (const std::uint64_t size :
         {std::uint64_t{1} << 63, std::uint64_t{200'000'000}, m_bytes.size() - 7}) {
        std::memcpy(bytes.data(), &size, sizeof size);
        EXPECT_THAT(errorOfBytes(bytes), HasSubstr("its header has " + std::to_string(size) + " bytes"));
    }
    EXPECT_EQ(errorOfBytes("1234"), "file: cut short after 4 bytes");
    EXPECT_THAT(errorOfBytes(join("[1]", "")), HasSubstr("does not begin with '{'"));
    EXPECT_THAT(errorOfBytes(join("{\"a\":", "")), HasSubstr("not JSON"));
}

TEST_F(DamagedSafetensors, GapsAndOverlapsAreRefused) {
    EXPECT_EQ(errorAfter([](Parts& parts) { parts.data += "more"; }),
              "file: the arrays end at 2296, but there are 2300 bytes of data");
    EXPECT_THAT(errorAfter([](Parts& parts) {
                    parts.header["fc1.bias"]["data_offsets"] = {1560, 1628};
                }),
                HasSubstr("array 'fc1.bias' begins at 1560, expected 1564, without gap or overlap"));
    EXPECT_THAT(errorAfter([](Parts& parts) { parts.header.erase("fc1.bias"); }),
                HasSubstr("array 'fc2.weight' begins at 1632, expected 1564"));
}

TEST_F(DamagedSafetensors, EntriesThatCannotBeAreRefused) {
    const auto with = [this](const char* key, const Json& value) {
        return errorAfter([&](Parts& parts) { parts.header["fc1.weight"][key] = value; });
    };
    EXPECT_THAT(with("dtype", "F16"), HasSubstr("has 1564 bytes, but [17x23] takes 782"));
    EXPECT_THAT(with("dtype", "F31"), HasSubstr("is of type 'F31', expected F32"));
    EXPECT_THAT(with("shape", {17, 22}), HasSubstr("has 1564 bytes, but [17x22] takes 1496"));
    EXPECT_THAT(with("shape", {std::uint64_t{1} << 62, 4}), HasSubstr("has the size 4611686018427387904"));
    EXPECT_THAT(with("shape", {0, 23}), HasSubstr("has the size 0"));
    EXPECT_THAT(with("shape", {-17, -23}), HasSubstr("has the size -17"));
    EXPECT_THAT(with("shape", Json::array()), HasSubstr("has 1564 bytes, but [] takes 4"));
    EXPECT_THAT(with("data_offsets", {0, 1u << 30}), HasSubstr("within the 2296 bytes of data"));
    EXPECT_THAT(with("data_offsets", {1564, 0}), HasSubstr("[begin, end]"));
    EXPECT_THAT(with("colour", 1), HasSubstr("unknown key array 'fc1.weight'.colour"));
}

TEST_F(DamagedSafetensors, ArraysAndLayersMustAgree) {
    const auto withLayers = [this](const std::function<void(Json&)>& change) {
        return errorAfter([&](Parts& parts) {
            Json chain = Json::parse(parts.header["__metadata__"]["layers"].get<std::string>());
            change(chain);
            parts.header["__metadata__"]["layers"] = chain.dump();
        });
    };
    EXPECT_THAT(withLayers([](Json& chain) { chain["layers"].erase(0); }), HasSubstr("has 7x17 weights"));
    EXPECT_THAT(withLayers([](Json& chain) { chain["layers"][0]["name"] = "fc9"; }),
                HasSubstr("array 'fc9.weight' is missing"));
    EXPECT_THAT(withLayers([](Json& chain) { chain["layers"][2]["name"] = "fc1"; }),
                HasSubstr("array 'fc1.weight' is missing, or belongs to two layers"));
    EXPECT_THAT(withLayers([](Json& chain) {
                    chain["input"] = {1 << 20, 1 << 20, 1 << 20};
                }),
                HasSubstr("with at most 16777216 values"));
    EXPECT_THAT(withLayers([](Json& chain) { chain["layers"][1]["type"] = "tanh"; }), HasSubstr("tanh"));
    EXPECT_THAT(withLayers([](Json& chain) {
                    chain["keptUnits"] = {{1, 2}};
                }),
                HasSubstr("keptUnits does not fit the network"));
    EXPECT_THAT(errorAfter([](Parts& parts) { parts.header["__metadata__"]["seed"] = 7; }),
                HasSubstr("__metadata__.seed is 7, expected a text"));
    const float infinite = std::numeric_limits<float>::infinity();
    EXPECT_THAT(errorAfter([&](Parts& parts) { std::memcpy(parts.data.data(), &infinite, sizeof infinite); }),
                HasSubstr("a weight is not finite"));
}

} // namespace
