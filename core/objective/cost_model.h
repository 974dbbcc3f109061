#pragma once

#include "core/nn/size.h"

#include <vector>

namespace tristate::objective {

/// What a unit costs in the width term of the regulariser (lambda_3):
///
/// - Neurons: 1, as in the paper.
/// - Parameters: the weights and the bias that would leave with the unit, given what is open elsewhere.
/// - Operations: the multiply-adds for one sample that would leave with it.
///
/// The last two are in units of the average unit of the network as it was built, so that one lambda_3 means
/// about the same in each model.
enum class CostModel { Neurons, Parameters, Operations };

/// The cost of a unit for each gates of the stages, by Gates::index; all units of a group cost the same
/// (behind input gates: their average). Weights of a merged layer cost nothing.
std::vector<double> marginalCosts(const std::vector<nn::StageSize>& stages, CostModel model);

/// What the units of each gated layer cost on average in the network as it was built, weighted by their
/// number: the unit of the two relative models; 1 for Neurons.
double meanCost(const graph::Graph& graph, CostModel model);

} // namespace tristate::objective
