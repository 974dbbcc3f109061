#include "core/train/difference.h"

#include "core/base/error.h"
#include "core/messages/runs.h"

namespace tristate::train {

namespace {

/// Of the kind that the setting is: bool for a switch, and so on.
bool hasKindOf(const SettingValue& value, const Setting& setting) {
    return value.index() == setting.live.get(LiveSettings{}).index();
}

} // namespace

void validate(const Difference& difference) {
    const auto* other = std::get_if<OtherSetting>(&difference);
    if (!other) return; // whether a gate can be set depends on the network
    const Setting* setting = findSetting(other->key);
    if (!setting || !setting->live || !hasKindOf(other->value, *setting))
        throw Error(say::kNotLive, other->key);
    checkRange(*setting, setting->key(), other->value);
}

LiveSettings withDifference(const LiveSettings& asked, const Difference& difference) {
    LiveSettings live = asked;
    if (const auto* other = std::get_if<OtherSetting>(&difference))
        findSetting(other->key)->live.set(live, other->value);
    return live;
}

bool isOfDifference(const GateEdit& edit, const Difference& difference) {
    const auto* other = std::get_if<GateEdit>(&difference);
    return other && other->layer == edit.layer && other->unit == edit.unit;
}

} // namespace tristate::train
