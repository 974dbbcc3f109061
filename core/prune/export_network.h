#pragma once

#include "core/nn/network.h"
#include "core/nn/plain_network.h"

namespace tristate::prune {

/// Whether a linear layer (d = 1) is multiplied into the next one.
enum class FoldMode {
    Auto, ///< when that does not add parameters: n_prev n_next <= n (n_prev + n_next), with biases counted
    Always,
    Never,
};

/// The network another program needs: closed units gone, open ones as plain ReLUs, linear layers folded.
/// Exact up to rounding: no logit changes by more than 1e-5 of the logits' scale.
nn::PlainNetwork exportNetwork(const nn::Network& network, FoldMode fold = FoldMode::Auto);

/// The folding alone: multiplies dense layers that have nothing between them.
nn::PlainNetwork fold(nn::PlainNetwork network, FoldMode mode);

} // namespace tristate::prune
