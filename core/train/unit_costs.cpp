#include "core/train/unit_costs.h"

#include "core/nn/size.h"

namespace tristate::train {

std::vector<double> unitCosts(const nn::Network& network, objective::CostModel model, double meanCost) {
    if (model == objective::CostModel::Neurons)
        return std::vector<double>(static_cast<std::size_t>(network.originalGates()), 1.0);
    std::vector<double> costs = objective::marginalCosts(nn::openSizes(network), model);
    for (double& cost : costs) cost /= meanCost;
    return costs;
}

} // namespace tristate::train
