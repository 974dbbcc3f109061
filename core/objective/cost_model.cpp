#include "core/objective/cost_model.h"

#include <algorithm>

namespace tristate::objective {

namespace {

/// What one pair of an input and an output of a weight layer costs.
double pairCost(const nn::StageSize& stage, CostModel model) {
    return model == CostModel::Operations ? double(stage.taps) * stage.positions : stage.taps;
}

/// What one more input costs the next weight layer behind stage i, through input gates where they come
/// between: then a map counts as many values as are open on average.
double consumedCost(const std::vector<nn::StageSize>& stages, std::size_t i, CostModel model) {
    double values = 1;
    for (std::size_t next = i + 1; next < stages.size(); ++next) {
        if (stages[next].merged) continue;
        if (!stages[next].isInput) return values * stages[next].units * pairCost(stages[next], model);
        values = double(stages[next].units) / std::max(1, stages[i].units);
    }
    return 0;
}

} // namespace

std::vector<double> marginalCosts(const std::vector<nn::StageSize>& stages, CostModel model) {
    std::vector<double> costs;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const nn::StageSize& stage = stages[i];
        if (!stage.gated) continue;
        if (model == CostModel::Neurons) {
            costs.push_back(1);
        } else if (stage.merged) {
            costs.push_back(0);
        } else {
            const double bias = model == CostModel::Parameters && !stage.isInput ? 1 : 0;
            const double own = stage.isInput ? 0 : stage.channels * pairCost(stage, model) + bias;
            costs.push_back(own + consumedCost(stages, i, model));
        }
    }
    return costs;
}

double meanCost(const nn::NetworkSpec& spec, CostModel model) {
    const std::vector<nn::StageSize> stages = nn::sizes(spec);
    const std::vector<double> costs = marginalCosts(stages, model);
    double total = 0, units = 0;
    std::size_t gated = 0;
    for (const nn::StageSize& stage : stages) {
        if (!stage.gated) continue;
        total += stage.units * costs[gated++];
        units += stage.units;
    }
    return units > 0 ? total / units : 1;
}

} // namespace tristate::objective
