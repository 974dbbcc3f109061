#pragma once

#include "core/graph/graph_text.h"
#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tristate::io {

/// The content of a safetensors file: an 8-byte size, a JSON header, the arrays, little-endian. The weights
/// are F32 under the names of the ONNX file: "conv1.weight" [maps, input maps, kernel, kernel], "fc1.weight"
/// [outputs, inputs], "fc1.bias" [outputs]. The header's "__metadata__" holds `metadata` and, under "layers",
/// the chain of layers as JSON text, from which the network can be built again. Throws Error.
std::string toSafetensors(const nn::PlainNetwork& network, const Metadata& metadata);

struct SafetensorsModel {
    nn::PlainNetwork network;
    Metadata metadata;
};

/// Reads such a file. With `spec` the layers are those of the spec, every gate open and dropout left out, and
/// the metadata need not tell: so weights of other programs can be read. Their arrays are found by their
/// shapes and the order of their names; biases may be missing, numbers may be of 16 or 64 bits, and batch
/// normalisation becomes part of the weights. Throws Error naming `where`, the array and what was expected:
/// every array belongs to a layer, and lies right behind the one before; allocates no more than the file's
/// size justifies.
SafetensorsModel fromSafetensors(const std::string& bytes, const std::string& where,
                                 const std::optional<graph::Graph>& spec = std::nullopt);
SafetensorsModel readSafetensors(const std::filesystem::path& file);
nn::PlainNetwork networkFromSafetensors(const std::filesystem::path& file,
                                        const std::optional<graph::Graph>& spec = std::nullopt);

} // namespace tristate::io
