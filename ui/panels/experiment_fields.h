#pragma once

#include "core/train/experiment.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace tristate::ui {

/// The groups of the experiment form, in order.
enum class FieldGroup { Data, Augmentation, Training, Gates, Schedule };

/// One setting of an experiment as a form shows it: what it is called, which values it takes, and where it is
/// kept. Switches and choices count as numbers: 0 and 1, and the index of the choice. The texts are to be
/// given to ExperimentFields::tr().
struct ExperimentField {
    enum class Kind { Number, Whole, Switch, Choice };

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

/// Everything of an experiment but its preset, data source, net and seed, which have controls of their own.
class ExperimentFields {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::ExperimentFields)
public:
    static const std::vector<ExperimentField>& all();
    static QString title(FieldGroup group);

private:
    static std::vector<ExperimentField> dataFields();
    static std::vector<ExperimentField> augmentationFields();
    static std::vector<ExperimentField> trainingFields();
    static std::vector<ExperimentField> gateFields();
    static std::vector<ExperimentField> scheduleFields();
};

} // namespace tristate::ui
