#pragma once

#include "core/base/rng.h"

#include <cstdint>

namespace tristate::data {

/// What a seed is used for: each purpose has a random stream of its own. Internal to core/data.
enum class Purpose : std::uint64_t { trainSamples, testSamples, validationSplit, testSplit };

inline Rng streamFor(std::uint64_t seed, Purpose purpose) {
    return Rng::stream(seed, static_cast<std::uint64_t>(purpose));
}

} // namespace tristate::data
