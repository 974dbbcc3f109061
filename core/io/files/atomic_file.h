#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tristate::io {

/// Replaces `file` by `content`: written beside it under a temporary name, flushed to disk, renamed over it.
/// Whatever goes wrong (no such folder, no permission, full disk, a crash), `file` is either the old one or
/// the new one, whole, and no temporary file stays behind; what a killed process may have left is removed by
/// the first save into the folder that comes a minute later. Throws Error naming the file and the system's
/// reason.
void writeAtomically(const std::filesystem::path& file, std::string_view content);

/// The whole file. Throws Error naming the file and the system's reason.
std::string readWholeFile(const std::filesystem::path& file);

} // namespace tristate::io
