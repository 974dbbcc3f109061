#pragma once

#include "core/nn/network.h"
#include "core/objective/cost_model.h"

#include <vector>

namespace tristate::train {

/// What a unit of each gated layer (Gates::index) costs now in the width term of the regulariser, the average
/// one of the network as it was built (objective::meanCost) costing 1.
std::vector<double> unitCosts(const nn::Network& network, objective::CostModel model, double meanCost);

} // namespace tristate::train
