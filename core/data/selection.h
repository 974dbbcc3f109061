#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <span>

namespace tristate::data {

/// The given samples, in the order given, as a dataset of the same kind.
Dataset select(const Dataset& from, std::span<const std::size_t> samples);

/// Leaves the given samples, which ascend, and no others. Takes no memory, and gives none back.
void keep(Dataset& data, std::span<const std::size_t> samples);

} // namespace tristate::data
