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

/// Of each gates of the network as it was built, by index, whether none of their units is live: those that
/// vanished are among them, those that were merged are not.
template <class T>
std::vector<bool> deadGates(const BasicNetwork<T>& network);

/// Those of deadGates() that can stay so, because something leads past them: as many as can be, later ones
/// first.
template <class T>
std::vector<bool> mayStayDead(const BasicNetwork<T>& network);

} // namespace tristate::nn
