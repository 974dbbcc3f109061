#include "core/prune/magnitude.h"

#include <cmath>

namespace tristate::prune {

UnitScores magnitudeScores(const nn::Network& network, Norm norm) {
    const auto lengthOf = [norm](const auto& weights) {
        const auto wide = weights.template cast<double>().matrix();
        return norm == Norm::L1 ? wide.template lpNorm<1>() : wide.norm();
    };
    const auto stages = network.stages();
    UnitScores scores;
    for (const auto* gates : network.gates()) {
        std::vector<double> sums(static_cast<std::size_t>(gates->units()), 0.0);
        for (const auto& stage : stages) {
            if (stage.gates != gates) continue;
            const bool isInput = !stage.weights;
            const nn::Layer<float>* reader = network.layers()[stage.layer];
            if (isInput) reader = network.layers()[stage.layer + 1]; // the dense layer of these values
            const auto& weights = reader->asWeights()->weight.value;
            for (int unit = 0; unit < gates->units(); ++unit) {
                const double length = isInput ? lengthOf(weights.col(unit)) : lengthOf(weights.row(unit));
                sums[static_cast<std::size_t>(unit)] += norm == Norm::L1 ? length : length * length;
            }
        }
        if (norm == Norm::L2)
            for (double& sum : sums) sum = std::sqrt(sum);
        scores.push_back(std::move(sums));
    }
    return scores;
}

} // namespace tristate::prune
