#include "core/nn/live_units.h"

#include "core/nn/feature_gates.h"

namespace tristate::nn {

template <class T>
std::vector<int> fedUnits(const BasicNetwork<T>& network, int gated) {
    const Gates<T>& gates = *network.gates().at(static_cast<std::size_t>(gated));
    if (!gates.isInput) return allUnits(gates.units());
    const std::size_t layer = network.placeOf(gates).layer;
    const auto channels = network.channelsOf(network.wires()[layer].inputs.front());
    std::vector<int> open;
    for (std::size_t i = 0; i < channels.size(); ++i)
        if (channels[i].gates < 0 || network.gatesAt(channels[i].gates)->isOpen(channels[i].unit))
            open.push_back(static_cast<int>(i));
    return network.layers()[layer]->asInputGates()->outputsOf(open);
}

template <class T>
std::vector<int> liveUnits(const BasicNetwork<T>& network, int gated) {
    const Gates<T>& gates = *network.gates().at(static_cast<std::size_t>(gated));
    std::vector<int> live = fedUnits(network, gated);
    std::erase_if(live, [&](int unit) { return !gates.isOpen(unit); });
    return live;
}

template <class T>
std::vector<bool> deadGates(const BasicNetwork<T>& network) {
    std::vector<bool> dead(static_cast<std::size_t>(network.originalGates()), false);
    for (const int index : network.vanished()) dead[static_cast<std::size_t>(index)] = true;
    const auto gates = network.gates();
    for (std::size_t i = 0; i < gates.size(); ++i) // every step asks: units that all are fed need no list
        if (gates[i]->openUnits() == 0 ||
            (gates[i]->isInput && liveUnits(network, static_cast<int>(i)).empty()))
            dead[static_cast<std::size_t>(gates[i]->index)] = true;
    return dead;
}

template <class T>
std::vector<bool> mayStayDead(const BasicNetwork<T>& network) {
    const std::vector<bool> dead = deadGates(network);
    std::vector<bool> may(dead.size(), false);
    for (const int index : network.vanished()) may[static_cast<std::size_t>(index)] = true;
    for (std::size_t index = dead.size(); index-- > 0;) {
        if (!dead[index] || may[index]) continue;
        may[index] = true;
        may[index] = graph::vanishing(network.graph(), network.groups(), may).has_value();
    }
    return may;
}

template std::vector<bool> mayStayDead(const BasicNetwork<float>&);
template std::vector<bool> mayStayDead(const BasicNetwork<double>&);
template std::vector<bool> deadGates(const BasicNetwork<float>&);
template std::vector<bool> deadGates(const BasicNetwork<double>&);
template std::vector<int> fedUnits(const BasicNetwork<float>&, int);
template std::vector<int> fedUnits(const BasicNetwork<double>&, int);
template std::vector<int> liveUnits(const BasicNetwork<float>&, int);
template std::vector<int> liveUnits(const BasicNetwork<double>&, int);

} // namespace tristate::nn
