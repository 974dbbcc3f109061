#include "core/nn/live_units.h"

namespace tristate::nn {

template <class T>
std::vector<int> fedUnits(const BasicNetwork<T>& network, int gated) {
    const auto all = network.gates();
    const auto at = static_cast<std::size_t>(gated);
    const GatedLayer<T>& gates = *all.at(at);
    if (at == 0 || !gates.isInput()) return allUnits(gates.units());
    // The weight layer before input gates has gates of its own, and no merging takes those away.
    const GatedLayer<T>& before = *all[at - 1];
    std::vector<int> open;
    for (int unit = 0; unit < before.units(); ++unit)
        if (before.isOpen(unit)) open.push_back(unit);
    return gates.outputsOf(open);
}

template <class T>
std::vector<int> liveUnits(const BasicNetwork<T>& network, int gated) {
    const GatedLayer<T>& gates = *network.gates().at(static_cast<std::size_t>(gated));
    std::vector<int> live = fedUnits(network, gated);
    std::erase_if(live, [&](int unit) { return !gates.isOpen(unit); });
    return live;
}

template std::vector<int> fedUnits(const BasicNetwork<float>&, int);
template std::vector<int> fedUnits(const BasicNetwork<double>&, int);
template std::vector<int> liveUnits(const BasicNetwork<float>&, int);
template std::vector<int> liveUnits(const BasicNetwork<double>&, int);

} // namespace tristate::nn
