#include "core/train/gate_edit.h"

#include "core/messages/runs.h"
#include "core/nn/live_units.h"
#include "core/train/describe.h"

#include <algorithm>
#include <string>

namespace tristate::train {

namespace {

/// Null when that layer is gone.
template <class Gates>
Gates* layerOf(const std::vector<Gates*>& gates, int index) {
    const auto found =
        std::find_if(gates.begin(), gates.end(), [&](const auto* layer) { return layer->index == index; });
    return found == gates.end() ? nullptr : *found;
}

/// Where the unit is in the arrays, or -1.
int placeOf(const nn::Gates<float>& layer, int unit) {
    const auto found = std::find(layer.original.begin(), layer.original.end(), unit);
    return found == layer.original.end() ? -1 : static_cast<int>(found - layer.original.begin());
}

/// Input gates behind maps go with those: closing either may leave nothing of them.
Message refusalOfInputs(const nn::Network& network, const GateEdit& edit, const std::string& name) {
    nn::Network after = network;
    apply(edit, after, 0);
    const auto gates = network.gates();
    const std::vector<bool> may = nn::mayStayDead(after);
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const int at = static_cast<int>(i);
        if (may[static_cast<std::size_t>(gates[i]->index)]) continue; // its block vanishes
        if (!nn::liveUnits(after, at).empty() || nn::liveUnits(network, at).empty()) continue;
        if (gates[i]->index == edit.layer) return Message(say::kLastOpenUnit, edit.unit, name);
        return Message(say::kLastInputs, edit.unit, name, layerName(network, gates[i]->index));
    }
    return {};
}

} // namespace

Message refusal(const nn::Network& network, const GateEdit& edit) {
    if (edit.layer < 0 || edit.layer >= network.originalGates())
        return Message(say::kNoGatedLayer, std::int64_t{edit.layer} + 1);
    const std::string name = layerName(network, edit.layer);
    const auto* layer = layerOf(network.gates(), edit.layer);
    if (network.hasVanished(edit.layer)) return Message(say::kLayerHasVanished, name);
    if (!layer) return Message(say::kLayerIsMerged, name);
    if (edit.unit < 0 || edit.unit >= layer->originalUnits()) return Message(say::kNoUnit, edit.unit, name);
    const int place = placeOf(*layer, edit.unit);
    if (place < 0) return Message(say::kUnitIsRemoved, edit.unit, name);
    return edit.open ? Message() : refusalOfInputs(network, edit, name);
}

void apply(const GateEdit& edit, nn::Network& network, std::int64_t step) {
    auto* layer = layerOf(network.gates(), edit.layer);
    const int place = layer ? placeOf(*layer, edit.unit) : -1;
    if (place < 0) return;
    layer->width[place] = edit.open ? 1.0f : 0.0f;
    auto& since = layer->closedSince[static_cast<std::size_t>(place)];
    if (edit.open)
        since = -1;
    else if (since < 0)
        since = step;
}

} // namespace tristate::train
