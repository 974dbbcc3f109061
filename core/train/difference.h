#pragma once

#include "core/train/gate_edit.h"
#include "core/train/settings.h"

#include <string>
#include <variant>

namespace tristate::train {

/// One of two futures of a run.
enum class Future { First, Second };

/// A live setting that has another value.
struct OtherSetting {
    std::string key; ///< "lambda3", "freezeGates": as findSetting() knows it
    SettingValue value;

    friend bool operator==(const OtherSetting&, const OtherSetting&) = default;
};

/// The one thing that a second future has different: a setting for as long as it goes on, or a gate that is
/// set by hand when it begins.
using Difference = std::variant<OtherSetting, GateEdit>;

/// Throws Error naming the setting when it is none of a running run, or its value is out of range.
void validate(const Difference& difference);

/// What is asked of the second future when `asked` is asked of the first.
LiveSettings withDifference(const LiveSettings& asked, const Difference& difference);

/// Whether the edit is of the unit that is different: then it is meant for the first future alone.
bool isOfDifference(const GateEdit& edit, const Difference& difference);

} // namespace tristate::train
