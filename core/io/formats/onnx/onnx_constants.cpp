#include "core/io/formats/onnx/onnx_constants.h"

#include "core/messages/onnx.h"

#include <algorithm>
#include <limits>

namespace tristate::io {

OnnxConstants::OnnxConstants(const onnx::GraphProto& graph, std::optional<std::filesystem::path> folder)
    : m_bytes(std::move(folder)) {
    for (const auto& tensor : graph.initializer()) {
        m_stored.emplace(tensor.name(), &tensor);
        m_inFile += OnnxBytes::storedValues(tensor);
    }
    for (const auto& node : graph.node())
        for (const auto& attribute : node.attribute())
            if (attribute.has_t()) m_inFile += OnnxBytes::storedValues(attribute.t());
}

bool OnnxConstants::isValue(const OnnxNode& node, int input) const {
    const auto& inputs = node.proto().input();
    return input < inputs.size() && !inputs[input].empty() && !contains(inputs[input]);
}

const OnnxTensor& OnnxConstants::take(const OnnxNode& node, int input) {
    if (!node.has(input)) node.fail(Message(say::kNoWeightsInput, input + 1));
    const std::string& name = node.proto().input(input);
    auto known = m_computed.find(name);
    if (known == m_computed.end()) {
        const auto stored = m_stored.find(name);
        if (stored == m_stored.end()) node.fail(Message(say::kWeightsTaken, name));
        const auto tensor = std::make_shared<const OnnxTensor>(m_bytes.decode(node, *stored->second));
        known = m_computed.emplace(name, tensor).first;
    }
    charge(node, known->second->count());
    return *known->second;
}

Eigen::VectorXf OnnxConstants::takeVector(const OnnxNode& node, int input, Eigen::Index units,
                                          const std::string& what) {
    const OnnxTensor& tensor = take(node, input);
    const std::int64_t last = tensor.dims.empty() ? 1 : tensor.dims.back();
    if (tensor.isInteger || tensor.count() != last || (last != units && last != 1))
        node.fail(Message(say::kVectorShape, what, describeShape(tensor.dims), units));
    if (last == 1) return Eigen::VectorXf::Constant(units, tensor.reals[0]);
    return Eigen::Map<const Eigen::VectorXf>(tensor.reals.data(), units);
}

std::vector<std::int64_t> OnnxConstants::takeIntegers(const OnnxNode& node, int input) {
    const OnnxTensor& tensor = take(node, input);
    if (!tensor.isInteger) node.fail(Message(say::kNoIntegers, node.proto().input(input)));
    if (tensor.dims.size() > 1) node.fail(Message(say::kIndexDimensions, tensor.dims.size()));
    return tensor.integers;
}

void OnnxConstants::add(const OnnxNode& node, const std::string& name, OnnxTensor tensor) {
    charge(node, tensor.count());
    m_computed[name] = std::make_shared<const OnnxTensor>(std::move(tensor));
}

void OnnxConstants::charge(const OnnxNode& node, std::int64_t values) {
    constexpr std::int64_t kTimes = 32, kFree = 1 << 16; // small ones are never too many
    m_handedOut += values;
    const std::int64_t present = m_inFile + m_bytes.bytesOutside();
    if (m_handedOut > kTimes * present + kFree) node.fail(Message(say::kSharesTooMuch));
}

nn::RowMatrix matrixOf(const OnnxNode& node, const OnnxTensor& tensor, std::int64_t rows,
                       std::int64_t columns) {
    constexpr std::int64_t kMax = std::numeric_limits<int>::max();
    if (rows > kMax || columns > kMax || tensor.isInteger || tensor.count() == 0 ||
        tensor.count() != rows * columns)
        node.fail(Message(say::kWeightShape, describeShape(tensor.dims)));
    return Eigen::Map<const nn::RowMatrix>(tensor.reals.data(), rows, columns);
}

} // namespace tristate::io
