#pragma once

#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QString>

#include <vector>

namespace tristate::ui {

/// What became of a unit: a closed one is left out, but keeps its weights until it is removed.
enum class UnitState { Open, Closed, Removed };

/// For each of `units` units of a gated layer, both as the network was built, whether it has left for good.
std::vector<bool> removedUnits(const nn::Network& network, int layer, int units);

/// In the moment shown; nothing where that is not known yet. GUI thread.
std::optional<UnitState> unitState(const RunData& run, const UnitRef& unit);

/// In a word or two.
QString unitStateText(UnitState state);

} // namespace tristate::ui
