#pragma once

#include "core/nn/network.h"
#include "core/prune/merge.h"

#include <string>

namespace tristate::io {

/// What one sample costs in time.
struct Latency {
    double microseconds = 0; ///< median processor time of a sample on one core of this machine
    std::string how;         ///< a sentence: what ran the network
};

/// Of a network as it would be exported, closed units gone: as C source, compiled here; where there is no C
/// compiler, by the plain forward pass, as `how` says. Takes about a second. Throws Error when the compiler
/// refuses the source.
Latency measureLatency(const nn::Network& network, prune::MergeMode merge);

} // namespace tristate::io
