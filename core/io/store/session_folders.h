#pragma once

#include "core/io/store/session_file.h"

#include <string>
#include <vector>

namespace tristate::io {

/// The directories that going on with a session, with a state of its past or with another run of it would
/// read data from, each once. Reads nothing.
std::vector<std::string> foldersOf(const SavedSession& session);

} // namespace tristate::io
