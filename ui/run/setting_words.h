#pragma once

#include "core/train/settings.h"
#include "ui/look/text.h"

#include <QString>

#include <variant>

namespace tristate::ui {

/// It may change during a run and tells of it: all but the pace, which says nothing of the network.
inline bool isTold(const train::Setting& setting) {
    return setting.live && (setting.liveTexts->brief || setting.liveTexts->onBrief);
}

/// The value of a setting that is a number, as it is told.
inline QString settingValueText(const train::SettingValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return strengthText(*number);
    return QString::number(std::get<int>(value));
}

} // namespace tristate::ui
