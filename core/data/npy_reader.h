#pragma once

#include "core/data/number_array.h"

namespace tristate::data {

/// Reads a NumPy array (.npy, format versions 1 to 3) of numbers, in C or Fortran order and either byte
/// order. The file is not trusted: the header is bounded, and what it promises is compared with what the file
/// can hold. Throws Error naming the file, what was expected and what was found. Thread-safe.
NumberArray readNpy(ByteSource& source);

} // namespace tristate::data
