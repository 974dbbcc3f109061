#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tristate::data {

/// Which samples are the test set: of each class the same share, rounded, chosen by `seed`, but never its
/// last sample. `fraction` is 0 to 1. Throws Error naming `source` when a part would be empty. Thread-safe.
std::vector<bool> chooseTestSamples(const std::vector<Label>& labels, int classes, double fraction,
                                    std::uint64_t seed, const std::string& source);

/// Makes those of the training part the test part, as spec says; of a regression any of its samples.
void takeTestSamples(Splits& splits, const DataSpec& spec);

} // namespace tristate::data
