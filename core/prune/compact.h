#pragma once

#include "core/nn/network.h"

#include <cstdint>
#include <vector>

namespace tristate::prune {

/// Removes every unit that has been closed since `limit` or longer (closedSince <= limit): its row, the next
/// layer's matching columns, its gate, and the optimizer's memory of all of them. A closed unit's output is
/// 0, so no output of the network changes. The last unit of a layer is never removed. Returns how many units
/// left each gated layer.
template <class T>
std::vector<int> removeClosedUnits(nn::BasicNetwork<T>& network, std::int64_t limit);

} // namespace tristate::prune
