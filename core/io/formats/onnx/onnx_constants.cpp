#include "core/io/formats/onnx/onnx_constants.h"

#include "core/messages/formats.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

std::vector<std::int64_t> shapeOf(const onnx::TensorProto& tensor) {
    return {tensor.dims().begin(), tensor.dims().end()};
}

/// The product of the dimensions, or -1 when one is not positive or the product exceeds `most`.
std::int64_t countUpTo(const std::vector<std::int64_t>& dimensions, std::int64_t most) {
    std::int64_t count = 1;
    for (const std::int64_t dimension : dimensions) {
        if (dimension < 1 || dimension > most / count) return -1;
        count *= dimension;
    }
    return count;
}

/// Requires values of this type, as many as the shape says; `listed` of them are not stored as raw bytes.
/// Returns how many.
std::int64_t check(const OnnxNode& node, const onnx::TensorProto& tensor, int type, int listed,
                   std::size_t size) {
    if (tensor.data_location() == onnx::TensorProto::EXTERNAL)
        node.fail(Message(say::kWeightsElsewhere, tensor.name()));
    if (tensor.data_type() != type)
        node.fail(Message(say::kWeightsType, tensor.name(), tensor.data_type(),
                          type == onnx::TensorProto::FLOAT ? "1 (float)" : "7 (int64)"));
    const std::int64_t stored =
        tensor.has_raw_data() ? static_cast<std::int64_t>(tensor.raw_data().size() / size) : listed;
    const bool wholeValues = !tensor.has_raw_data() || tensor.raw_data().size() % size == 0;
    if (stored == 0) node.fail(Message(say::kWeightsEmpty, tensor.name()));
    if (!wholeValues || countUpTo(shapeOf(tensor), stored) != stored)
        node.fail(Message(say::kWeightsStored, tensor.name(), describeShape(shapeOf(tensor)), stored));
    return stored;
}

std::int64_t checkFloats(const OnnxNode& node, const onnx::TensorProto& tensor) {
    return check(node, tensor, onnx::TensorProto::FLOAT, tensor.float_data_size(), sizeof(float));
}

const onnx::TensorProto& valueOf(const onnx::NodeProto& proto, const OnnxNode& node) {
    for (const auto& attribute : proto.attribute())
        if (attribute.name() == "value" && attribute.has_t()) return attribute.t();
    node.fail(Message(say::kNoValue));
}

} // namespace

OnnxConstants::OnnxConstants(const onnx::GraphProto& graph, const std::string& file) {
    const auto add = [this](const std::string& name, const onnx::TensorProto& tensor) {
        m_tensors.emplace(name, &tensor);
        m_shareable += static_cast<std::int64_t>(tensor.raw_data().size() / sizeof(float)) +
                       tensor.float_data_size() + tensor.int64_data_size();
    };
    for (const auto& tensor : graph.initializer()) add(tensor.name(), tensor);
    for (int i = 0; i < graph.node_size(); ++i) {
        const onnx::NodeProto& proto = graph.node(i);
        if (proto.output_size() == 0) continue;
        if (proto.op_type() == "Constant") {
            add(proto.output(0), valueOf(proto, OnnxNode(proto, i, file)));
        } else if (proto.op_type() == "Identity" && proto.input_size() == 1) {
            if (const auto found = m_tensors.find(proto.input(0)); found != m_tensors.end())
                m_tensors.emplace(proto.output(0), found->second);
        }
    }
}

const onnx::TensorProto& OnnxConstants::takeWeights(const OnnxNode& node, int input) {
    const onnx::TensorProto& tensor = find(node, input);
    checkFloats(node, tensor);
    std::erase_if(m_tensors, [&tensor](const auto& entry) { return entry.second == &tensor; });
    return tensor;
}

Eigen::VectorXf OnnxConstants::takeVector(const OnnxNode& node, int input, Eigen::Index units,
                                          const std::string& what) {
    const onnx::TensorProto& tensor = find(node, input);
    share(node, checkFloats(node, tensor));
    std::vector<std::int64_t> sizes = shapeOf(tensor);
    std::erase(sizes, 1);
    if (sizes != std::vector<std::int64_t>{units} && !(units == 1 && sizes.empty()))
        node.fail(Message(say::kVectorShape, what, describeShape(shapeOf(tensor)), units));
    return matrixOf(node, tensor, units, 1);
}

std::vector<std::int64_t> OnnxConstants::takeIntegers(const OnnxNode& node, int input) {
    const onnx::TensorProto& tensor = find(node, input);
    share(node,
          check(node, tensor, onnx::TensorProto::INT64, tensor.int64_data_size(), sizeof(std::int64_t)));
    if (tensor.dims_size() != 1) node.fail(Message(say::kIndexDimensions, tensor.dims_size()));
    std::vector<std::int64_t> values(static_cast<std::size_t>(tensor.dims(0)));
    std::memcpy(values.data(),
                tensor.has_raw_data() ? static_cast<const void*>(tensor.raw_data().data())
                                      : static_cast<const void*>(tensor.int64_data().data()),
                values.size() * sizeof(std::int64_t));
    return values;
}

const onnx::TensorProto& OnnxConstants::find(const OnnxNode& node, int input) const {
    if (input >= node.proto().input_size() || node.proto().input(input).empty())
        node.fail(Message(say::kNoWeightsInput, input + 1));
    const auto found = m_tensors.find(node.proto().input(input));
    if (found == m_tensors.end()) node.fail(Message(say::kWeightsTaken, node.proto().input(input)));
    return *found->second;
}

void OnnxConstants::share(const OnnxNode& node, std::int64_t values) {
    if (values > m_shareable) node.fail(Message(say::kSharesTooMuch));
    m_shareable -= values;
}

nn::RowMatrix matrixOf(const OnnxNode& node, const onnx::TensorProto& tensor, std::int64_t rows,
                       std::int64_t columns) {
    constexpr std::int64_t kMax = std::numeric_limits<int>::max();
    if (rows > kMax || columns > kMax) node.fail(Message(say::kWeightsTooLarge, tensor.name()));
    nn::RowMatrix values(rows, columns);
    std::memcpy(values.data(),
                tensor.has_raw_data() ? static_cast<const void*>(tensor.raw_data().data())
                                      : tensor.float_data().data(),
                static_cast<std::size_t>(values.size()) * sizeof(float));
    if (!values.allFinite()) node.fail(Message(say::kWeightsNotFinite, tensor.name()));
    return values;
}

std::string describeShape(const std::vector<std::int64_t>& dimensions) {
    std::string text;
    for (const std::int64_t dimension : dimensions)
        text += (text.empty() ? "" : "x") + std::to_string(dimension);
    return "[" + text + "]";
}

} // namespace tristate::io
