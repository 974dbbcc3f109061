#include "core/io/formats/json/graph_json.h"

#include <utility>

namespace tristate::io {

namespace {

/// Keys that old readers do not know are left out where they say what was always so.
template <class T>
void addUnless(Json& json, const char* key, const T& value, const T& usual) {
    if (value != usual) json[key] = value;
}

template <class Kind>
Json kernelToJson(const char* type, const Kind& kind) {
    Json json{{"type", type}, {"stride", kind.stride}, {"padding", kind.padding}};
    addUnless(json, "dilation", kind.dilation, 1);
    return json;
}

Json toJson(const graph::Dense&) {
    return {{"type", "dense"}};
}
Json toJson(const graph::Conv& conv) {
    Json json = kernelToJson("conv", conv);
    addUnless(json, "groups", conv.groups, 1);
    return json;
}
Json toJson(const graph::Depthwise& depthwise) {
    return kernelToJson("depthwise", depthwise);
}
Json toJson(const graph::Relu& relu) {
    Json json{{"type", relu.slope == 0 ? "relu" : "leakyRelu"}};
    addUnless(json, "slope", relu.slope, 0.0f);
    addUnless(json, "cap", relu.cap, 0.0f);
    return json;
}
Json toJson(const graph::Pool& pool) {
    Json json{{"type", pool.kind == graph::PoolKind::Max ? "maxPool" : "averagePool"},
              {"size", pool.size},
              {"stride", pool.stride}};
    addUnless(json, "padding", pool.padding, 0);
    addUnless(json, "ceil", pool.ceil, false);
    addUnless(json, "countsPadding", !pool.insideOnly, true);
    return json;
}
Json toJson(const graph::GlobalAverage&) {
    return {{"type", "globalAverage"}};
}
Json toJson(const graph::Add&) {
    return {{"type", "add"}};
}
Json toJson(const graph::Concat&) {
    return {{"type", "concat"}};
}
Json toJson(const graph::ResponseNorm& norm) {
    return {{"type", "responseNorm"},
            {"size", norm.size},
            {"alpha", norm.alpha},
            {"beta", norm.beta},
            {"offset", norm.bias}};
}
Json toJson(const graph::Select& select) {
    Json json{{"type", "select"}, {"indices", select.indices}};
    addUnless(json, "values", select.values, false);
    return json;
}
Json toJson(const graph::Affine&) {
    return {{"type", "affine"}};
}
/// What a finished network does not have.
template <class Other>
Json toJson(const Other&) {
    return Json::object();
}

} // namespace

Json nodesToJson(const nn::PlainNetwork& network) {
    const std::vector<std::string> names = graph::names(network.graph);
    Json nodes = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const graph::Node& node = network.graph.nodes[i];
        const Json facts = std::visit([](const auto& kind) { return toJson(kind); }, node.operation);
        Json json{{"type", facts["type"]}};
        if (!network.weights[i].empty()) json["name"] = names[i];
        json.update(facts);
        addUnless(json, "inputs", node.inputs, {static_cast<int>(i) - 1});
        nodes.push_back(std::move(json));
    }
    return nodes;
}

Json inputToJson(Shape input) {
    if (input.isFlat()) return Json::array({input.channels});
    return Json::array({input.channels, input.height, input.width});
}

} // namespace tristate::io
