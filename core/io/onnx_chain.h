#pragma once

#include "core/nn/plain_network.h"

#include <onnx/onnx_pb.h>

#include <string>
#include <vector>

namespace tristate::io {

/// The network that a graph describes, if it is a chain of nodes as readOnnx lists them. Adds a sentence to
/// `notes` for what was left out. Throws Error naming `file`, the node, and what was expected. Internal to
/// core/io.
nn::PlainNetwork readOnnxChain(const onnx::GraphProto& graph, const std::string& file,
                               std::vector<std::string>& notes);

} // namespace tristate::io
