#include "core/train/settings_text.h"

#include "core/messages/settings.h"
#include "core/train/settings.h"

#include <span>
#include <vector>

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

/// Halves of halves: files bound how deep messages stand in messages.
Message joined(std::span<const Message> changes) {
    if (changes.empty()) return {};
    if (changes.size() == 1) return changes.front();
    const std::size_t half = changes.size() / 2;
    return Message(say::kTwoChanges, joined(changes.first(half)), joined(changes.subspan(half)));
}

} // namespace

Message describeChanges(const LiveSettings& before, const LiveSettings& after) {
    std::vector<Message> changes;
    for (const Setting& setting : settings()) {
        if (!setting.live) continue;
        const SettingValue from = setting.live.get(before), to = setting.live.get(after);
        if (from != to) changes.push_back(describeChange(setting, from, to));
    }
    return joined(changes);
}

} // namespace tristate::train
