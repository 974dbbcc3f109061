#include "core/objective/cost_model.h"

#include <algorithm>

namespace tristate::objective {

namespace {

/// What one pair of an input and an output of a weight layer costs.
double pairCost(const nn::StageSize& stage, CostModel model) {
    return model == CostModel::Operations ? double(stage.taps) * stage.positions : stage.taps;
}

/// What one more unit of these gates costs the weight layers that see it, through input gates where they come
/// between: then a map counts as many values as are open on average.
double consumedCost(const std::vector<nn::StageSize>& stages, int gates, int units, double values,
                    CostModel model) {
    double cost = 0;
    for (const nn::StageSize& reader : stages) {
        if (std::find(reader.sources.begin(), reader.sources.end(), gates) == reader.sources.end()) continue;
        if (reader.isDepthwise) continue; // a unit of its own, which is paid for as one
        if (reader.merged)
            cost += consumedCost(stages, reader.gates, units, values, model);
        else if (reader.isInput)
            cost +=
                consumedCost(stages, reader.gates, units, double(reader.units) / std::max(1, units), model);
        else
            cost += values * reader.units / reader.groups * pairCost(reader, model);
    }
    return cost;
}

/// What a unit of a weight layer costs there.
double ownCost(const nn::StageSize& stage, CostModel model) {
    if (stage.isInput) return 0;
    return stage.channels * pairCost(stage, model) + (model == CostModel::Parameters ? 1 : 0);
}

double costOf(const std::vector<nn::StageSize>& stages, int gates, CostModel model) {
    double cost = 0;
    int units = 0;
    bool isMerged = false;
    for (const nn::StageSize& stage : stages) {
        if (stage.gates != gates) continue;
        isMerged = isMerged || stage.merged;
        cost += ownCost(stage, model);
        units = stage.units;
    }
    return isMerged ? 0 : cost + consumedCost(stages, gates, units, 1, model);
}

int gatesOf(const std::vector<nn::StageSize>& stages) {
    int count = 0;
    for (const nn::StageSize& stage : stages) count = std::max(count, stage.gates + 1);
    return count;
}

} // namespace

std::vector<double> marginalCosts(const std::vector<nn::StageSize>& stages, CostModel model) {
    std::vector<double> costs;
    for (int gates = 0; gates < gatesOf(stages); ++gates)
        costs.push_back(model == CostModel::Neurons ? 1 : costOf(stages, gates, model));
    return costs;
}

double meanCost(const graph::Graph& graph, CostModel model) {
    const std::vector<double> costs = marginalCosts(nn::sizes(graph), model);
    const std::vector<nn::GatedSize> gated = nn::gatedSizes(graph);
    double total = 0, units = 0;
    for (std::size_t i = 0; i < gated.size(); ++i) {
        total += gated[i].units * costs[i];
        units += gated[i].units;
    }
    return units > 0 ? total / units : 1;
}

} // namespace tristate::objective
