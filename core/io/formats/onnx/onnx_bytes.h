#pragma once

#include "core/io/formats/onnx/onnx.h"

#include <string>

namespace tristate::io {

/// The two halves of writeOnnx and readOnnx that know the format and no file. Internal to core/io.

/// The content of an ONNX file, checked by onnx::checker. Throws Error.
std::string toOnnx(const nn::PlainNetwork& network, const Metadata& metadata);

/// `where` names the source in messages. Throws Error.
OnnxModel fromOnnx(const std::string& bytes, const std::string& where);

} // namespace tristate::io
