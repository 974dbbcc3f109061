#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"

namespace tristate::train {

/// Throws Error when these samples are not for this network: they have more or fewer values than its input,
/// more classes than it has outputs, or not as many targets.
void requireFit(const nn::Network& network, const data::Dataset& data);

} // namespace tristate::train
