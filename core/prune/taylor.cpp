#include "core/prune/taylor.h"

#include <cmath>

namespace tristate::prune {

void addTaylorScores(nn::Network& network, const nn::Workspace<float>& workspace, UnitScores& scores) {
    network.reduceGateGradients(workspace);
    std::size_t gated = 0;
    for (const auto* gates : network.gates()) {
        if (gated == scores.size()) scores.emplace_back(static_cast<std::size_t>(gates->units()), 0.0);
        for (int unit = 0; unit < gates->units(); ++unit)
            scores[gated][static_cast<std::size_t>(unit)] +=
                std::abs(static_cast<double>(gates->widthGradient[unit]));
        ++gated;
    }
}

} // namespace tristate::prune
