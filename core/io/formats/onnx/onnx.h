#pragma once

#include "core/base/message.h"
#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <string>
#include <vector>

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
    std::vector<Message> notes; ///< about nodes that were left out or became part of others
};

/// Reads a chain of Conv, Gemm, MatMul, Add (of a bias), BatchNormalization (behind weights), Relu, MaxPool,
/// AveragePool, GlobalAveragePool, Gather, Flatten, Reshape, Transpose (between channels first and last),
/// Dropout, Identity and a final Softmax, as PyTorch, exporters of Keras and writeOnnx make them. Feature
/// maps come out channels first. Throws Error naming the file, the node and what was expected; allocates no
/// more than the file's size justifies.
OnnxModel readOnnx(const std::filesystem::path& file);

} // namespace tristate::io
