#pragma once

#include "core/nn/network.h"

#include <cstdint>
#include <vector>

namespace tristate::prune {

/// Removes every closed unit that has been so since `limit` or longer (closedSince <= limit): its row, the
/// next layer's matching columns, its gate, and the optimizer's memory of all of them. A closed unit's output
/// is 0, so no output of the network changes. A branch that something leads past may lose its last unit, and
/// vanishes then (BasicNetwork::keepUnits); otherwise a layer keeps its last unit, and a dense layer its last
/// input. Returns how many units left each gated layer of the network as it was built.
template <class T>
std::vector<int> removeClosedUnits(nn::BasicNetwork<T>& network, std::int64_t limit);

} // namespace tristate::prune
