#include "core/io/formats/json/graph_json.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::io {

namespace {

constexpr std::int64_t kMaxSide = 65'536;
constexpr std::int64_t kMaxFeatures = kMaxFeaturesInJson;

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

void readOptionalSize(ObjectReader& fields, const char* key, int& size, int least) {
    if (fields.find(key)) size = readSize(fields, key, least);
}

/// A number within these bounds.
void readReal(ObjectReader& fields, const char* key, float& target, double least, double most,
              const Message& expected) {
    double value = target;
    fields.read(key, value);
    if (!(value >= least && value <= most)) fields.fail(key, fields.require(key), expected);
    target = static_cast<float>(value);
}

graph::Operation readPool(ObjectReader& fields, graph::PoolKind kind) {
    graph::Pool pool{readSize(fields, "size", 1), readSize(fields, "stride", 1), kind};
    readOptionalSize(fields, "padding", pool.padding, 0);
    fields.read("ceil", pool.ceil);
    bool countsPadding = true;
    if (kind == graph::PoolKind::Average) fields.read("countsPadding", countsPadding);
    pool.insideOnly = !countsPadding;
    return pool;
}

graph::Operation readRelu(ObjectReader& fields, bool isLeaky) {
    graph::Relu relu;
    if (isLeaky) {
        fields.require("slope");
        readReal(fields, "slope", relu.slope, 0, 1, Message(say::kNumberFromZeroToOne));
    }
    readReal(fields, "cap", relu.cap, 0, 1e6, Message(say::kNumberFromTo, 0, 1'000'000));
    return relu;
}

template <class Kind>
Kind readKernel(ObjectReader& fields) {
    Kind kind;
    kind.stride = readSize(fields, "stride", 1);
    kind.padding = readSize(fields, "padding", 0);
    readOptionalSize(fields, "dilation", kind.dilation, 1);
    return kind;
}

graph::Operation readConv(ObjectReader& fields) {
    auto conv = readKernel<graph::Conv>(fields);
    readOptionalSize(fields, "groups", conv.groups, 1);
    return conv;
}

graph::Operation readResponseNorm(ObjectReader& fields) {
    graph::ResponseNorm norm;
    norm.size = readSize(fields, "size", 1);
    const Message expected(say::kNumberFromTo, 0, 1'000'000);
    readReal(fields, "alpha", norm.alpha, 0, 1e6, expected);
    readReal(fields, "beta", norm.beta, 0, 1e6, expected);
    readReal(fields, "offset", norm.bias, 0, 1e6, expected);
    return norm;
}

graph::Operation readSelect(ObjectReader& fields) {
    graph::Select select{readIndices(fields, "indices", fields.require("indices"))};
    fields.read("values", select.values);
    return select;
}

graph::Operation readOperation(ObjectReader& fields, const std::string& type) {
    using Reader = graph::Operation (*)(ObjectReader&);
    static const std::vector<std::pair<const char*, Reader>> kReaders{
        {"dense", [](ObjectReader&) -> graph::Operation { return graph::Dense{}; }},
        {"conv", &readConv},
        {"depthwise",
         [](ObjectReader& from) -> graph::Operation { return readKernel<graph::Depthwise>(from); }},
        {"affine", [](ObjectReader&) -> graph::Operation { return graph::Affine{}; }},
        {"relu", [](ObjectReader& from) { return readRelu(from, false); }},
        {"leakyRelu", [](ObjectReader& from) { return readRelu(from, true); }},
        {"maxPool", [](ObjectReader& from) { return readPool(from, graph::PoolKind::Max); }},
        {"averagePool", [](ObjectReader& from) { return readPool(from, graph::PoolKind::Average); }},
        {"globalAverage", [](ObjectReader&) -> graph::Operation { return graph::GlobalAverage{}; }},
        {"add", [](ObjectReader&) -> graph::Operation { return graph::Add{}; }},
        {"concat", [](ObjectReader&) -> graph::Operation { return graph::Concat{}; }},
        {"responseNorm", &readResponseNorm},
        {"select", &readSelect},
    };
    std::string expected;
    for (const auto& [name, reader] : kReaders) {
        if (type == name) return reader(fields);
        expected += std::string(name) + ", ";
    }
    fields.fail("type", fields.require("type"), Message(say::kOneOf, expected + "flatten"));
}

/// Reads node by node what a file lists.
class GraphReader {
public:
    GraphReader(const std::string& where, const TensorSource& tensors) : m_where(where), m_tensors(tensors) {}

    nn::PlainNetwork network;

    void read(const Json& json, const std::string& path) {
        ObjectReader fields(json, m_where, path);
        std::string type;
        fields.require("type");
        fields.read("type", type);
        const std::vector<int> inputs = readInputs(fields);
        if (type == "flatten") {
            m_places.push_back(inputs.size() == 1 ? inputs.front() : m_latest);
            m_isVector = true;
        } else {
            graph::Operation operation = readOperation(fields, type);
            if (auto* select = std::get_if<graph::Select>(&operation); select && m_isVector)
                select->values = true;
            nn::NodeWeights numbers;
            if (graph::isWeighted(operation) || std::holds_alternative<graph::Affine>(operation)) {
                const StoredTensor weight = m_tensors(fields, "weight");
                numbers = makeWeights(operation, weight, m_tensors(fields, "bias"), m_where + ": " + path);
            }
            m_places.push_back(network.append(std::move(operation), std::move(numbers), inputs));
        }
        m_latest = m_places.back();
        fields.done();
    }

private:
    std::vector<int> readInputs(ObjectReader& fields) const {
        const Json* json = fields.find("inputs");
        if (!json) return {m_latest};
        const auto isKnown = [this](const Json& number) {
            return number.is_number_integer() && number >= -1 &&
                   number < static_cast<std::int64_t>(m_places.size());
        };
        if (!json->is_array() || !std::all_of(json->begin(), json->end(), isKnown))
            fields.fail("inputs", *json, Message(say::kNumbersOfNodes, m_places.size()));
        std::vector<int> inputs;
        for (const Json& number : *json) {
            const int place = number.get<int>();
            inputs.push_back(place < 0 ? graph::kInput : m_places[static_cast<std::size_t>(place)]);
        }
        return inputs;
    }

    const std::string& m_where;
    const TensorSource& m_tensors;
    std::vector<int> m_places; ///< the node that each entry of the file became
    int m_latest = graph::kInput;
    bool m_isVector = false; ///< an older file has told so
};

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

std::string toText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
    return "[" + text + "]";
}

nn::NodeWeights makeWeights(graph::Operation& operation, const StoredTensor& weight, const StoredTensor& bias,
                            const std::string& where) {
    const std::vector<std::int64_t>& shape = weight.shape;
    const auto require = [&](bool holds, const MessageForm& otherwise) {
        for (const std::int64_t size : shape) holds = holds && size <= kMaxFeatures;
        if (!holds) throw Error(say::kOfThing, where, Message(otherwise, toText(shape)));
    };
    const auto requireKernel = [&] {
        require(shape.size() == 4 && shape[2] == shape[3] && shape[2] <= kMaxSide, say::kConvShape);
    };
    if (auto* dense = std::get_if<graph::Dense>(&operation)) {
        require(shape.size() == 2, say::kDenseShape);
        dense->units = static_cast<int>(shape[0]);
    } else if (auto* conv = std::get_if<graph::Conv>(&operation)) {
        requireKernel();
        conv->maps = static_cast<int>(shape[0]);
        conv->kernel = static_cast<int>(shape[2]);
    } else if (auto* depthwise = std::get_if<graph::Depthwise>(&operation)) {
        requireKernel();
        require(shape[1] == 1, say::kDepthwiseShape);
        depthwise->kernel = static_cast<int>(shape[2]);
    } else {
        require(shape.size() == 1, say::kScaleShape);
    }
    nn::NodeWeights numbers{makeMatrix(weight, where), makeBias(bias, shape[0], where)};
    if (std::holds_alternative<graph::Affine>(operation)) numbers.weight.resize(1, shape[0]);
    return numbers;
}

nn::PlainNetwork readGraph(ObjectReader& fields, const std::string& where, const TensorSource& tensors) {
    GraphReader reader(where, tensors);
    nn::PlainNetwork& network = reader.network;
    network.graph.input = readInput(fields);
    const Json& layers = fields.require("layers");
    if (!layers.is_array()) fields.fail("layers", layers, Message(say::kLayerList));
    for (std::size_t i = 0; i < layers.size(); ++i)
        reader.read(layers[i], fields.pathOf("layers") + "[" + std::to_string(i) + "]");
    if (const Json* kept = fields.find("keptUnits")) {
        if (!kept->is_array()) fields.fail("keptUnits", *kept, Message(say::kKeptUnitsLists));
        for (const Json& units : *kept) network.keptUnits.push_back(readIndices(fields, "keptUnits", units));
    }
    checkNetwork(network, where);
    return std::move(network);
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
    const auto readers = graph::consumers(network.graph);
    for (std::size_t i = 0; i + 1 < shapes.size(); ++i)
        if (readers[i + 1].empty())
            throw Error(say::kOfThing, where,
                        Message(say::kUnusedNode, Message(say::kLayerNumber, i + 1),
                                graph::toString(network.graph.nodes[i].operation)));
    if (!shapes.back().isFlat())
        throw Error(say::kOfThing, where, Message(say::kEndsInMaps, toString(shapes.back())));
    std::vector<int> kept;
    for (const auto& units : network.keptUnits) kept.push_back(static_cast<int>(units.size()));
    if (!kept.empty() && kept != network.architecture())
        throw Error(say::kOfThing, where, Message(say::kKeptUnitsDoNotFit));
}

} // namespace tristate::io
