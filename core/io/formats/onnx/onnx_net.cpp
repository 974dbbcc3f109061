#include "core/io/formats/onnx/onnx_net.h"

#include "core/base/error.h"
#include "core/messages/exports.h"
#include "core/messages/onnx.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace tristate::io {

OnnxNet::OnnxNet(const onnx::GraphProto& graph, const std::string& file,
                 std::optional<std::filesystem::path> folder)
    : constants(graph, std::move(folder)), m_file(file), m_builder({1, 1, 1}, nullptr) {
    for (const auto& node : graph.node())
        for (const std::string& input : node.input()) ++m_readers[input];
}

void OnnxNet::setInput(Shape input) {
    network.graph.input = input;
    m_builder = graph::GraphBuilder(input, nullptr);
}

namespace {

/// Does the same to every value, or to their dimensions alone.
bool goesByValue(const std::string& type) {
    static const std::set<std::string> kTypes{"Add",     "Cast",     "Clip",      "Div", "Dropout",
                                              "Flatten", "Identity", "LeakyRelu", "Mul", "Neg",
                                              "Relu",    "Reshape",  "Shape",     "Sub"};
    return kTypes.contains(type);
}

} // namespace

OnnxValue OnnxNet::take(const OnnxNode& node, int number) const {
    if (!node.has(number)) node.fail(Message(say::kNoWeightsInput, number + 1));
    const std::string& name = node.proto().input(number);
    const auto found = m_values.find(name);
    if (found == m_values.end()) node.fail(Message(say::kTakesConstant, name));
    OnnxValue value = found->second;
    if (value.isEnded) node.fail(Message(say::kBehindSoftmax));
    if (value.isSpread() && !goesByValue(node.proto().op_type())) node.fail(Message(say::kNumbersOfPlaces));
    value.isSole = value.isSole && m_readers.at(name) == 1;
    return value;
}

OnnxValue OnnxNet::takeFlat(const OnnxNode& node, int number) const {
    OnnxValue value = take(node, number);
    if (value.layout != OnnxLayout::Flat) node.fail(Message(say::kNeedsFlatten));
    return value;
}

OnnxValue OnnxNet::takeMaps(const OnnxNode& node, bool mayBePadded) {
    OnnxValue value = take(node);
    if (value.layout == OnnxLayout::Flat) node.fail(Message(say::kNeedsMaps));
    if (value.layout != OnnxLayout::ChannelsFirst) node.fail(Message(say::kChannelsLastOrMissing));
    return mayBePadded ? value : padded(node, value);
}

void OnnxNet::yield(const OnnxNode& node, OnnxValue value, int output) {
    m_values[node.proto().output(output)] = std::move(value);
}

void OnnxNet::yield(const OnnxNode& node, int made, OnnxLayout layout) {
    yield(node, {.node = made, .layout = layout});
}

int OnnxNet::append(const OnnxNode& node, const graph::Operation& operation, std::vector<int> inputs,
                    nn::NodeWeights numbers) {
    const auto* select = std::get_if<graph::Select>(&operation);
    constants.charge(node, numbers.weight.size() + numbers.bias.size() +
                               (select ? std::ssize(select->indices) : 0));
    m_builder.setPart(Message(say::kWords, node.where()));
    m_builder.append(operation, inputs);
    return network.append(operation, std::move(numbers), std::move(inputs));
}

std::vector<std::int64_t> OnnxNet::dimsOf(const OnnxValue& value) const {
    if (value.isSpread()) return value.spread;
    const Shape shape = shapeOf(value);
    const std::int64_t height = shape.height + value.padding[0] + value.padding[2];
    const std::int64_t width = shape.width + value.padding[1] + value.padding[3];
    switch (value.layout) {
    case OnnxLayout::Flat:
        return {kOnnxBatch, shape.features()};
    case OnnxLayout::Rows:
        return {kOnnxBatch, height, width};
    case OnnxLayout::ChannelsFirst:
        return {kOnnxBatch, shape.channels, height, width};
    case OnnxLayout::Parts:
        return {kOnnxBatch, value.parts, shape.channels / value.parts, height, width};
    default:
        return {kOnnxBatch, height, width, shape.channels};
    }
}

OnnxValue OnnxNet::scaled(const OnnxNode& node, OnnxValue value, const Eigen::VectorXd& scale,
                          const Eigen::VectorXd& shift, bool note) {
    if (!scale.allFinite() || !shift.allFinite()) node.fail(Message(say::kMakesNotFinite));
    if (value.isPadded() && !shift.isZero(0)) value = padded(node, value);
    const bool isSole = value.isSole && value.node != graph::kInput;
    nn::NodeWeights* before = isSole ? &network.weights[static_cast<std::size_t>(value.node)] : nullptr;
    if (!before || before->empty()) {
        nn::NodeWeights numbers{scale.transpose().cast<float>(), shift.cast<float>()};
        value.node = append(node, graph::Affine{}, {value.node}, std::move(numbers));
        value.isSole = true;
        return value;
    }
    if (std::holds_alternative<graph::Affine>(network.operation(value.node)))
        before->weight = before->weight.cast<double>().cwiseProduct(scale.transpose()).cast<float>().eval();
    else
        before->weight = (scale.asDiagonal() * before->weight.cast<double>()).cast<float>().eval();
    before->bias = (scale.cwiseProduct(before->bias.cast<double>()) + shift).cast<float>().eval();
    if (!before->weight.allFinite() || !before->bias.allFinite()) node.fail(Message(say::kMakesNotFinite));
    if (note) notes.emplace_back(say::kBecamePartOfWeights, node.title());
    return value;
}

/// A convolution of each map by itself whose one weight that is not 0 lies where it moves the map so.
OnnxValue OnnxNet::padded(const OnnxNode& node, OnnxValue value) {
    if (!value.isPadded()) return value;
    const auto& [above, left, below, right] = value.padding;
    if (above + below != left + right) node.fail(Message(say::kPadsUnequal));
    const auto sum = static_cast<int>(above + below), kernel = sum + 1;
    const int channels = shapeOf(value).channels;
    nn::NodeWeights numbers{nn::RowMatrix::Zero(channels, kernel * kernel), Eigen::VectorXf::Zero(channels)};
    numbers.weight.col(below * kernel + right).setOnes();
    value.node = append(node, graph::Depthwise{kernel, 1, sum}, {value.node}, std::move(numbers));
    value.padding = {};
    value.isSole = true;
    return value;
}

OnnxValue OnnxNet::asVector(const OnnxNode& node, OnnxValue value) {
    const Shape shape = shapeOf(value);
    if (value.layout != OnnxLayout::Flat || shape.positions() == 1) return value;
    graph::Select select{std::vector<int>(static_cast<std::size_t>(shape.features())), true};
    std::iota(select.indices.begin(), select.indices.end(), 0);
    if (value.isMixed)
        for (int& index : select.indices)
            index = index % shape.channels * shape.positions() + index / shape.channels;
    return {.node = append(node, select, {value.node})};
}

bool OnnxNet::isOpen(const OnnxValue& value) const {
    if (value.isMixed || value.isPadded() || std::ssize(network.graph.nodes) != value.node + 1) return false;
    for (std::size_t i = 0; i < network.graph.nodes.size(); ++i) {
        const graph::Node& node = network.graph.nodes[i];
        const nn::NodeWeights& numbers = network.weights[i];
        if (!std::holds_alternative<graph::Affine>(node.operation) ||
            node.inputs.front() != static_cast<int>(i) - 1 ||
            (numbers.weight.array() != numbers.weight(0, 0)).any() ||
            (numbers.bias.array() != numbers.bias[0]).any())
            return false;
    }
    return true;
}

void OnnxNet::reshapeInput(Shape shape) {
    setInput(shape);
    for (std::size_t i = 0; i < network.graph.nodes.size(); ++i) {
        nn::NodeWeights& numbers = network.weights[i];
        const float scale = numbers.weight(0, 0), shift = numbers.bias[0];
        numbers = {nn::RowMatrix::Constant(1, shape.channels, scale),
                   Eigen::VectorXf::Constant(shape.channels, shift)};
        m_builder.append(graph::Affine{}, network.graph.nodes[i].inputs);
    }
}

} // namespace tristate::io
