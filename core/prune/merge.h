#pragma once

#include "core/nn/network.h"
#include "core/nn/plain_network.h"

#include <cstdint>
#include <vector>

namespace tristate::prune {

/// Whether a linear layer (d = 1) is multiplied into the next one.
enum class MergeMode {
    Auto, ///< when that does not add parameters: n_prev n_next <= n (n_prev + n_next), with biases counted
    Always,
    Never,
};

/// Multiplies weight layers that have nothing between them: dense into dense, a convolution into the next one
/// (where that has no padding, which would see zeros that the product cannot), a convolution into a dense
/// layer; and the units of a regression into the dense layer before them. Exact up to rounding.
nn::PlainNetwork mergeLayers(nn::PlainNetwork network, MergeMode mode);

/// The same in a network that goes on training: a dense layer that has been linear since `limit` or longer
/// (linearSince <= limit) and stands right before another dense one leaves; the optimizer's memory of the
/// product starts anew at step `now`. Returns the gated layers (Gates::index) that left. The outputs
/// stay the same up to rounding.
std::vector<int> mergeLinearLayers(nn::Network& network, MergeMode mode, std::int64_t limit,
                                   std::int64_t now);

} // namespace tristate::prune
