#include "core/prune/compact.h"

namespace tristate::prune {

template <class T>
std::vector<int> removeClosedUnits(nn::BasicNetwork<T>& network, std::int64_t limit) {
    const auto gates = network.gates();
    std::vector<int> removed(static_cast<std::size_t>(network.originalGates()), 0);
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const nn::Gates<T>& layer = *gates[i];
        std::vector<int> kept;
        for (int unit = 0; unit < layer.units(); ++unit)
            if (layer.isOpen(unit) || layer.closedSince[static_cast<std::size_t>(unit)] > limit)
                kept.push_back(unit);
        if (kept.empty()) kept.push_back(0);
        const int leaving = layer.units() - static_cast<int>(kept.size());
        const auto index = static_cast<std::size_t>(layer.index);
        if (leaving > 0 && network.keepUnits(static_cast<int>(i), kept)) removed[index] += leaving;
    }
    return removed;
}

template std::vector<int> removeClosedUnits(nn::BasicNetwork<float>&, std::int64_t);
template std::vector<int> removeClosedUnits(nn::BasicNetwork<double>&, std::int64_t);

} // namespace tristate::prune
