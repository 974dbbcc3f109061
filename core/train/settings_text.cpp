#include "core/train/settings_text.h"

#include "core/messages/settings.h"
#include "core/train/settings.h"

namespace tristate::train {

namespace {

MessageArgument argument(const SettingValue& value) {
    if (const auto* whole = std::get_if<int>(&value)) return *whole;
    return std::get<double>(value);
}

Message describeChange(const Setting& setting, const SettingValue& before, const SettingValue& after) {
    const SettingName name{setting.key()};
    if (const auto* isOn = std::get_if<bool>(&after))
        return Message(*isOn ? say::kSettingOn : say::kSettingOff, name);
    return Message(say::kSettingChanged, name, argument(before), argument(after));
}

} // namespace

Message describeChanges(const LiveSettings& before, const LiveSettings& after) {
    Message all;
    for (const Setting& setting : settings()) {
        if (!setting.live) continue;
        const SettingValue from = setting.live.get(before), to = setting.live.get(after);
        if (from == to) continue;
        Message change = describeChange(setting, from, to);
        all = all.empty() ? std::move(change) : Message(say::kTwoChanges, std::move(all), std::move(change));
    }
    return all;
}

} // namespace tristate::train
