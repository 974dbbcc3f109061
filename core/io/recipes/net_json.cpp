#include "core/io/recipes/net_json.h"

#include "core/base/error.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/chain_json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"

namespace tristate::io {

namespace {

Json layerToJson(const nn::DenseSpec& dense) {
    return {{"type", "dense"},
            {"units", dense.units},
            {"batchNorm", dense.batchNorm},
            {"fixed", dense.fixed},
            {"slope", dense.slope}};
}
Json layerToJson(const nn::ConvSpec& conv) {
    return {{"type", "conv"},        {"maps", conv.maps},       {"kernel", conv.kernel},
            {"stride", conv.stride}, {"padding", conv.padding}, {"batchNorm", conv.batchNorm},
            {"fixed", conv.fixed},   {"slope", conv.slope}};
}
Json layerToJson(const nn::PoolSpec& pool) {
    return {{"type", pool.kind == nn::PoolKind::Max ? "maxPool" : "averagePool"},
            {"size", pool.size},
            {"stride", pool.stride}};
}
Json layerToJson(const nn::DropoutSpec& dropout) {
    return {{"type", "dropout"}, {"percent", dropout.percent}};
}
Json layerToJson(const nn::FeatureGatesSpec&) {
    return {{"type", "inputGates"}};
}

float readSlope(ObjectReader& fields) {
    double slope = 0;
    fields.read("slope", slope);
    return static_cast<float>(slope);
}

nn::DenseSpec readDense(ObjectReader& fields) {
    nn::DenseSpec dense;
    fields.read("units", dense.units);
    fields.read("batchNorm", dense.batchNorm);
    fields.read("fixed", dense.fixed);
    dense.slope = readSlope(fields);
    return dense;
}

nn::ConvSpec readConv(ObjectReader& fields) {
    nn::ConvSpec conv;
    fields.read("maps", conv.maps);
    fields.read("kernel", conv.kernel);
    fields.read("stride", conv.stride);
    fields.read("padding", conv.padding);
    fields.read("batchNorm", conv.batchNorm);
    fields.read("fixed", conv.fixed);
    conv.slope = readSlope(fields);
    return conv;
}

nn::PoolSpec readPool(ObjectReader& fields, nn::PoolKind kind) {
    nn::PoolSpec pool{.kind = kind};
    fields.read("size", pool.size);
    pool.stride = pool.size;
    fields.read("stride", pool.stride);
    return pool;
}

nn::DropoutSpec readDropout(ObjectReader& fields) {
    nn::DropoutSpec dropout;
    fields.read("percent", dropout.percent);
    return dropout;
}

nn::LayerSpec readLayer(const Json& json, const std::string& where, const std::string& path) {
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
    nn::LayerSpec layer = nn::FeatureGatesSpec{};
    switch (kind) {
    case Kind::Dense:
        layer = readDense(fields);
        break;
    case Kind::Conv:
        layer = readConv(fields);
        break;
    case Kind::MaxPool:
        layer = readPool(fields, nn::PoolKind::Max);
        break;
    case Kind::AveragePool:
        layer = readPool(fields, nn::PoolKind::Average);
        break;
    case Kind::Dropout:
        layer = readDropout(fields);
        break;
    case Kind::InputGates:
        break;
    }
    fields.done();
    return layer;
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

} // namespace

Json toJson(const nn::NetworkSpec& spec) {
    Json layers = Json::array();
    for (const nn::LayerSpec& layer : spec.layers)
        layers.push_back(std::visit([](const auto& kind) { return layerToJson(kind); }, layer));
    return {{"input", inputToJson(spec.input)}, {"layers", std::move(layers)}};
}

nn::NetworkSpec readNet(const Json& json, const std::string& where, const std::string& path) {
    nn::NetworkSpec spec;
    try {
        if (json.is_string()) return nn::parseNetworkSpec(json.get<std::string>());
    } catch (const Error& error) {
        throw Error(say::kOfThing, where, error.message());
    }
    if (!json.is_object())
        throw Error(say::kOfThing, where,
                    Message(say::kFieldIs, path, json.is_number() ? dumpJson(json, -1) : json.type_name(),
                            Message(say::kNetSpecOrObject)));
    ObjectReader fields(json, where, path);
    spec.input = readShape(fields);
    const Json& layers = fields.require("layers");
    if (!layers.is_array()) fields.fail("layers", layers, Message(say::kLayerList));
    for (std::size_t i = 0; i < layers.size(); ++i)
        spec.layers.push_back(
            readLayer(layers[i], where, fields.pathOf("layers") + "[" + std::to_string(i) + "]"));
    fields.done();
    try {
        nn::validate(spec);
    } catch (const Error& error) {
        throw Error(say::kOfThing, where, error.message());
    }
    return spec;
}

} // namespace tristate::io
