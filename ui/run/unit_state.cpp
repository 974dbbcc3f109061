#include "ui/run/unit_state.h"

#include <QCoreApplication>

#include <algorithm>

namespace tristate::ui {
namespace {

bool isLeft(const nn::Network& network, const UnitRef& unit) {
    const auto* gates = network.gatesAt(unit.layer);
    return gates && std::ranges::find(gates->original, unit.unit) != gates->original.end();
}

} // namespace

std::vector<bool> removedUnits(const nn::Network& network, int layer, int units) {
    std::vector<bool> removed(static_cast<std::size_t>(units), true);
    if (const auto* gates = network.gatesAt(layer))
        for (const int unit : gates->original) removed[static_cast<std::size_t>(unit)] = false;
    return removed;
}

std::optional<UnitState> unitState(const RunData& run, const UnitRef& unit) {
    const auto network = run.shownNetwork();
    const auto* now = run.shownColumn();
    const auto layer = static_cast<std::size_t>(unit.layer), index = static_cast<std::size_t>(unit.unit);
    if (!network) return {};
    if (!isLeft(*network, unit)) return UnitState::Removed;
    if (!now || layer >= now->gates.size() || index >= now->gates[layer].size()) return {};
    return run.isOpen(now->gates[layer][index]) ? UnitState::Open : UnitState::Closed;
}

QString unitStateText(UnitState state) {
    switch (state) {
    case UnitState::Open:
        return QCoreApplication::translate("UnitState", "open");
    case UnitState::Closed:
        return QCoreApplication::translate("UnitState", "closed, can be restored");
    case UnitState::Removed:
        break;
    }
    return QCoreApplication::translate("UnitState", "removed for good");
}

} // namespace tristate::ui
