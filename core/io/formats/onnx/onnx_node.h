#pragma once

#include "core/base/message.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace tristate::io {

/// Reads the attributes of one ONNX node strictly: each is asked for by name, done() refuses the ones that
/// nobody asked for. Errors name the file and the node. Internal to core/io.
class OnnxNode {
public:
    /// `index` names a node without a name.
    OnnxNode(const onnx::NodeProto& node, int index, std::string file);

    const onnx::NodeProto& proto() const { return m_node; }
    /// Counted from 0; one without a name is none.
    bool has(int input) const { return input < m_node.input_size() && !m_node.input(input).empty(); }
    /// "FILE: node 'conv1' (Conv)", for messages.
    const std::string& where() const { return m_title; }
    /// "Conv 'conv1'", for notes.
    std::string title() const;
    [[noreturn]] void fail(const Message& what) const;

    std::int64_t integer(const std::string& name, std::int64_t fallback);
    float real(const std::string& name, float fallback);
    std::string text(const std::string& name, const std::string& fallback);
    /// Empty when the attribute is missing.
    std::vector<std::int64_t> integers(const std::string& name);

    /// Refuses an attribute that has another value than this; missing counts as having it.
    void expect(const std::string& name, std::int64_t value);
    /// The one value of a list of `count`, as a square kernel has; in [least, most].
    int same(const std::string& name, int count, int fallback, int least, int most);
    void done() const;

private:
    const onnx::AttributeProto* find(const std::string& name, onnx::AttributeProto::AttributeType type);

    const onnx::NodeProto& m_node;
    std::string m_title;
    std::set<std::string> m_known;
};

} // namespace tristate::io
