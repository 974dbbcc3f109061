#pragma once

#include "core/nn/network_spec.h"

#include <optional>
#include <vector>

namespace tristate::nn {

/// What is left of a network as it was built: for every layer with gates, in order, the rising original
/// indices of its units; nothing for a dense layer that was merged into the next one.
using UnitsLeft = std::vector<std::optional<std::vector<int>>>;

/// 0, 1 ... count - 1.
std::vector<int> allUnits(int count);

/// Throws Error naming the gates that cannot be left so of a network of this spec, which has to be valid.
/// Allocates nothing of the size that the spec tells.
void validate(const NetworkSpec& spec, const UnitsLeft& left);

} // namespace tristate::nn
