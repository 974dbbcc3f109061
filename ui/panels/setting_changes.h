#pragma once

#include "core/train/experiment.h"

#include <QString>

#include <vector>

namespace tristate::train {
struct Setting;
}

namespace tristate::ui {

/// One thing in which two experiments differ, in words.
struct SettingChange {
    const train::Setting* setting; ///< null: the net
    QString name, before, after;
};

/// All of them: data, net, and every setting that a person can see, in the order of the form.
std::vector<SettingChange> changesBetween(const train::Experiment& before, const train::Experiment& after);

/// The names of the first few: "Data, Net, Epochs and 4 more".
QString changedNames(const std::vector<SettingChange>& changes);

/// A line for each: "Epochs: 18 → 30".
QString changedValues(const std::vector<SettingChange>& changes);

} // namespace tristate::ui
