#pragma once

#include "core/nn/gates.h"
#include "core/objective/lambdas.h"

#include <span>

namespace tristate::objective {

/// The regulariser of Srinivas and Babu 2016 (equations 3.4 and 3.5), added to the mean loss of a minibatch:
///
///     R = lambda1 sum_ij w_ij (1 - w_ij)  +  lambda2 sum_i d_i (1 - d_i)
///       + lambda3 sum_i c_i 1(d_i < 0.5) sum_j w_ij  -  lambda4 sum_i d_i
///
/// with i over gated layers and j over their units; c_i is what a unit of layer i costs (cost_model.h), 1 in
/// the paper. The indicator and c_i are constants for differentiation, so
///
///     dR/dw_ij = lambda1 (1 - 2 w_ij) + lambda3 c_i 1(d_i < 0.5)
///     dR/dd_i  = lambda2 (1 - 2 d_i) - lambda4
///
/// For gates whose openness is not w itself (hard concrete), openness(w_ij) stands in place of w_ij in the
/// width term. Removed units count as w = 0, merged layers are gone: they add nothing.

/// The part of one layer, whose units cost `cost`.
template <class T>
double regulariser(const nn::Gates<T>& layer, const Lambdas& lambdas, double cost);

/// Adds dR/dw and dR/dd to the layer's gate gradients.
template <class T>
void addRegulariserGradient(nn::Gates<T>& layer, const Lambdas& lambdas, double cost);

} // namespace tristate::objective
