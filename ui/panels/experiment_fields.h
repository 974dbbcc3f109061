#pragma once

#include "core/train/settings.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace tristate::ui {

using FieldGroup = train::SettingGroup;

/// One setting of an experiment as a form shows it: what it is called, which values it takes, and where it is
/// kept. Switches and choices count as numbers: 0 and 1, and the index of the choice. The texts are to be
/// given to ExperimentFields::tr().
struct ExperimentField {
    using Kind = train::Setting::Kind;

    FieldGroup group;
    Kind kind;
    const char* label;
    const char* tip;
    double lowest = 0, highest = 1;
    const char* atZero = nullptr; ///< whole numbers: what 0 means, in place of "0"
    std::vector<const char*> choices = {};
    std::function<double(const train::Experiment&)> get = {};
    std::function<void(train::Experiment&, double)> set = {};
};

/// The table of settings as a form shows it: everything of an experiment but its preset, data source, net and
/// seeds, which have controls of their own.
class ExperimentFields {
public:
    static const std::vector<ExperimentField>& all();
    static QString title(FieldGroup group);
    /// A text of the table in the language of the window.
    static QString tr(const char* text);
};

} // namespace tristate::ui
