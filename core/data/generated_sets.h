#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tristate::data {

/// Makes so many samples of a seed.
using Generator = std::function<Dataset(std::size_t samples, std::uint64_t seed)>;

/// What makes the data that a source (DataSpec::source) names: "digits", "spiral", "noise:3x32x32" and so on.
/// Null when the source is a directory. Throws Error when the shape of the noise cannot be. Reads no file.
Generator generatorOf(const std::string& source);

/// The table that a source names and that comes with the program (core/data/embedded_tables.h); empty for
/// none.
std::string_view embeddedTable(const std::string& source);

/// Whether a source names data that come with the program, and so is no path.
bool isSetName(const std::string& source);

/// The names of all of them, for messages.
std::string generatedNames();

} // namespace tristate::data
