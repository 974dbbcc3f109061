#pragma once

#include "core/train/settings.h"

#include <QString>

namespace tristate::ui {

/// It may change during a run and tells of it: all but the pace, which says nothing of the network.
bool isTold(const train::Setting& setting);

/// The value of a setting as it is told: "on", "adam", "2,000", "1e-3", or what 0 means.
QString settingValueText(const train::Setting& setting, const train::SettingValue& value);

} // namespace tristate::ui
