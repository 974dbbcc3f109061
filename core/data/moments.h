#pragma once

#include "core/data/dataset.h"

#include <vector>

namespace tristate::data {

/// Of a channel, over all samples and positions.
struct Moments {
    double mean = 0;
    double deviation = 0; ///< of the whole, not of a sample of it
};

/// Of every channel, in double precision, samples in their order. Thread-safe.
std::vector<Moments> momentsOf(const Dataset& data);

} // namespace tristate::data
