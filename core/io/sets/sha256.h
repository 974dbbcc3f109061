#pragma once

#include <filesystem>
#include <string>

namespace tristate::io {

/// The SHA-256 of a file's bytes, 64 hex digits. Throws Error naming a file that cannot be read.
std::string sha256Of(const std::filesystem::path& file);

} // namespace tristate::io
