#pragma once

#include "core/base/message.h"
#include "core/train/experiment.h"

namespace tristate::train {

/// What differs between two live settings, for an event: "lambda3 0.0003 -> 0.001, freezeGates on". Empty
/// when nothing does.
Message describeChanges(const LiveSettings& before, const LiveSettings& after);

} // namespace tristate::train
