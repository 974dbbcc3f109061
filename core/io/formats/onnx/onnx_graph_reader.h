#pragma once

#include "core/io/formats/onnx/onnx_net.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tristate::io {

/// The network that a graph describes, if it is of nodes as readOnnx lists them, with notes on what was left
/// out. Weights may lie in files of the folder. Throws Error naming `file`, the node, and what was expected.
/// Internal to core/io.
OnnxNet readOnnxGraph(const onnx::GraphProto& graph, const std::string& file,
                      std::optional<std::filesystem::path> folder);

} // namespace tristate::io
