#pragma once

#include "core/nn/tri_state_relu.h"
#include "core/objective/lambdas.h"

#include <span>

namespace tristate::objective {

/// The regulariser of Srinivas and Babu 2016 (equations 3.4 and 3.5), added to the mean loss of a minibatch:
///
///     R = lambda1 sum_ij w_ij (1 - w_ij)  +  lambda2 sum_i d_i (1 - d_i)
///       + lambda3 sum_i 1(d_i < 0.5) sum_j w_ij  -  lambda4 sum_i d_i
///
/// with i over gated layers and j over their units. The indicator is a constant for differentiation, so
///
///     dR/dw_ij = lambda1 (1 - 2 w_ij) + lambda3 1(d_i < 0.5)
///     dR/dd_i  = lambda2 (1 - 2 d_i) - lambda4
///
/// Removed units count as w = 0: they add nothing.
template <class T>
double regulariser(std::span<const nn::TriStateRelu<T>* const> layers, const Lambdas& lambdas);

/// Adds dR/dw and dR/dd to the layer's gate gradients.
template <class T>
void addRegulariserGradient(nn::TriStateRelu<T>& layer, const Lambdas& lambdas);

} // namespace tristate::objective
