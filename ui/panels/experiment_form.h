#pragma once

#include "core/train/experiment.h"

#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

class QFormLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace tristate::train {
enum class SettingGroup;
}

namespace tristate::ui {

struct ExperimentField;
struct SettingChange;

/// The label of a control: bold and with a dot when its value is not that of the preset, which the tooltip
/// tells. `change` is null when it is.
void markLabel(QLabel& label, const QString& text, const SettingChange* change);

/// One control for each of the experiment's fields, in groups that open and close. What a control is given
/// is checked against the whole experiment: what cannot be is explained below that control, nothing is sent,
/// and the control shows the value in force again.
class ExperimentForm : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentForm(QWidget* parent = nullptr);

    /// Shows an experiment; sends nothing.
    void setExperiment(const train::Experiment& experiment);
    /// Marks what a preset has otherwise; `changes` are from it to the experiment.
    void mark(const std::vector<SettingChange>& changes);
    /// The control of a field, by its label as in experiment_fields; for tests and the keyboard.
    QWidget* control(const char* label) const;
    /// What is said below a control; empty when all is well.
    QString problem(const char* label) const;
    /// Opens the group and brings the control to the eye.
    void openAll();

Q_SIGNALS:
    /// `setting` names what was changed, for the undo menu; the experiment is a valid one.
    void edited(const tristate::train::Experiment& experiment, const QString& setting);

private:
    struct Row {
        const ExperimentField* field;
        QWidget* control;
        QLabel* label = nullptr;
        QLabel* problem = nullptr;
        std::function<void(double)> show = {};
    };

    QFormLayout* addGroup(QVBoxLayout* column, train::SettingGroup group);
    void addRow(QFormLayout* form, const ExperimentField& field);
    Row makeRow(const ExperimentField& field);
    void take(std::size_t row, double value);
    void showProblem(const Row& row, const QString& sentence);
    const Row* find(const char* label) const;

    train::Experiment m_experiment;
    std::vector<Row> m_rows;
    std::vector<std::pair<train::SettingGroup, QToolButton*>> m_toggles;
    bool m_isShowing = false;
};

} // namespace tristate::ui
