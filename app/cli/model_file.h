#pragma once

#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <string>

namespace tristate::cli {

/// An exported network as it was read.
struct PlainModel {
    std::string format; ///< "onnx", "safetensors" or "json"
    nn::PlainNetwork network;
    io::Metadata metadata;
};

/// Whether the name of a model says that it is a session, and not an exported network.
bool isSessionFile(const std::filesystem::path& model);

/// Reads .onnx, .safetensors and .json files. Throws Error naming the file.
PlainModel readModel(const std::filesystem::path& file);

} // namespace tristate::cli
