#pragma once

#include "core/io/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>

namespace tristate::io {

/// Writes ONNX (ir_version 7, opset 13): Gemm, Conv, Relu, MaxPool, Flatten with dense initializers, tensors
/// named "fc1.weight", "conv1.bias"..., input "input" [N, C, H, W] (or [N, features]) of values 0..1, output
/// "logits" [N, classes], the metadata as metadata_props "tristate.KEY". Checked with onnx::checker before
/// anything is written. The file appears whole or not at all; an old one stays as it was when anything fails.
/// Throws Error.
void writeOnnx(const std::filesystem::path& file, const nn::PlainNetwork& network, const Metadata& metadata);

struct OnnxModel {
    nn::PlainNetwork network;
    Metadata metadata;
};

/// Reads a chain of the operators above. Throws Error naming the file, the node and what was expected;
/// allocates no more than the file's size justifies.
OnnxModel readOnnx(const std::filesystem::path& file);

} // namespace tristate::io
