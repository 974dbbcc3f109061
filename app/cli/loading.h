#pragma once

#include "core/data/dataset.h"

#include <functional>

namespace tristate::cli {

class InterruptGuard;

/// Runs `load`, and tells at the foot of the terminal how far it is when it takes longer than a second.
/// Ctrl-C, as `guard` hears it, ends it: throws EndedBySignal. Else throws what `load` does.
void showLoading(const InterruptGuard& guard, const std::function<void(LoadProgress&)>& load);

/// data::load() with that, where nobody listens to Ctrl-C yet.
data::Splits loadData(const data::DataSpec& spec);
/// The same where `guard` does.
data::Splits loadData(const data::DataSpec& spec, const InterruptGuard& guard);

} // namespace tristate::cli
