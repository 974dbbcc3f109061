#include "ui/views/sweep_view.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/io/files/atomic_file.h"
#include "core/io/store/session_file.h"
#include "core/sweep/picture.h"
#include "ui/jobs/curve_picture.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/sweep_plot.h"
#include "ui/run/data_names.h"
#include "ui/run/session_bridge.h"
#include "ui/views/export_report.h"
#include "ui/views/sweep_comparison.h"
#include "ui/views/sweep_dialog.h"
#include "ui/views/sweep_model.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace tristate::ui {
namespace {

constexpr int kPlotMilliseconds = 150;

/// "1 min", rounded up.
QString durationText(double seconds) {
    if (seconds < 100) return SweepView::tr("%n s", nullptr, static_cast<int>(seconds) + 1);
    if (seconds < 6000) return SweepView::tr("%n min", nullptr, static_cast<int>(seconds / 60) + 1);
    return SweepView::tr("%n h", nullptr, static_cast<int>(seconds / 3600) + 1);
}

/// What is loaded on the thread of the export. Throws Error.
ExportSource sourceOf(const std::filesystem::path& session) {
    const io::SavedSession saved = io::openSession(session);
    const train::Experiment& experiment = saved.checkpoint->experiment;
    return {.network = {saved.checkpoint, &saved.checkpoint->network},
            .data = std::make_shared<const data::Splits>(data::load(experiment.data)),
            .experiment = experiment,
            .history = saved.history};
}

} // namespace

SweepView::SweepView(SessionBridge& bridge, QWidget* parent)
    : QWidget(parent),
      m_bridge(bridge),
      m_workers(threadCount(0)),
      m_model(new SweepModel(this)),
      m_filter(new SweepFilter(*m_model, this)) {
    setAccessibleName(tr("Sweep"));
    setObjectName(QStringLiteral("sweepView"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(4);
    column->addWidget(buildHead());
    column->addWidget(buildMiddle(), 1);
    column->addWidget(buildFoot());
    m_plotTimer.setSingleShot(true);
    m_plotTimer.setInterval(kPlotMilliseconds);
    connect(&m_plotTimer, &QTimer::timeout, this, &SweepView::showPlot);
    connectRun();
    connectTimes();
    say(tr("A sweep trains an experiment many times and shows how small a network is at which error."),
        false);
    showChosen();
    showPlot();
}

void SweepView::connectRun() {
    connect(&m_run, &SweepRun::opened, this, [this](const std::shared_ptr<const sweep::Folder>& folder) {
        m_folder = folder;
        m_times.giveUp(); // of the folder before
        m_model->begin(folder->plan());
        m_progress = {};
        m_others.clear();
        m_filterField->clear();
        const QString words = tr("Going on and exporting read the data of this sweep: %1");
        say(m_run.isWorking() ? QString() : words.arg(dataName(folder->plan().base.data.source)), false);
        showChosen();
        m_plotTimer.start();
    });
    connect(&m_run, &SweepRun::othersRead, this, [this](const std::vector<sweep::Others>& others) {
        m_others = others;
        m_plotTimer.start();
    });
    connect(&m_run, &SweepRun::progressed, this,
            [this](const std::vector<sweep::Result>& results, const SweepProgress& progress) {
                const bool isFirst = m_model->results().empty();
                m_model->add(results);
                if (isFirst) m_table->resizeColumnsToContents();
                showProgress(progress);
                if (!results.empty() && !m_plotTimer.isActive()) m_plotTimer.start();
            });
    connect(&m_run, &SweepRun::noted, this, [this](const QString& sentence) { say(sentence, true); });
    connect(&m_run, &SweepRun::ended, this, [this](const QString& problem) {
        if (!problem.isEmpty()) say(problem, true);
        showProgress(m_progress);
    });
    connect(&m_bridge, &SessionBridge::runOpened, this, &SweepView::openNext);
    connect(&m_export, &ExportRun::ended, this,
            [this](const std::vector<io::ExportProof>& written, const QString& problem) {
                if (!problem.isEmpty()) say(problem, true);
                if (!written.empty()) (new ExportReport(written, window()))->show();
                showButtons();
            });
}

void SweepView::connectTimes() {
    connect(&m_times, &SweepTimes::measured, this, [this](const QString& run, double microseconds) {
        m_model->setMicroseconds(run, microseconds);
        say(tr("Timed %1 of %2 runs").arg(countText(++m_measured), countText(m_toMeasure)), false);
        if (!m_plotTimer.isActive()) m_plotTimer.start();
    });
    connect(&m_times, &SweepTimes::ended, this, [this](const QString& problem) {
        if (!problem.isEmpty()) say(problem, true);
        showButtons();
    });
}

std::vector<std::string> SweepView::withoutTime() const {
    std::vector<std::string> runs;
    for (const sweep::Result& result : m_model->results())
        if (!result.failed() && std::isnan(result.microseconds)) runs.push_back(result.id);
    return runs;
}

void SweepView::measureTimes() {
    if (m_times.isBusy()) return m_times.stop();
    const std::vector<std::string> runs = withoutTime();
    if (!m_folder || runs.empty()) return;
    m_toMeasure = static_cast<int>(runs.size());
    m_measured = 0;
    m_times.measure(m_folder, runs);
    m_cost->setCurrentIndex(static_cast<int>(sweep::Cost::Microseconds));
    say(tr("Compiling the networks and timing them on this machine"), false);
    showButtons();
}

SweepDialog& SweepView::dialog() {
    if (!m_dialog) {
        m_dialog = new SweepDialog(m_bridge, window());
        connect(m_dialog, &SweepDialog::startAsked, this, &SweepView::begin);
    }
    return *m_dialog;
}

void SweepView::open(const QString& folder) {
    say(tr("Reading %1").arg(folder), false);
    m_run.open(folder.toStdString());
    showButtons();
}

void SweepView::begin(const QString& folder, const sweep::Plan& plan, int workers) {
    m_workers = workers;
    say(tr("Loading the data"), false);
    m_run.begin(folder.toStdString(), plan, workers);
    showButtons();
}

void SweepView::goOn() {
    m_run.goOn(m_folder->path(), m_workers);
    showButtons();
}

const sweep::Result* SweepView::chosenRun(int which) const {
    const int row = m_model->rowOf(m_chosen.value(which));
    return row < 0 ? nullptr : &m_model->results()[static_cast<std::size_t>(row)];
}

void SweepView::takeChosen() {
    m_chosen.clear();
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows()) {
        if (m_chosen.size() == 2) break;
        m_chosen << QString::fromStdString(
            m_model->results()[static_cast<std::size_t>(m_filter->mapToSource(row).row())].id);
    }
    showChosen();
}

void SweepView::choose(const QString& run, bool isSecond) {
    const QModelIndex row = m_filter->mapFromSource(m_model->index(m_model->rowOf(run), 0));
    if (!row.isValid()) return;
    QItemSelectionModel::SelectionFlags how = QItemSelectionModel::Rows;
    how |= isSecond ? QItemSelectionModel::Toggle : QItemSelectionModel::ClearAndSelect;
    m_table->selectionModel()->setCurrentIndex(row, how);
    m_table->scrollTo(row);
}

/// One becomes the present run; of two the curves of the second lie over those of the first.
void SweepView::openChosen() {
    const sweep::Result *first = chosenRun(0), *second = chosenRun(1);
    if (!first || !m_folder) return;
    m_opening = m_folder->sessionFile(first->id);
    m_openingNext = second ? m_folder->sessionFile(second->id) : std::filesystem::path();
    m_bridge.openRun(m_opening);
}

void SweepView::openNext(const QString& opened) {
    if (opened.toStdString() != m_opening.string() || m_openingNext.empty()) return;
    m_opening = std::exchange(m_openingNext, {});
    m_bridge.openRun(m_opening);
}

void SweepView::pick() {
    try {
        const std::string text = m_condition->text().trimmed().toStdString();
        const auto conditions = sweep::parseConditions(text, sweep::namesOf(m_folder->plan()));
        if (sweep::areOfTime(conditions) && !withoutTime().empty())
            return say(tr("Some runs have no time yet; \"Time runs\" measures them"), true);
        const sweep::Result& picked = sweep::pick(m_model->results(), conditions, text);
        m_filterField->clear(); // it may hide the run
        choose(QString::fromStdString(picked.id));
        say(tr("Picked: error %1, %2 parameters, open units %3")
                .arg(metricText(picked.metric, picked.error()), countText(picked.parameters),
                     widthsText(picked.architecture)),
            false);
    } catch (const Error& error) {
        say(messageText(error.message()), true);
    }
}

void SweepView::exportTo(const QString& file) {
    const sweep::Result* run = chosenRun(0);
    if (!run || !m_folder) return;
    try {
        io::requireFormat(file.toStdString());
        ExportOrder order;
        order.files = {file.toStdString()};
        m_export.start(order, [session = m_folder->sessionFile(run->id)] { return sourceOf(session); });
        say(tr("Writing %1").arg(file), false);
    } catch (const Error& error) {
        say(messageText(error.message()), true);
    }
    showButtons();
}

void SweepView::savePicture(const QString& file) {
    try {
        const std::string path = file.toStdString();
        const sweep::Plan& plan = m_folder->plan();
        const std::string svg = sweep::toSvg(plan, m_model->results(), m_others);
        io::writeAtomically(path, path.ends_with(".csv") ? io::toCsv(sweep::tableOf(plan, m_model->results()))
                                  : path.ends_with(".png") ? pngOfSvg(svg)
                                                           : svg);
        say(tr("Saved %1").arg(file), false);
    } catch (const Error& error) {
        say(messageText(error.message()), true);
    }
}

void SweepView::filter() {
    const QString text = m_filterField->text().trimmed();
    QString problem;
    std::vector<sweep::Condition> conditions;
    if (!text.isEmpty() && m_folder) try {
            conditions = sweep::parseConditions(text.toStdString(), sweep::namesOf(m_folder->plan()));
        } catch (const Error& error) {
            problem = messageText(error.message());
        }
    say(problem, true);
    if (!problem.isEmpty()) return; // what is shown stays
    m_filter->setConditions(conditions);
    m_plotTimer.start();
}

void SweepView::showPlot() {
    std::vector<const sweep::Result*> shown;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        shown.push_back(
            &m_model
                 ->results()[static_cast<std::size_t>(m_filter->mapToSource(m_filter->index(row, 0)).row())]);
    m_plot->show(shown, static_cast<sweep::Cost>(m_cost->currentIndex()),
                 m_folder && m_folder->plan().base.data.hasValidation(), m_others);
}

void SweepView::showChosen() {
    m_plot->mark(m_chosen);
    const sweep::Result *first = chosenRun(0), *second = chosenRun(1);
    m_comparison->setVisible(second != nullptr);
    if (second) m_comparison->show(m_folder->plan(), *first, *second);
    showButtons();
}

void SweepView::showButtons() {
    const sweep::Result *first = chosenRun(0), *second = chosenRun(1);
    m_stop->setEnabled(m_run.isWorking());
    m_goOn->setEnabled(m_folder && !m_run.isWorking() && !m_progress.isOver);
    m_new->setEnabled(!m_run.isWorking());
    m_open->setEnabled(!m_run.isWorking());
    m_openRun->setEnabled(first && !first->failed() && (!second || !second->failed()));
    m_openRun->setText(second ? tr("Open both runs") : tr("Open run"));
    m_exportRun->setEnabled(first && !second && !first->failed() && !m_export.isBusy());
    for (QWidget* part : std::initializer_list<QWidget*>{m_pick, m_condition, m_filterField, m_save, m_cost})
        part->setEnabled(m_folder != nullptr);
    m_measure->setText(m_times.isBusy() ? tr("Stop timing") : tr("Time runs"));
    m_measure->setEnabled(m_folder && (m_times.isBusy() || (!m_run.isWorking() && !withoutTime().empty())));
}

void SweepView::showProgress(const SweepProgress& progress) {
    m_progress = progress;
    const sweep::Counts& counts = progress.counts;
    QStringList parts{tr("%1 of %2 runs")
                          .arg(countText(static_cast<long long>(counts.done)),
                               countText(static_cast<long long>(counts.runs)))};
    if (counts.failed > 0) parts << tr("%n failed", nullptr, static_cast<int>(counts.failed));
    if (!progress.isOver && counts.running > 0)
        parts << tr("%n at work", nullptr, static_cast<int>(counts.running));
    if (!progress.isOver && m_run.isBusy() && progress.secondsLeft >= 0)
        parts << tr("about %1 left").arg(durationText(progress.secondsLeft));
    m_progressLabel->setText(m_folder ? parts.join(QStringLiteral(", ")) : QString());
    showButtons();
}

void SweepView::say(const QString& sentence, bool isProblem) {
    m_sentence->setText(sentence);
    QPalette colours;
    if (isProblem) colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    m_sentence->setPalette(colours);
}

QString SweepView::sentence() const {
    return m_sentence->text();
}

QString SweepView::progressText() const {
    return m_progressLabel->text();
}

} // namespace tristate::ui
