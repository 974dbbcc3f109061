#pragma once

#include "core/nn/network.h"
#include "core/nn/plain_network.h"
#include "core/prune/merge.h"

namespace tristate::prune {

/// What becomes of closed units.
enum class ClosedUnits {
    Removed,
    Zeroed, ///< rows of zeros at the original widths, also where training removed the units; nothing is
            ///< merged
};

/// The network another program needs: closed units gone, open ones as plain ReLUs, batch normalisation
/// multiplied into the weights before it, dropout left out, linear layers merged. Exact up to rounding: no
/// logit changes by more than 1e-5 of the logits' scale.
nn::PlainNetwork exportNetwork(const nn::Network& network, MergeMode merge = MergeMode::Auto,
                               ClosedUnits closed = ClosedUnits::Removed);

} // namespace tristate::prune
