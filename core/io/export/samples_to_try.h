#pragma once

#include "core/data/dataset.h"
#include "core/nn/plain_network.h"

namespace tristate::io {

/// Up to 1,000 samples of the test set, as many as a network can be run on while a person waits, but at
/// least 32. They are taken evenly from the whole set, which may be in the order of its classes.
data::Dataset samplesToTry(const nn::PlainNetwork& network, const data::Dataset& test);

} // namespace tristate::io
