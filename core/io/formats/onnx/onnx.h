#pragma once

#include "core/base/message.h"
#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tristate::io {

/// Writes ONNX (ir_version 7, opset 13): Gemm, Conv, Relu, MaxPool, Add, Concat and so on with dense
/// initializers, tensors named "fc1.weight", "conv1.bias"..., input "input" [N, C, H, W] (or [N, features])
/// of values 0..1, output "logits" [N, classes], the metadata as metadata_props "tristate.KEY". Checked with
/// onnx::checker before anything is written. The file appears whole or not at all; an old one stays as it was
/// when anything fails. Throws Error.
void writeOnnx(const std::filesystem::path& file, const nn::PlainNetwork& network, const Metadata& metadata);

struct OnnxModel {
    nn::PlainNetwork network;
    Metadata metadata;
    std::vector<Message> notes; ///< about nodes that were left out or became part of others
};

/// Reads graphs as PyTorch, exporters of Keras and writeOnnx make them: Conv, Gemm, MatMul, poolings, Relu
/// and its kin, Add, Concat, what scales and shifts channels (BatchNormalization, Mul, Div, Add, Sub of
/// constants), what moves values about (Flatten, Reshape, Transpose between channels first and last, Gather,
/// Squeeze), and constants and shapes that nodes compute. Scales become part of weights where they can;
/// Softmax, Sigmoid and ArgMax at the end are left out. Weights may be half, bfloat or double and may lie in
/// other files of the same folder. Feature maps come out channels first. Throws Error naming the file, the
/// node and what was expected; allocates no more than the file's size justifies.
OnnxModel readOnnx(const std::filesystem::path& file);

} // namespace tristate::io
