#include "core/prune/compact.h"

namespace tristate::prune {

template <class T>
std::vector<int> removeClosedUnits(nn::BasicNetwork<T>& network, std::int64_t limit) {
    const auto gates = network.gates();
    std::vector<int> removed(gates.size(), 0);
    for (std::size_t layer = 0; layer < gates.size(); ++layer) {
        const auto& closedSince = gates[layer]->closedSince;
        std::vector<int> kept;
        for (int unit = 0; unit < gates[layer]->units(); ++unit) {
            const auto since = closedSince[static_cast<std::size_t>(unit)];
            if (since < 0 || since > limit) kept.push_back(unit);
        }
        if (kept.empty()) kept.push_back(0);
        removed[layer] = gates[layer]->units() - static_cast<int>(kept.size());
        if (removed[layer] > 0) network.keepUnits(static_cast<int>(layer), kept);
    }
    return removed;
}

template std::vector<int> removeClosedUnits(nn::BasicNetwork<float>&, std::int64_t);
template std::vector<int> removeClosedUnits(nn::BasicNetwork<double>&, std::int64_t);

} // namespace tristate::prune
