#pragma once

#include <filesystem>
#include <string>

namespace tristate::cli {

// What can be known to fail before hours of work fails before them.

/// Makes the folder that `option` names, where it is not there yet. Throws Error.
void makeFolder(const std::string& option, const std::filesystem::path& folder);

/// Throws Error when the file that `option` names could not be written for want of a name or of a folder.
void requireFolderOf(const std::string& option, const std::filesystem::path& file);

} // namespace tristate::cli
