#pragma once

#include "ui/jobs/export_run.h"
#include "ui/jobs/sweep_run.h"
#include "ui/jobs/sweep_times.h"
#include "ui/run/live_view.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tristate::ui {

class SessionBridge;
class SweepComparison;
class SweepDialog;
class SweepFilter;
class SweepModel;
class SweepPlot;

/// Many runs and the trade-off that they draw: starts a sweep or opens its folder, shows runs as they are
/// finished, as a table and as dots, filters, compares two, opens one as the present run, picks and exports.
class SweepView : public QWidget, public LiveView {
    Q_OBJECT
public:
    SweepView(SessionBridge& bridge, QWidget* parent);

    QWidget* widget() override { return this; }
    void refresh() override {} ///< it shows no present run

    void open(const QString& folder);
    /// Chooses a run, or a second one beside it.
    void choose(const QString& run, bool isSecond = false);
    /// The runs chosen, at most two.
    const QStringList& chosen() const { return m_chosen; }
    /// What is wrong, or was found; empty when nothing is to be said.
    QString sentence() const;
    QString progressText() const;
    /// Of the run that is chosen; the extension tells the format.
    void exportTo(const QString& file);
    /// The picture as SVG or PNG, or the table as CSV, by the extension.
    void savePicture(const QString& file);
    /// Measures the time of a sample of every finished run that was not measured yet, or stops that.
    void measureTimes();

    SweepRun& run() { return m_run; }
    ExportRun& exporting() { return m_export; }
    SweepModel& model() { return *m_model; }
    SweepPlot& plot() { return *m_plot; }
    QTableView& table() { return *m_table; }
    QComboBox& cost() { return *m_cost; }
    QLineEdit& filterField() { return *m_filterField; }
    QLineEdit& condition() { return *m_condition; }
    QPushButton& newButton() { return *m_new; }
    QPushButton& goOnButton() { return *m_goOn; }
    QPushButton& stopButton() { return *m_stop; }
    QPushButton& measureButton() { return *m_measure; }
    QPushButton& openRunButton() { return *m_openRun; }
    SweepDialog& dialog();

private:
    QWidget* buildHead();
    QWidget* buildMiddle();
    QWidget* buildFoot();
    void connectRun();
    void connectTimes();
    void askFolder();
    void askFile(const QString& title, const QString& filters, const QString& suffix,
                 void (SweepView::*then)(const QString&));
    void begin(const QString& folder, const sweep::Plan& plan, int workers);
    void goOn();
    void openChosen();
    void openNext(const QString& opened);
    void pick();
    void filter();
    std::vector<std::string> withoutTime() const;
    void takeChosen();
    void showChosen();
    void showPlot();
    void showButtons();
    void showProgress(const SweepProgress& progress);
    void say(const QString& sentence, bool isProblem);
    const sweep::Result* chosenRun(int which) const; ///< null for none

    SessionBridge& m_bridge;
    std::shared_ptr<const sweep::Folder> m_folder; ///< null while none is open
    SweepProgress m_progress;
    std::vector<sweep::Others> m_others; ///< beside the runs in pictures
    QStringList m_chosen;                ///< at most two
    int m_toMeasure = 0, m_measured = 0;
    int m_workers;
    std::filesystem::path m_opening, m_openingNext; ///< the second one follows the first
    QTimer m_plotTimer;                             ///< one picture for all that arrives in a moment
    SweepModel* m_model;
    SweepFilter* m_filter;
    QPointer<SweepDialog> m_dialog;
    QPushButton *m_new, *m_open, *m_goOn, *m_stop;
    QPushButton *m_openRun, *m_pick, *m_exportRun, *m_save, *m_measure;
    QLabel *m_progressLabel, *m_sentence;
    QComboBox* m_cost;
    QLineEdit *m_filterField, *m_condition;
    QTableView* m_table;
    SweepComparison* m_comparison;
    SweepPlot* m_plot;
    ExportRun m_export;
    SweepTimes m_times;
    SweepRun m_run; ///< last: it uses what is above
};

} // namespace tristate::ui
