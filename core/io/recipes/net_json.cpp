#include "core/io/recipes/net_json.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/graph_json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/nets.h"

namespace tristate::io {

namespace {

// --- nets as lists of layers, as former versions wrote them

std::string marksOf(ObjectReader& fields) {
    bool batchNorm = false, fixed = false;
    double slope = 0;
    fields.read("batchNorm", batchNorm);
    fields.read("fixed", fixed);
    fields.read("slope", slope);
    const graph::Relu relu{.slope = static_cast<float>(slope), .fixed = fixed};
    return (batchNorm ? "b" : "") + graph::toString(graph::Operation(relu)).substr(1); // without its "r"
}

/// A number that is read as `what`.
std::string numberText(ObjectReader& fields, const char* key, int usual, const char* mark) {
    int value = usual;
    fields.read(key, value);
    return value == usual && *mark ? "" : mark + std::to_string(value);
}

std::string layerText(const Json& json, const std::string& where, const std::string& path) {
    enum class Kind { Dense, Conv, MaxPool, AveragePool, Dropout, InputGates };
    ObjectReader fields(json, where, path);
    fields.require("type");
    Kind kind{};
    fields.read("type", kind,
                {{Kind::Dense, "dense"},
                 {Kind::Conv, "conv"},
                 {Kind::MaxPool, "maxPool"},
                 {Kind::AveragePool, "averagePool"},
                 {Kind::Dropout, "dropout"},
                 {Kind::InputGates, "inputGates"}});
    std::string text;
    switch (kind) {
    case Kind::Dense:
        text = numberText(fields, "units", 0, "") + marksOf(fields);
        break;
    case Kind::Conv:
        text = numberText(fields, "maps", 0, "") + "c" + numberText(fields, "kernel", 0, "") +
               numberText(fields, "stride", 1, "s") + numberText(fields, "padding", 0, "+") + marksOf(fields);
        break;
    case Kind::MaxPool:
    case Kind::AveragePool: {
        int size = 0;
        fields.read("size", size);
        text = (kind == Kind::MaxPool ? "p" : "a") + std::to_string(size) +
               numberText(fields, "stride", size, "s");
        break;
    }
    case Kind::Dropout:
        text = "d" + numberText(fields, "percent", 0, "");
        break;
    case Kind::InputGates:
        text = "g";
        break;
    }
    fields.done();
    return text;
}

/// [784] or [1, 28, 28].
Shape readShape(ObjectReader& fields) {
    const Json& json = fields.require("input");
    const auto isSize = [](const Json& size) {
        return size.is_number_integer() && std::in_range<int>(size.get<std::int64_t>());
    };
    if (!json.is_array() || (json.size() != 1 && json.size() != 3) ||
        !std::all_of(json.begin(), json.end(), isSize))
        fields.fail("input", json, Message(say::kNetInput));
    if (json.size() == 1) return {json[0].get<int>()};
    return {json[0].get<int>(), json[1].get<int>(), json[2].get<int>()};
}

/// Each entry of a list, and its path.
template <class Use>
void forEachEntry(ObjectReader& fields, const char* key, Use use) {
    const Json& list = fields.require(key);
    if (!list.is_array()) fields.fail(key, list, Message(say::kLayerList));
    for (std::size_t i = 0; i < list.size(); ++i)
        use(list[i], fields.pathOf(key) + "[" + std::to_string(i) + "]");
}

graph::Graph readLayers(ObjectReader& fields, const std::string& where) {
    const Shape input = readShape(fields);
    std::string text = toString(input);
    char separator = input.isFlat() ? '-' : ':';
    forEachEntry(fields, "layers", [&](const Json& layer, const std::string& path) {
        text += separator + layerText(layer, where, path);
        separator = '-';
    });
    fields.done();
    return graph::parseGraph(text);
}

graph::Node readNode(const Json& json, const std::string& where, const std::string& path, int number) {
    ObjectReader fields(json, where, path);
    const Json& name = fields.require("operation");
    const auto operation = name.is_string() ? graph::parseOperation(name.get<std::string>()) : std::nullopt;
    if (!operation) fields.fail("operation", name, Message(say::kOperationText));
    graph::Node node{*operation, {number - 1}};
    if (const Json* inputs = fields.find("inputs")) {
        const auto isNode = [number](const Json& from) {
            return from.is_number_integer() && from >= graph::kInput && from < number;
        };
        if (!inputs->is_array() || !std::all_of(inputs->begin(), inputs->end(), isNode))
            fields.fail("inputs", *inputs, Message(say::kNodesBefore, number));
        node.inputs = inputs->get<std::vector<int>>();
    }
    fields.done();
    return node;
}

graph::Graph readNodes(ObjectReader& fields, const std::string& where) {
    graph::Graph graph{readShape(fields), {}};
    forEachEntry(fields, "nodes", [&](const Json& node, const std::string& path) {
        graph.nodes.push_back(readNode(node, where, path, static_cast<int>(graph.nodes.size())));
    });
    fields.done();
    graph::validate(graph);
    return graph;
}

} // namespace

Json toJson(const graph::Graph& graph) {
    const std::string text = graph::toString(graph);
    if (!text.ends_with('>')) return text;
    Json nodes = Json::array();
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Json node{{"operation", graph::toString(graph.nodes[i].operation)}};
        if (graph.nodes[i].inputs != std::vector<int>{static_cast<int>(i) - 1})
            node["inputs"] = graph.nodes[i].inputs;
        nodes.push_back(std::move(node));
    }
    return {{"input", inputToJson(graph.input)}, {"nodes", std::move(nodes)}};
}

graph::Graph readNet(const Json& json, const std::string& where, const std::string& path) {
    try {
        if (json.is_string()) return graph::parseGraph(json.get<std::string>());
    } catch (const Error& error) {
        throw Error(say::kOfThing, where, error.message());
    }
    if (!json.is_object())
        throw Error(say::kOfThing, where,
                    Message(say::kFieldIs, path, json.is_number() ? dumpJson(json, -1) : json.type_name(),
                            Message(say::kNetSpecOrObject)));
    ObjectReader fields(json, where, path);
    const bool isGraph = fields.find("nodes") != nullptr;
    try {
        return isGraph ? readNodes(fields, where) : readLayers(fields, where);
    } catch (const Error& error) {
        if (!error.message().is(say::kNetSpec)) throw;
        throw Error(say::kOfThing, where, error.message());
    }
}

} // namespace tristate::io
