#pragma once

#include "ui/jobs/baselines_run.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace tristate::ui {

class BaselinesTable;
class SessionBridge;

/// Compares the run on screen with what prunes after training: which methods, to which widths, how many
/// seeds; the progress; the table. Not modal. The run pauses while the comparison needs its cores.
class BaselinesDialog : public QDialog {
    Q_OBJECT
public:
    BaselinesDialog(SessionBridge& bridge, QWidget* parent);

    /// What would be compared now.
    baselines::BaselinesPlan plan() const;
    QString problem() const;
    BaselinesRun& run() { return m_run; }
    BaselinesTable& table() { return *m_table; }
    QComboBox& widths() { return *m_widths; }
    QSpinBox& seeds() { return *m_seeds; }
    QCheckBox& method(baselines::Method method) { return *m_methods[static_cast<std::size_t>(method)]; }
    QPushButton& compareButton() { return *m_compare; }
    QPushButton& cancelButton() { return *m_cancel; }
    /// Makes the comparison possible, where it is not for the length of the run.
    QPushButton& remedyButton() { return *m_remedy; }
    void saveTable(const QString& file);

private:
    enum Widths { FoundAnew, OnScreen };

    QWidget* buildChoices();
    QWidget* buildProgress();
    QWidget* buildButtons();
    void compare();
    void askFile();
    void showProblem(const QString& sentence);
    void showWidths();
    /// What the choices would cost, or why they cannot be.
    void showPlan();
    void offerRemedy();
    void showBusy(bool busy);

    SessionBridge& m_bridge;
    BaselinesRun m_run;
    QComboBox* m_widths;
    QSpinBox* m_seeds;
    std::vector<QCheckBox*> m_methods; ///< as in baselines::kMethods
    QLabel* m_cost;
    QLabel* m_problem;
    QPushButton* m_remedy;
    bool m_isRemedied = false;
    QProgressBar* m_progress;
    QPushButton* m_compare;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QPushButton* m_copy;
    BaselinesTable* m_table;
};

/// Opens the dialog.
void showBaselines(SessionBridge& bridge, QWidget* window);

} // namespace tristate::ui
