#include "core/io/export/compiled_source.h"
#include "core/io/formats/c/c_source.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;
using testing::Not;

namespace {

TEST(CSourceText, IsSelfContainedAndWritesNoGlobal) {
    Rng rng(1);
    const std::string source = toCSource(randomConvNetwork(rng), {{"labels", R"(["a","b"])"}});
    EXPECT_THAT(source, HasSubstr("\n#define PREDICT_INPUTS 286\n#define PREDICT_OUTPUTS 4\n"));
    EXPECT_THAT(source, HasSubstr("\nvoid predict(const float *input, float *logits);\n"));
    EXPECT_THAT(source, HasSubstr(R"( * labels: "[\"a\",\"b\"]")"));
    for (const char* word : {"#include", "malloc", "printf", "$"}) EXPECT_THAT(source, Not(HasSubstr(word)));
    for (const char* name : {"conv1_weight", "conv2_bias", "fc1_weight", "fc2_bias"})
        EXPECT_THAT(source, HasSubstr(std::string("static const float ") + name + "["));
    const std::regex global(R"(\nstatic (?!const |void ))");
    EXPECT_FALSE(std::regex_search(source, global)) << "only constants and functions";
}

TEST(CSourceText, WhatCannotBeIsRefused) {
    Rng rng(2);
    const PlainNetwork large = chainOf(
        {1, 400, 400}, {randomConv(4, 1, 3, 1, 0, rng), graph::GlobalAverage{}, randomDense(2, 4, rng)});
    EXPECT_EQ(
        errorOf([&] { toCSource(large, {}); }),
        "the C source would need 2534480 bytes of stack for the values between layers, expected at most "
        "1048576");
    PlainNetwork infinite = chainOf({2, 1, 1}, {randomDense(3, 2, rng)});
    infinite.weights[0].weight(1, 1) = INFINITY;
    EXPECT_THAT(errorOf([&] { toCSource(infinite, {}); }), HasSubstr("not finite"));
    const PlainNetwork maps = chainOf({1, 8, 8}, {randomConv(4, 1, 3, 1, 0, rng)});
    EXPECT_THAT(errorOf([&] { toCSource(maps, {}); }), HasSubstr("ends in feature maps (4x6x6)"));
}

/// Values that nobody needs any more make room: of a chain never more than two lie side by side.
TEST(CSourceText, ValuesShareTheirMemory) {
    Rng rng(4);
    std::vector<PlainStep> layers;
    for (int i = 0; i < 6; ++i) layers.push_back(randomConv(4, i == 0 ? 2 : 4, 1, 1, 0, rng));
    layers.push_back(randomDense(3, 4 * 36, rng));
    PlainNetwork network = chainOf({2, 6, 6}, layers);
    const std::size_t maps = 4 * 36 * sizeof(float);
    EXPECT_EQ(cNeeds(network).stack, 2 * maps);
    EXPECT_THAT(toCSource(network, {}),
                HasSubstr("It takes " + std::to_string(2 * maps) + " bytes of stack"));

    PlainNetwork residual = chainOf({2, 6, 6}, {layers[0], layers[1], layers[2]});
    residual.append(graph::Add{}, {}, {0, 2});
    residual.append(graph::Relu{});
    residual.append(graph::Dense{3}, layers.back().weights);
    EXPECT_EQ(cNeeds(residual).stack, 3 * maps) << "the bypass waits while two others lie there";
}

TEST(CSourceText, APrefixIsANameInC) {
    Rng rng(5);
    const PlainNetwork network = randomDenseNetwork(rng);
    EXPECT_THAT(toCSource(network, {}, "net_1"),
                testing::AllOf(HasSubstr("\nvoid net_1_predict(const float *input, float *logits)\n{"),
                               HasSubstr("#define NET_1_PREDICT_INPUTS 23")));
    EXPECT_THAT(toCHeader(network, {}), Not(HasSubstr("restrict")));
    for (const char* prefix : {"1net", "a-b", "a b", "\xc3\xa4"})
        EXPECT_THAT(errorOf([&] { toCSource(network, {}, prefix); }), HasSubstr("is no name in C"));
}

TEST(CompiledSource, TellsTimesAndWhatTheCompilerRefuses) {
    Rng rng(3);
    const PlainNetwork network = randomDenseNetwork(rng);
    const auto compiled = CompiledSource::compile(toCSource(network, {}), 23, 5);
    if (!compiled) GTEST_SKIP() << "There is no C compiler.";
    const RowMatrix samples = randomSamples(3, network.graph.input, rng);
    EXPECT_LE((compiled->logits(samples) - predict(network, samples)).cwiseAbs().maxCoeff(), 1e-5f);
    EXPECT_GT(compiled->microseconds(samples.row(0)), 0);
    EXPECT_THAT(errorOf([] { CompiledSource::compile("int main", 1, 1); }),
                HasSubstr("refuses the source: error:"));
    EXPECT_THAT(errorOf([&] {
                    CompiledSource::compile("#include <stdlib.h>\nvoid predict(const float *input, float *"
                                            "logits) { *logits = *input; exit(3); }",
                                            23, 5)
                        ->logits(samples);
                }),
                HasSubstr("ends with code 3"));
}

TEST(CompiledSource, TellsTheTimeOfEveryLayer) {
    Rng rng(6);
    const PlainNetwork network = randomDenseNetwork(rng);
    const CMeasurable measurable = measurableC(network);
    EXPECT_EQ(measurable.needs.stack, cNeeds(network).stack);
    EXPECT_EQ(measurable.needs.constants, cNeeds(network).constants);
    EXPECT_GE(measurable.needs.constants, sizeof(float) * static_cast<std::size_t>(network.parameters()));
    EXPECT_THAT(toCSource(network, {}),
                HasSubstr(std::to_string(measurable.needs.constants) + " bytes of constants"));
    EXPECT_THAT(measurable.layers, testing::IsSupersetOf({"fc1", "fc2"}));
    const auto calls = static_cast<int>(measurable.layers.size());
    const auto compiled = CompiledSource::compile(measurable.source, 23, 5, "predict", calls);
    if (!compiled) GTEST_SKIP() << "There is no C compiler.";
    const auto times = compiled->microsecondsOfCalls(randomSamples(1, network.graph.input, rng), calls);
    ASSERT_EQ(times.size(), measurable.layers.size());
    double sum = 0;
    for (const double time : times) {
        EXPECT_GE(time, 0);
        sum += time;
    }
    const auto plain = CompiledSource::compile(toCSource(network, {}), 23, 5);
    const double whole = plain->microseconds(randomSamples(1, network.graph.input, rng));
    EXPECT_LT(sum, 20 * whole + 20) << "what the clock takes is not counted";
}

TEST(CompiledSource, IsNullWithoutACompiler) {
    const std::string path = std::getenv("PATH");
    setenv("PATH", "/nowhere", 1);
    EXPECT_EQ(CompiledSource::compile("", 1, 1), nullptr);
    setenv("PATH", path.c_str(), 1);
}

} // namespace
