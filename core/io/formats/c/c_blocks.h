#pragma once

#include "core/nn/plain_network.h"

#include <string>
#include <vector>

namespace tristate::io {

/// Weights in blocks of `width` outputs, [block][input][width], and biases, both filled up with zeros; every
/// group of outputs begins a block. The inputs come in the order of `sources`. Internal to core/io.
struct CBlocks {
    CBlocks(const nn::NodeWeights& numbers, int groups, const std::vector<int>& sources);

    std::string arrays(const std::string& name) const;
    std::size_t bytes() const { return (weights.size() + biases.size()) * sizeof(float); }

    int width, count, lastWidth; ///< of one group
    std::vector<float> weights, biases;
};

/// For interleaved values, where each lies in (channel, y, x) order.
std::vector<int> separatePlaces(Shape shape);

} // namespace tristate::io
