#include "core/io/formats/onnx/onnx_node.h"

#include "core/base/error.h"
#include "core/messages/onnx.h"

#include <algorithm>

namespace tristate::io {

OnnxNode::OnnxNode(const onnx::NodeProto& node, int index, std::string file)
    : m_node(node),
      m_title(std::move(file) + ": node " +
              (node.name().empty() ? "#" + std::to_string(index + 1) : "'" + node.name() + "'") + " (" +
              node.op_type() + ")") {}

std::string OnnxNode::title() const {
    return m_node.op_type() + (m_node.name().empty() ? "" : " '" + m_node.name() + "'");
}

void OnnxNode::fail(const Message& what) const {
    throw Error(say::kOfNode, m_title, what);
}

std::int64_t OnnxNode::integer(const std::string& name, std::int64_t fallback) {
    const auto* attribute = find(name, onnx::AttributeProto::INT);
    return attribute ? attribute->i() : fallback;
}

float OnnxNode::real(const std::string& name, float fallback) {
    const auto* attribute = find(name, onnx::AttributeProto::FLOAT);
    return attribute ? attribute->f() : fallback;
}

std::string OnnxNode::text(const std::string& name, const std::string& fallback) {
    const auto* attribute = find(name, onnx::AttributeProto::STRING);
    return attribute ? attribute->s() : fallback;
}

std::vector<std::int64_t> OnnxNode::integers(const std::string& name) {
    const auto* attribute = find(name, onnx::AttributeProto::INTS);
    if (!attribute) return {};
    return {attribute->ints().begin(), attribute->ints().end()};
}

void OnnxNode::expect(const std::string& name, std::int64_t value) {
    const std::int64_t found = integer(name, value);
    if (found != value) fail(Message(say::kAttributeIs, name, found, value));
}

int OnnxNode::same(const std::string& name, int count, int fallback, int least, int most) {
    const std::vector<std::int64_t> values = integers(name);
    if (values.empty()) return fallback;
    const std::int64_t first = values.front();
    const bool allSame = std::all_of(values.begin(), values.end(), [first](auto v) { return v == first; });
    if (std::ssize(values) != count || !allSame || first < least || first > most)
        fail(Message(say::kAttributeValues, name, values.size(), first, count, least, most));
    return static_cast<int>(first);
}

void OnnxNode::done() const {
    for (const auto& attribute : m_node.attribute())
        if (!m_known.contains(attribute.name())) fail(Message(say::kUnknownAttribute, attribute.name()));
}

const onnx::AttributeProto* OnnxNode::find(const std::string& name,
                                           onnx::AttributeProto::AttributeType type) {
    m_known.insert(name);
    for (const auto& attribute : m_node.attribute()) {
        if (attribute.name() != name) continue;
        if (attribute.type() != type) fail(Message(say::kAttributeType, name));
        return &attribute;
    }
    return nullptr;
}

} // namespace tristate::io
