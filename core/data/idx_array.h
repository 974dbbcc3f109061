#pragma once

#include "core/data/number_array.h"

namespace tristate::data {

/// Reads an IDX file of any number type and of 1 to 4 dimensions. The file is not trusted. Throws Error
/// naming the file, what was expected and what was found. Thread-safe.
NumberArray readIdxArray(ByteSource& source);

} // namespace tristate::data
