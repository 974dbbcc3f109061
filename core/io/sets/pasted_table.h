#pragma once

#include "core/io/sets/known_sets.h"

#include <filesystem>
#include <string>

namespace tristate::io {

/// Keeps a table as a file, since an experiment names where its data are: pasted/table-HASH.csv beside the
/// user's sets; the same text is the same file. Returns its path. Throws Error as writeAtomically().
std::string keepPastedTable(const std::string& text,
                            const std::filesystem::path& folder = userSetsFolder().parent_path() / "pasted");

} // namespace tristate::io
