#pragma once

#include "core/base/message.h"
#include "core/graph/graph_builder.h"
#include "core/io/formats/onnx/onnx_constants.h"
#include "core/nn/plain_network.h"

#include <onnx/onnx_pb.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tristate::io {

/// How the values of the network lie in the file.
enum class OnnxLayout {
    Flat,          ///< [N, features]
    Rows,          ///< [N, height, width]
    ChannelsFirst, ///< [N, channels, height, width]
    ChannelsLast,  ///< [N, height, width, channels]
    Parts,         ///< [N, parts, channels / parts, height, width], inside a shuffle of channels
};

/// A value of an ONNX graph that depends on its input: what a node of the network yields, in another form.
/// Internal to core/io.
struct OnnxValue {
    int node = graph::kInput;
    OnnxLayout layout = OnnxLayout::Flat;
    bool isMixed = false; ///< a vector in (y, x, channel) order of the maps that the node yields
    /// Zeros that belong around the maps: above, left, below, right.
    std::array<std::int64_t, 4> padding{};
    int parts = 1;        ///< of OnnxLayout::Parts
    bool isSole = true;   ///< nobody else takes what the node yields
    bool isEnded = false; ///< behind a softmax or the like, which was left out
    /// Of maps that the node yields as a vector in their order: their dimensions in the file.
    std::vector<std::int64_t> spread{};

    bool isSpread() const { return !spread.empty(); }
    bool isPadded() const { return padding != std::array<std::int64_t, 4>{}; }
    bool isMaps() const { return layout == OnnxLayout::ChannelsFirst || layout == OnnxLayout::ChannelsLast; }
};

/// A network as far as it is read from an ONNX graph, and the names that its values have there. Every method
/// that takes a node throws Error naming it.
class OnnxNet {
public:
    OnnxNet(const onnx::GraphProto& graph, const std::string& file,
            std::optional<std::filesystem::path> folder);

    OnnxConstants constants;
    nn::PlainNetwork network;
    std::vector<Message> notes; ///< about what was left out

    void setInput(Shape input);
    bool knows(const std::string& name) const { return m_values.contains(name); }
    /// The value of this name, not as input of a node.
    const OnnxValue& at(const std::string& name) const { return m_values.at(name); }
    void define(const std::string& name, OnnxValue value) { m_values[name] = std::move(value); }

    /// An input of the node that is no constant; `number` counts from 0.
    OnnxValue take(const OnnxNode& node, int number = 0) const;
    /// A vector, or maps of one place that count as one.
    OnnxValue takeFlat(const OnnxNode& node, int number = 0) const;
    /// Maps, channels first, with zeros around them as nodes of their own unless `isPadded` may be.
    OnnxValue takeMaps(const OnnxNode& node, bool mayBePadded = false);
    /// What the node yields; `output` counts from 0.
    void yield(const OnnxNode& node, OnnxValue value, int output = 0);
    /// The same, of a node that yields the result of a new one of the network.
    void yield(const OnnxNode& node, int made, OnnxLayout layout);

    int append(const OnnxNode& node, const graph::Operation& operation, std::vector<int> inputs,
               nn::NodeWeights numbers = {});
    Shape shapeOf(const OnnxValue& value) const { return m_builder.shapeOf(value.node); }
    /// As the file has them; that of the samples is kOnnxBatch.
    std::vector<std::int64_t> dimsOf(const OnnxValue& value) const;

    /// y = scale x + shift for each channel of what the node yields, as part of the weights before it where
    /// nobody else sees those. Says so when `note`.
    OnnxValue scaled(const OnnxNode& node, OnnxValue value, const Eigen::VectorXd& scale,
                     const Eigen::VectorXd& shift, bool note = false);
    /// Zeros around maps as a node.
    OnnxValue padded(const OnnxNode& node, OnnxValue value);
    /// A vector in its own order, as a node that yields one: maps that the file flattened are selected one by
    /// one.
    OnnxValue asVector(const OnnxNode& node, OnnxValue value);
    /// Nothing but scales that are the same everywhere lies before it, so its shape may still be told.
    bool isOpen(const OnnxValue& value) const;
    /// Tells the shape of the input, before which nothing else lies.
    void reshapeInput(Shape shape);

private:
    std::map<std::string, OnnxValue> m_values;
    std::map<std::string, int> m_readers; ///< how many take each name
    std::string m_file;
    graph::GraphBuilder m_builder;
};

} // namespace tristate::io
