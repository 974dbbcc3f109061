#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace tristate::data {

/// Makes so many samples of a seed.
using Generator = std::function<Dataset(std::size_t samples, std::uint64_t seed)>;

/// What makes the data that a source (DataSpec::source) names: "digits", "spiral", "noise:3x32x32" and so on.
/// Null when the source is a directory. Throws Error when the shape of the noise cannot be. Reads no file.
Generator generatorOf(const std::string& source);

/// The names, for messages.
std::string generatedNames();

} // namespace tristate::data
