#include "core/prune/compact.h"

#include <algorithm>

namespace tristate::prune {

template <class T>
std::vector<int> removeClosedUnits(nn::BasicNetwork<T>& network, std::int64_t limit) {
    std::vector<int> removed(static_cast<std::size_t>(network.originalGates()), 0);
    for (int index = 0; index < network.originalGates(); ++index) {
        const auto all = network.gates();
        const auto found = std::find(all.begin(), all.end(), network.gatesAt(index));
        if (found == all.end()) continue;
        const int at = static_cast<int>(found - all.begin());
        const nn::Gates<T>& layer = **found;
        std::vector<int> kept;
        for (int unit = 0; unit < layer.units(); ++unit)
            if (layer.isOpen(unit) || layer.closedSince[static_cast<std::size_t>(unit)] > limit)
                kept.push_back(unit);
        int& leaving = removed[static_cast<std::size_t>(index)];
        const int units = layer.units();
        if (kept.empty() && network.keepUnits(at, {})) {
            leaving = units; // the layer has vanished with its block
            continue;
        }
        if (kept.empty()) kept.push_back(0);
        const int closed = units - static_cast<int>(kept.size());
        if (closed > 0 && network.keepUnits(at, kept)) leaving = closed;
    }
    return removed;
}

template std::vector<int> removeClosedUnits(nn::BasicNetwork<float>&, std::int64_t);
template std::vector<int> removeClosedUnits(nn::BasicNetwork<double>&, std::int64_t);

} // namespace tristate::prune
