#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <vector>

namespace tristate::io {

/// The nodes that a value needs, in an order in which they can be computed: that of the file, where it is
/// one. `known` are the names of inputs and constants. Throws Error naming `file` and the node: a cycle, an
/// input that nothing yields, a name that two nodes yield. Internal to core/io.
std::vector<int> onnxOrder(const onnx::GraphProto& graph, const std::string& file, const std::string& value,
                           const std::vector<std::string>& known);

} // namespace tristate::io
