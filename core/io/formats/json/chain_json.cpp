#include "core/io/formats/json/chain_json.h"

#include "core/base/error.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::io {

namespace {

/// The most values that a sample may have anywhere in the network.
constexpr std::int64_t kMaxFeatures = 1 << 24;
constexpr std::int64_t kMaxSide = 65'536;

/// Writes the layers; it counts them for their names.
class ChainWriter {
public:
    Json operator()(const nn::PlainDense&) {
        return {{"type", "dense"}, {"name", "fc" + std::to_string(++m_dense)}};
    }
    Json operator()(const nn::PlainConv& conv) {
        return {{"type", "conv"},
                {"name", "conv" + std::to_string(++m_conv)},
                {"stride", conv.stride},
                {"padding", conv.padding}};
    }
    Json operator()(const nn::PlainRelu& relu) {
        if (relu.slope == 0) return {{"type", "relu"}};
        return {{"type", "leakyRelu"}, {"slope", relu.slope}};
    }
    Json operator()(const nn::PlainPool& pool) {
        return {{"type", pool.kind == nn::PoolKind::Max ? "maxPool" : "averagePool"},
                {"size", pool.size},
                {"stride", pool.stride}};
    }
    Json operator()(const nn::PlainFlatten&) { return {{"type", "flatten"}}; }
    Json operator()(const nn::PlainSelect& select) {
        return {{"type", "select"}, {"indices", select.indices}};
    }

private:
    int m_dense = 0, m_conv = 0;
};

bool isIndex(const Json& json) {
    return json.is_number_unsigned() && json.get<std::uint64_t>() < static_cast<std::uint64_t>(kMaxFeatures);
}

std::vector<int> readIndices(const ObjectReader& fields, const char* key, const Json& json) {
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isIndex))
        fields.fail(key, json, Message(say::kIndicesBelow, kMaxFeatures));
    return json.get<std::vector<int>>();
}

Shape readInput(ObjectReader& fields) {
    const Json& json = fields.require("input");
    std::int64_t features = 1;
    const auto multiply = [&features](const Json& size) {
        if (!isIndex(size) || size.get<std::int64_t>() == 0) return false;
        features *= size.get<std::int64_t>();
        return features <= kMaxFeatures;
    };
    if (!json.is_array() || (json.size() != 1 && json.size() != 3) ||
        !std::all_of(json.begin(), json.end(), multiply))
        fields.fail("input", json, Message(say::kInputSizes, kMaxFeatures));
    if (json.size() == 1) return {json[0].get<int>()};
    return {json[0].get<int>(), json[1].get<int>(), json[2].get<int>()};
}

int readSize(ObjectReader& fields, const char* key, int least) {
    const Json& json = fields.require(key);
    int size = 0;
    fields.read(key, size);
    if (size < least || size > kMaxSide) fields.fail(key, json, Message(say::kNumberFromTo, least, kMaxSide));
    return size;
}

nn::PlainLayer readPool(ObjectReader& fields, nn::PoolKind kind) {
    return nn::PlainPool{readSize(fields, "size", 1), readSize(fields, "stride", 1), kind};
}

nn::PlainLayer readLeakyRelu(ObjectReader& fields) {
    const Json& json = fields.require("slope");
    double slope = 0;
    fields.read("slope", slope);
    if (!(slope >= 0 && slope <= 1)) fields.fail("slope", json, Message(say::kNumberFromZeroToOne));
    return nn::PlainRelu{static_cast<float>(slope)};
}

nn::PlainLayer readConv(ObjectReader& fields, const std::string& where, const TensorSource& tensors) {
    const int stride = readSize(fields, "stride", 1), padding = readSize(fields, "padding", 0);
    StoredTensor weight = tensors(fields, "weight");
    return makeConv(weight, tensors(fields, "bias"), stride, padding, where);
}

nn::PlainLayer readDense(ObjectReader& fields, const std::string& where, const TensorSource& tensors) {
    StoredTensor weight = tensors(fields, "weight");
    return makeDense(std::move(weight), tensors(fields, "bias"), where);
}

nn::PlainLayer readLayer(const Json& json, const std::string& where, const std::string& path,
                         const TensorSource& tensors) {
    enum class Kind { Dense, Conv, Relu, LeakyRelu, MaxPool, AveragePool, Flatten, Select };
    ObjectReader fields(json, where, path);
    fields.require("type");
    Kind kind{};
    fields.read("type", kind,
                {{Kind::Dense, "dense"},
                 {Kind::Conv, "conv"},
                 {Kind::Relu, "relu"},
                 {Kind::LeakyRelu, "leakyRelu"},
                 {Kind::MaxPool, "maxPool"},
                 {Kind::AveragePool, "averagePool"},
                 {Kind::Flatten, "flatten"},
                 {Kind::Select, "select"}});
    nn::PlainLayer layer = nn::PlainRelu{};
    const std::string here = where + ": " + path;
    if (kind == Kind::Dense) layer = readDense(fields, here, tensors);
    if (kind == Kind::Conv) layer = readConv(fields, here, tensors);
    if (kind == Kind::LeakyRelu) layer = readLeakyRelu(fields);
    if (kind == Kind::MaxPool) layer = readPool(fields, nn::PoolKind::Max);
    if (kind == Kind::AveragePool) layer = readPool(fields, nn::PoolKind::Average);
    if (kind == Kind::Flatten) layer = nn::PlainFlatten{};
    if (kind == Kind::Select)
        layer = nn::PlainSelect{readIndices(fields, "indices", fields.require("indices"))};
    fields.done();
    return layer;
}

void requireFinite(const StoredTensor& tensor, const std::string& where) {
    if (!std::all_of(tensor.values.begin(), tensor.values.end(), [](float v) { return std::isfinite(v); }))
        throw Error(say::kOfThing, where, Message(say::kWeightNotFinite));
}

Eigen::VectorXf makeBias(const StoredTensor& bias, std::int64_t outputs, const std::string& where) {
    if (bias.shape != std::vector{outputs})
        throw Error(say::kOfThing, where, Message(say::kBiasShape, toText(bias.shape), toText({outputs})));
    requireFinite(bias, where);
    return Eigen::Map<const Eigen::VectorXf>(bias.values.data(), outputs);
}

nn::RowMatrix makeMatrix(const StoredTensor& tensor, const std::string& where) {
    requireFinite(tensor, where);
    const Eigen::Index rows = tensor.shape[0];
    return Eigen::Map<const nn::RowMatrix>(tensor.values.data(), rows, std::ssize(tensor.values) / rows);
}

} // namespace

Json layersToJson(const nn::PlainNetwork& network) {
    Json layers = Json::array();
    ChainWriter writer;
    for (const nn::PlainLayer& layer : network.layers) layers.push_back(std::visit(writer, layer));
    return layers;
}

Json inputToJson(Shape input) {
    if (input.isFlat()) return Json::array({input.channels});
    return Json::array({input.channels, input.height, input.width});
}

std::string toText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
    return "[" + text + "]";
}

nn::PlainDense makeDense(StoredTensor weight, const StoredTensor& bias, const std::string& where) {
    if (weight.shape.size() != 2 || weight.shape[0] > kMaxFeatures || weight.shape[1] > kMaxFeatures)
        throw Error(say::kOfThing, where, Message(say::kDenseShape, toText(weight.shape)));
    const nn::RowMatrix matrix = makeMatrix(weight, where);
    return {matrix, makeBias(bias, weight.shape[0], where)};
}

nn::PlainConv makeConv(const StoredTensor& weight, const StoredTensor& bias, int stride, int padding,
                       const std::string& where) {
    const auto& shape = weight.shape;
    if (shape.size() != 4 || shape[0] > kMaxFeatures || shape[1] > kMaxFeatures || shape[2] != shape[3] ||
        shape[2] > kMaxSide)
        throw Error(say::kOfThing, where, Message(say::kConvShape, toText(shape)));
    if (padding > shape[2])
        throw Error(say::kOfThing, where, Message(say::kPaddingTooLarge, padding, shape[2]));
    return {.weight = makeMatrix(weight, where),
            .bias = makeBias(bias, shape[0], where),
            .inputMaps = static_cast<int>(shape[1]),
            .kernel = static_cast<int>(shape[2]),
            .stride = stride,
            .padding = padding};
}

nn::PlainNetwork readChain(ObjectReader& fields, const std::string& where, const TensorSource& tensors) {
    nn::PlainNetwork network;
    network.input = readInput(fields);
    const Json& layers = fields.require("layers");
    if (!layers.is_array()) fields.fail("layers", layers, Message(say::kLayerList));
    for (std::size_t i = 0; i < layers.size(); ++i)
        network.layers.push_back(
            readLayer(layers[i], where, fields.pathOf("layers") + "[" + std::to_string(i) + "]", tensors));
    if (const Json* kept = fields.find("keptUnits")) {
        if (!kept->is_array()) fields.fail("keptUnits", *kept, Message(say::kKeptUnitsLists));
        for (const Json& units : *kept) network.keptUnits.push_back(readIndices(fields, "keptUnits", units));
    }
    checkNetwork(network, where);
    return network;
}

void checkNetwork(const nn::PlainNetwork& network, const std::string& where) {
    std::vector<Shape> shapes;
    try {
        shapes = network.shapes();
    } catch (const Error& error) {
        throw Error(say::kOfThing, where, error.message());
    }
    if (shapes.empty()) throw Error(say::kOfThing, where, Message(say::kNoLayers));
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].features() > kMaxFeatures)
            throw Error(say::kOfThing, where,
                        Message(say::kLayerTooLarge, i + 1, shapes[i].features(), kMaxFeatures));
    if (!shapes.back().isFlat())
        throw Error(say::kOfThing, where, Message(say::kEndsInMaps, toString(shapes.back())));
    std::vector<int> kept;
    for (const auto& units : network.keptUnits) kept.push_back(static_cast<int>(units.size()));
    if (!kept.empty() && kept != network.architecture())
        throw Error(say::kOfThing, where, Message(say::kKeptUnitsDoNotFit));
}

} // namespace tristate::io
