#pragma once

#include "core/io/formats/onnx/onnx.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tristate::io {

/// The two halves of writeOnnx and readOnnx that know the format and no file. Internal to core/io.

/// The content of an ONNX file, checked by onnx::checker. Throws Error.
std::string toOnnx(const nn::PlainNetwork& network, const Metadata& metadata);

/// `where` names the source in messages. Weights may lie in other files of `folder`, if there is one. Throws
/// Error.
OnnxModel fromOnnx(const std::string& bytes, const std::string& where,
                   std::optional<std::filesystem::path> folder = std::nullopt);

} // namespace tristate::io
