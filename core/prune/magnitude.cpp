#include "core/prune/magnitude.h"

namespace tristate::prune {

UnitScores magnitudeScores(const nn::Network& network, Norm norm) {
    const auto lengthOf = [norm](const auto& weights) {
        const auto wide = weights.template cast<double>().matrix();
        return norm == Norm::L1 ? wide.template lpNorm<1>() : wide.norm();
    };
    UnitScores scores;
    const auto stages = network.stages();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (!stages[i].gates) continue;
        const bool isInput = !stages[i].weights;
        const auto& weights = (isInput ? stages[i + 1] : stages[i]).weights->weight.value;
        scores.emplace_back();
        for (int unit = 0; unit < stages[i].gates->units(); ++unit)
            scores.back().push_back(isInput ? lengthOf(weights.col(unit)) : lengthOf(weights.row(unit)));
    }
    return scores;
}

} // namespace tristate::prune
