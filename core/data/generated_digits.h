#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>

namespace tristate::data {

/// Images of handwritten-looking digits, 1 x 28 x 28, drawn by this program: it always has data to learn
/// from, without a file. A sample takes one of several ways of writing its digit and displaces its knots,
/// bends, slants, turns, scales and shifts it, and draws it with a pen of changing width and pressure on
/// slightly noisy paper. Hard enough that a linear classifier stays below 90 % while LeNet-300-100 passes 98
/// % from 10,000 samples.
///
/// The classes are balanced: sample i shows the digit i % 10. It depends on the seed
/// and i alone, so a larger set begins with the smaller one, whatever the number of threads. Thread-safe.
Dataset generateDigits(std::size_t samples, std::uint64_t seed);

} // namespace tristate::data
