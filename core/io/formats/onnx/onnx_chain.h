#pragma once

#include "core/base/message.h"
#include "core/io/formats/onnx/onnx_constants.h"
#include "core/nn/plain_network.h"

#include <onnx/onnx_pb.h>

#include <optional>
#include <string>
#include <vector>

namespace tristate::io {

/// Of the value that the next node takes.
enum class OnnxLayout {
    Flat,          ///< [N, features]
    Rows,          ///< [N, height, width]
    ChannelsFirst, ///< [N, channels, height, width]
    ChannelsLast,  ///< [N, height, width, channels]
};

/// A chain of ONNX nodes as far as it is read. Internal to core/io.
struct OnnxChain {
    OnnxChain(const onnx::GraphProto& graph, const std::string& where)
        : file(where), constants(graph, where) {}

    /// Of what the next node takes.
    Shape shape() const;
    [[noreturn]] void fail(const Message& what) const;
    // Refuse a node that takes values in another form.
    void requireFlat(const OnnxNode& node) const;
    void requireMaps(const OnnxNode& node) const;
    void requireOwnOrder(const OnnxNode& node) const;

    std::string file; ///< for messages
    OnnxConstants constants;
    nn::PlainNetwork network;
    std::vector<Message> notes; ///< about what was left out
    OnnxLayout layout = OnnxLayout::Flat;
    std::optional<Shape> flattened; ///< the maps that a vector in (y, x, channel) order was made of
    int operand = 1;                ///< which input of the present node is the other one
    bool hasSoftmax = false;
};

} // namespace tristate::io
