#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/net_json.h"
#include "tests/core/io/error_of.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;

namespace {

TEST(NetJson, RoundTripsEveryKindOfLayer) {
    for (const char* text : {"784-300-100-10", "1x28x28:20c5f-p2-50c5s2+1b-a3s2-d50-g-500bf-10",
                             "1x28x28:20c5l0.1-9bfl0.01-10"}) {
        const graph::Graph spec = graph::parseGraph(text);
        EXPECT_EQ(graph::toString(readNet(toJson(spec), "net.json", "net")), text);
    }
}

TEST(NetJson, WhatIsNotSaidIsAsInTheText) {
    const auto json =
        parseJson(R"({"input": [1, 28, 28], "layers": [{"type": "conv", "maps": 20, "kernel": 5},
        {"type": "maxPool", "size": 2}, {"type": "inputGates"}, {"type": "dense", "units": 10}]})",
                  "a");
    EXPECT_EQ(graph::toString(readNet(json, "a", "net")), "1x28x28:20c5-p2-g-10");
    EXPECT_EQ(graph::toString(readNet(Json("784-10"), "a", "net")), "784-10");
}

TEST(NetJson, ErrorsNameThePart) {
    const auto errorOfNet = [](const std::string& text) {
        return errorOf([&] { readNet(parseJson(text, "a.json"), "a.json", "net"); });
    };
    EXPECT_THAT(errorOfNet("[1]"), HasSubstr("a.json: net is array, expected a net spec"));
    EXPECT_THAT(errorOfNet(R"({"layers": []})"), HasSubstr("net.input is missing"));
    EXPECT_THAT(errorOfNet(R"({"input": [1, 28], "layers": []})"),
                HasSubstr("net.input is [1,28], expected"));
    EXPECT_THAT(errorOfNet(R"({"input": [4], "layers": [{"type": "lstm"}]})"),
                HasSubstr("net.layers[0].type is \"lstm\", expected one of dense, conv"));
    EXPECT_THAT(errorOfNet(R"({"input": [4], "layers": [{"type": "dense", "unit": 3}]})"),
                HasSubstr("unknown key net.layers[0].unit"));
    EXPECT_THAT(errorOfNet(R"({"input": [4], "layers": [{"type": "dense"}]})"),
                HasSubstr("layer 1 has 0 units"));
    EXPECT_THAT(
        errorOfNet(
            R"({"input": [4], "layers": [{"type": "dense", "units": 3, "slope": 2}, {"type": "dense", "units": 3}]})"),
        HasSubstr("layer 1 has a slope of 2 below"));
    EXPECT_THAT(errorOfNet(R"("784-x")"), HasSubstr("a.json: net spec '784-x'"));
}

TEST(NetJson, IsReadFromAFile) {
    const test::TempDir folder;
    test::store(folder / "net.json", R"({"input": [784], "layers": [{"type": "dense", "units": 10}]})");
    EXPECT_EQ(graph::toString(netFromFile(folder / "net.json")), "784-10");
    EXPECT_THAT(errorOf([&] { netFromFile(folder / "none.json"); }), HasSubstr("none.json"));
}

} // namespace
