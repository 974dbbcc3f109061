#pragma once

#include "core/nn/network.h"

#include <vector>

namespace tristate::nn {

/// The rising present indices of the units of gates `gated` (of gates()) that an open unit feeds: of input
/// gates the values that come from an open channel of the layer before them, of all other gates every unit.
/// They need not be open themselves.
template <class T>
std::vector<int> fedUnits(const BasicNetwork<T>& network, int gated);

/// Those of fedUnits() that are open. Where a layer has none the network's output is a constant.
template <class T>
std::vector<int> liveUnits(const BasicNetwork<T>& network, int gated);

} // namespace tristate::nn
