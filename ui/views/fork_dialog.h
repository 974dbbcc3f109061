#pragma once

#include "core/train/difference.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace tristate::ui {

/// Asks what is to be different in a second future of the run: one setting of those that a run may change, or
/// one neuron. What cannot be is said in a sentence, and then the dialog cannot be accepted.
class ForkDialog : public QDialog {
    Q_OBJECT
public:
    /// `run` is as shown; the selected neuron is proposed.
    ForkDialog(const RunData& run, const Selection& selection, QWidget* parent = nullptr);

    /// As the dialog says it, whatever the run has done since; nothing while problem() says why.
    const std::optional<train::Difference>& difference() const { return m_difference; }
    QString problem() const;

    QComboBox& choice() { return *m_choice; }
    QLineEdit& value() { return *m_value; }
    QComboBox& layer() { return *m_layer; }
    QSpinBox& unit() { return *m_unit; }
    QPushButton& forkButton() { return *m_ok; }

private:
    QWidget* buildValues();
    void build();
    void choose();
    void fitUnits();
    void check();
    /// The setting that is chosen; null: a neuron is.
    const train::Setting* setting() const;
    /// Throws Error when it is none.
    train::SettingValue typedValue(const train::Setting& setting) const;
    train::Difference chosen() const;
    bool isOpen(const UnitRef& unit) const;

    const RunData& m_run;
    std::optional<train::Difference> m_difference;
    std::vector<const train::Setting*> m_settings; ///< in the order of the choice; a neuron comes after them
    QComboBox* m_choice;
    QStackedWidget* m_pages = nullptr; ///< number, switch, neuron
    QLineEdit* m_value;
    QLabel* m_switch;
    QComboBox* m_layer;
    QSpinBox* m_unit;
    QLabel* m_deed; ///< what is done to the neuron
    QLabel* m_problem;
    QPushButton* m_ok = nullptr;
};

} // namespace tristate::ui
