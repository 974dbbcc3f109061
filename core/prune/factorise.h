#pragma once

#include "core/nn/plain_network.h"

namespace tristate::prune {

/// Replaces a dense layer by two with `rank` linear units between them, the nearest product of that rank to
/// its weights (truncated singular value decomposition; Eckart and Young 1936): W = U S V' becomes
/// V' sqrt(S), rank x inputs and without a bias of its own, then U sqrt(S), outputs x rank, with the bias of
/// W. Saves parameters when rank (inputs + outputs + 1) < inputs * outputs. prune::importNetwork makes a
/// trainable network of the result, whose layer in the middle is linear for good as long as gates are off.
///
/// `dense` counts the dense layers from 0, which is fc1. Throws Error when there is no such layer, or when
/// the rank is not 1 to the smaller side of its weights.
nn::PlainNetwork factorise(nn::PlainNetwork network, int dense, int rank);

} // namespace tristate::prune
