#pragma once

#include "core/train/experiment.h"

#include <string>

namespace tristate::train {

/// What differs between two live settings, for an event's text: "lambda3 0.0003 -> 0.001, gates frozen".
std::string describeChanges(const LiveSettings& before, const LiveSettings& after);

} // namespace tristate::train
