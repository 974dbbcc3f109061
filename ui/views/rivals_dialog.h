#pragma once

#include "ui/rivals_run.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace tristate::ui {

class RivalsTable;
class SessionBridge;

/// Compares the run on screen with what prunes after training: which methods, to which widths, how many
/// seeds; the progress; the table. Not modal. The run pauses while the comparison needs its cores.
class RivalsDialog : public QDialog {
    Q_OBJECT
public:
    RivalsDialog(SessionBridge& bridge, QWidget* parent);

    /// What would be compared now.
    study::RivalsPlan plan() const;
    QString problem() const;
    RivalsRun& run() { return m_run; }
    RivalsTable& table() { return *m_table; }
    QComboBox& widths() { return *m_widths; }
    QSpinBox& seeds() { return *m_seeds; }
    QCheckBox& method(study::Method method) { return *m_methods[static_cast<std::size_t>(method)]; }
    QPushButton& compareButton() { return *m_compare; }
    QPushButton& cancelButton() { return *m_cancel; }
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
    void showBusy(bool busy);

    SessionBridge& m_bridge;
    RivalsRun m_run;
    QComboBox* m_widths;
    QSpinBox* m_seeds;
    std::vector<QCheckBox*> m_methods; ///< as in study::kMethods
    QLabel* m_cost;
    QLabel* m_problem;
    QProgressBar* m_progress;
    QPushButton* m_compare;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QPushButton* m_copy;
    RivalsTable* m_table;
};

/// Opens the dialog.
void showRivals(SessionBridge& bridge, QWidget* window);

} // namespace tristate::ui
