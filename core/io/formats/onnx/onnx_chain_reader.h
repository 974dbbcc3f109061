#pragma once

#include "core/io/formats/onnx/onnx_chain.h"

namespace tristate::io {

/// The network that a graph describes, if it is a chain of nodes as readOnnx lists them, with notes on what
/// was left out. Throws Error naming `file`, the node, and what was expected. Internal to core/io.
OnnxChain readOnnxChain(const onnx::GraphProto& graph, const std::string& file);

} // namespace tristate::io
