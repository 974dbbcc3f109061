#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tristate::structure {

/// A line of the source that the architecture does not allow.
struct Violation {
    int line = 0; ///< counts from 1
    std::string text;
};

/// The folder that the rules speak of: "core/nn", "core/io/formats/onnx", "ui/plots", "ui", "app/cli". Empty
/// for files that no rule binds.
std::string roomOf(std::string_view path);

/// Checks one source file against docs/architecture.md: which folder may include which, where Qt,
/// QCustomPlot, the session, OpenMP pragmas and standard output may appear. `path` is relative to the root of
/// the project, with slashes.
std::vector<Violation> check(std::string_view path, std::string_view source);

} // namespace tristate::structure
