#pragma once

#include "core/prune/unit_scores.h"

namespace tristate::prune {

/// Adds, for every unit, |sum of activation x gradient| over the minibatch in `workspace`: what the loss
/// would change by without the unit, to first order (Molchanov et al. 2017). It is the size of the gradient
/// by the unit's gate, which backward has left in the workspace. `scores` may be empty at first. Overwrites
/// the gate gradients of the network, nothing else.
void addTaylorScores(nn::Network& network, const nn::Workspace<float>& workspace, UnitScores& scores);

} // namespace tristate::prune
