#pragma once

#include "core/data/dataset.h"
#include "core/data/number_array.h"

#include <string>

namespace tristate::data {

/// Whether what is to be said of samples x 1 or samples x columns is numbers and no classes: as `task` says,
/// or guessed: several columns that are not all 0 but for one; of floating-point numbers one with decimals,
/// or many different ones.
bool areTargets(const NumberArray& array, TaskKind task);

/// Makes the numbers what is predicted of each sample, in their units; `name` calls them, with a number
/// behind it where there are several. Throws Error naming the array: another number of rows than samples, one
/// that is not finite.
void setTargets(Dataset& part, const NumberArray& array, const std::string& name);

} // namespace tristate::data
