#pragma once

#include "core/sweep/plan.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QFileDialog;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tristate::ui {

class SessionBridge;
class VaryList;

/// What a new sweep is: the experiment, on screen or of a file, what varies, how runs are chosen, where the
/// results go and by how many workers. Files are those of `tristate sweep --plan`. Not modal. GUI thread.
class SweepDialog : public QDialog {
    Q_OBJECT
public:
    SweepDialog(SessionBridge& bridge, QWidget* parent);

    /// Throws Error saying what cannot be.
    sweep::Plan plan() const;
    /// Shows a plan, or says why the file cannot be read. Also the sweep.json of a folder.
    void load(const QString& file);
    void save(const QString& file);

    QString problem() const;
    VaryList& vary() { return *m_vary; }
    QComboBox& mode() { return *m_mode; }
    QSpinBox& runs() { return *m_runs; }
    QLineEdit& folder() { return *m_folder; }
    QSpinBox& workers() { return *m_workers; }
    QPushButton& startButton() { return *m_start; }

Q_SIGNALS:
    void startAsked(const QString& folder, const tristate::sweep::Plan& plan, int workers);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildChoices();
    QWidget* buildFolder();
    QWidget* buildButtons();
    const train::Experiment& base() const;
    void askFile(bool isSaving);
    void askFolder();
    /// What the sweep would be, or why it cannot be.
    void showPlan();
    void showExperiment();
    void showProblem(const QString& sentence);
    void start();

    SessionBridge& m_bridge;
    std::optional<train::Experiment> m_loaded; ///< of the file
    QString m_file;
    VaryList* m_vary;
    QLabel* m_experiment;
    QComboBox* m_mode;
    QSpinBox* m_runs;
    QLineEdit* m_folder;
    QSpinBox* m_workers;
    QLabel* m_cost;
    QLabel* m_problem;
    QPushButton* m_start;
    QPushButton* m_save;
};

} // namespace tristate::ui
