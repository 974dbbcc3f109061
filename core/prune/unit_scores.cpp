#include "core/prune/unit_scores.h"

#include "core/base/error.h"
#include "core/messages/nets.h"
#include "core/nn/size.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tristate::prune {

namespace {

void requireFit(const nn::Network& network, const std::vector<int>& widths) {
    const auto gates = network.gates();
    if (widths.size() != gates.size()) throw Error(say::kWidthCount, widths.size(), gates.size());
    for (std::size_t i = 0; i < gates.size(); ++i)
        if (widths[i] < 1 || widths[i] > gates[i]->units())
            throw Error(say::kWidthInvalid, i + 1, widths[i], gates[i]->units());
}

std::vector<int> widthsAt(const nn::Network& network, double share) {
    std::vector<int> widths;
    for (const auto* gates : network.gates())
        widths.push_back(std::max(1, static_cast<int>(std::lround(share * gates->units()))));
    return widths;
}

/// What the network would have with these widths. Input gates behind maps are counted as if their values
/// were spread over the maps that stay.
long long parametersAt(nn::Network network, const std::vector<int>& widths) {
    const auto gates = network.gates();
    for (std::size_t i = 0; i < gates.size(); ++i) {
        gates[i]->width.setZero();
        gates[i]->width.head(widths[i]).setOnes();
    }
    return nn::totalParameters(nn::openSizes(network));
}

} // namespace

UnitScores randomScores(const nn::Network& network, Rng& rng) {
    UnitScores scores;
    for (const auto* gates : network.gates()) {
        scores.emplace_back(static_cast<std::size_t>(gates->units()));
        for (double& score : scores.back()) score = rng.uniform();
    }
    return scores;
}

void keepBest(nn::Network& network, const UnitScores& scores, const std::vector<int>& widths) {
    requireFit(network, widths);
    std::vector<std::vector<double>> byOriginal; // cutting maps may take input gates behind them along
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const nn::Gates<float>& gates = *network.gates()[i];
        byOriginal.emplace_back(static_cast<std::size_t>(gates.originalUnits()), 0.0);
        for (std::size_t unit = 0; unit < scores[i].size(); ++unit)
            byOriginal[i][static_cast<std::size_t>(gates.original[unit])] = scores[i][unit];
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::vector<int>& original = network.gates()[i]->original;
        std::vector<int> units(original.size());
        for (std::size_t unit = 0; unit < units.size(); ++unit) units[unit] = static_cast<int>(unit);
        std::stable_sort(units.begin(), units.end(), [&](int a, int b) {
            const auto scoreOf = [&](int unit) {
                return byOriginal[i][static_cast<std::size_t>(original[static_cast<std::size_t>(unit)])];
            };
            return scoreOf(a) > scoreOf(b);
        });
        units.resize(std::min(units.size(), static_cast<std::size_t>(widths[i])));
        std::sort(units.begin(), units.end());
        network.keepUnits(static_cast<int>(i), units);
    }
}

std::vector<int> widthsAtEqualRatio(const nn::Network& network, long long parameters) {
    double low = 0, high = 1; // widths grow with the share, and so do the parameters
    const long long least = parametersAt(network, widthsAt(network, low));
    if (least > parameters) throw Error(say::kBudgetTooSmall, least, parameters);
    if (parametersAt(network, widthsAt(network, high)) <= parameters) return widthsAt(network, high);
    constexpr int kHalvings = 30;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (parametersAt(network, widthsAt(network, middle)) <= parameters ? low : high) = middle;
    }
    return widthsAt(network, low);
}

} // namespace tristate::prune
