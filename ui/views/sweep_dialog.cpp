#include "ui/views/sweep_dialog.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/graph/graph_text.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/sweeps.h"
#include "core/sweep/folder.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/run/data_names.h"
#include "ui/run/session_bridge.h"
#include "ui/run/shown_experiment.h"
#include "ui/views/vary_list.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kMostWorkers = 256;

/// A folder that is not there yet.
QString newFolder() {
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    for (int number = 1;; ++number)
        if (const QString name = QStringLiteral("sweep-%1").arg(number); !home.exists(name))
            return home.filePath(name);
}

/// The first run, to see whether the experiment can be.
train::Experiment firstOf(const sweep::Plan& plan) {
    std::vector<sweep::Value> values;
    for (const sweep::Axis& axis : plan.axes)
        values.push_back(axis.values.empty() ? axis.at(0) : axis.values.front());
    return sweep::experimentOf(plan, values);
}

} // namespace

SweepDialog::SweepDialog(SessionBridge& bridge, QWidget* parent) : QDialog(parent), m_bridge(bridge) {
    setWindowTitle(tr("New sweep"));
    setModal(false);
    auto* lead =
        new QLabel(tr("A sweep trains an experiment many times, with other settings each time, and shows how "
                      "small a network is at which error. Its folder is the same that the command line "
                      "reads and writes: either goes on where the other ended."),
                   this);
    lead->setWordWrap(true);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(lead);
    column->addWidget(buildChoices());
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addWidget(buildButtons());
    m_vary->addRow(QStringLiteral("train.lambda3"), QStringLiteral("1e-4..1e-2:log:9"));
    m_vary->addRow(QStringLiteral("train.seed"), QStringLiteral("1,2,3"));
    connect(m_vary, &VaryList::changed, this, &SweepDialog::showPlan);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &SweepDialog::showPlan);
    connect(m_runs, &QSpinBox::valueChanged, this, &SweepDialog::showPlan);
    connect(m_folder, &QLineEdit::textChanged, this, &SweepDialog::showPlan);
    connect(&m_bridge, &SessionBridge::runStarted, this, &SweepDialog::showExperiment);
    connect(&m_bridge, &SessionBridge::liveChanged, this, &SweepDialog::showExperiment);
    showPlan();
    resize(640, 420);
}

QWidget* SweepDialog::buildChoices() {
    auto* choices = new QWidget(this);
    m_experiment = new QLabel(choices);
    m_experiment->setWordWrap(true);
    m_vary = new VaryList(choices);
    m_mode = new QComboBox(choices);
    m_mode->addItems(
        {tr("every combination"), tr("random draws"), tr("along the frontier of error and size")});
    m_mode->setToolTip(
        tr("Along the frontier: the one setting with a range is searched where the curve of error "
           "against size is least known"));
    m_runs = new QSpinBox(choices);
    m_runs->setRange(1, static_cast<int>(sweep::kMostRuns));
    m_runs->setValue(50);
    m_runs->setAccessibleName(tr("Number of runs"));
    m_runs->setToolTip(tr("So many draws, or at most so many runs along the frontier"));
    auto* runs = new QHBoxLayout;
    runs->addWidget(m_mode);
    runs->addWidget(m_runs);
    runs->addStretch(1);
    m_workers = new QSpinBox(choices);
    m_workers->setRange(1, kMostWorkers);
    m_workers->setValue(threadCount(0));
    m_workers->setToolTip(tr("Processes that train, each one run at a time on one core"));
    m_cost = new QLabel(choices);
    auto* form = new QFormLayout(choices);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Experiment:"), m_experiment);
    form->addRow(tr("What varies:"), m_vary);
    form->addRow(tr("&Runs:"), runs);
    form->addRow(tr("&Folder:"), buildFolder());
    form->addRow(tr("&Workers:"), m_workers);
    form->addRow(tr("Takes:"), m_cost);
    qobject_cast<QLabel*>(form->labelForField(runs))->setBuddy(m_mode);
    qobject_cast<QLabel*>(form->labelForField(m_folder->parentWidget()))->setBuddy(m_folder);
    return choices;
}

QWidget* SweepDialog::buildFolder() {
    auto* widget = new QWidget(this);
    m_folder = new QLineEdit(QDir::toNativeSeparators(newFolder()), widget);
    m_folder->setToolTip(
        tr("For the results; empty, not there yet, or of the same sweep, which then goes on"));
    auto* browse = new QPushButton(tr("&Browse…"), widget);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &SweepDialog::askFolder);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    return widget;
}

QWidget* SweepDialog::buildButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_start = buttons->addButton(tr("&Start"), QDialogButtonBox::AcceptRole);
    auto* load = buttons->addButton(tr("&Open file…"), QDialogButtonBox::ActionRole);
    m_save = buttons->addButton(tr("Sa&ve file…"), QDialogButtonBox::ActionRole);
    for (auto* button : {load, m_save, buttons->button(QDialogButtonBox::Close)})
        button->setAutoDefault(false);
    load->setToolTip(tr("What tristate sweep --plan reads, or the sweep.json of a folder"));
    m_save->setToolTip(tr("For tristate sweep --plan"));
    connect(m_start, &QPushButton::clicked, this, &SweepDialog::start);
    connect(load, &QPushButton::clicked, this, [this] { askFile(false); });
    connect(m_save, &QPushButton::clicked, this, [this] { askFile(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

sweep::Plan SweepDialog::plan() const {
    sweep::Plan plan{.base = m_loaded ? *m_loaded : shownExperiment(m_bridge.data()), .axes = m_vary->axes()};
    plan.mode = static_cast<sweep::Mode>(m_mode->currentIndex());
    if (plan.mode != sweep::Mode::Grid) plan.runs = m_runs->value();
    sweep::validate(plan);
    const train::Experiment first = firstOf(plan);
    train::validate(first);
    if (first.train.epochs == 0) throw Error(say::kSweepRunEndless, SettingName{"train.epochs"});
    return plan;
}

const train::Experiment& SweepDialog::base() const {
    return m_loaded ? *m_loaded : m_bridge.data().experiment;
}

/// What is on screen changes all the time; while the dialog is hidden it does not follow.
void SweepDialog::showExperiment() {
    if (isVisible() && !m_loaded) showPlan();
}

void SweepDialog::showEvent(QShowEvent* event) {
    showPlan();
    QDialog::showEvent(event);
}

void SweepDialog::showPlan() {
    const train::Experiment& of = base();
    const QString text = tr("%1, data %2, %3 epochs", "net, data, count")
                             .arg(QString::fromStdString(graph::toString(of.net)), dataName(of.data.source),
                                  countText(of.train.epochs));
    m_experiment->setText(m_loaded ? tr("of %1: %2").arg(m_file, text) : tr("on screen: %1").arg(text));
    m_runs->setEnabled(m_mode->currentIndex() != static_cast<int>(sweep::Mode::Grid));
    try {
        m_cost->setText(tr("%n runs", nullptr, static_cast<int>(sweep::countOf(plan()))));
        showProblem({});
    } catch (const Error& error) {
        m_cost->setText(QStringLiteral("–"));
        showProblem(messageText(error.message()));
    }
    m_save->setEnabled(m_problem->text().isEmpty());
    m_start->setEnabled(m_problem->text().isEmpty() && !m_folder->text().trimmed().isEmpty());
}

void SweepDialog::showProblem(const QString& sentence) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    m_problem->setPalette(colours);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

QString SweepDialog::problem() const {
    return m_problem->text();
}

void SweepDialog::load(const QString& file) {
    try {
        const std::string path = file.toStdString();
        const io::Json json = io::parseJson(io::readWholeFile(path), path);
        const bool isOfFolder = json.is_object() && json.contains("sweep");
        const sweep::Plan plan = sweep::planFromJson(isOfFolder ? json["sweep"] : json, path);
        m_loaded = plan.base;
        m_file = fileText(path);
        m_vary->setAxes(plan.axes);
        m_mode->setCurrentIndex(static_cast<int>(plan.mode));
        if (plan.runs > 0) m_runs->setValue(plan.runs);
        showPlan();
    } catch (const Error& error) {
        showProblem(messageText(error.message()));
    }
}

void SweepDialog::save(const QString& file) {
    try {
        io::writeAtomically(file.toStdString(), io::dumpJson(sweep::toJson(plan()), 2) + "\n");
        showProblem({});
    } catch (const Error& error) {
        showProblem(messageText(error.message()));
    }
}

void SweepDialog::askFile(bool isSaving) {
    auto* dialog =
        new QFileDialog(this, isSaving ? tr("Save sweep") : tr("Open sweep"), {}, tr("Sweeps (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setAcceptMode(isSaving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(isSaving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, isSaving ? &SweepDialog::save : &SweepDialog::load);
    dialog->show();
}

void SweepDialog::askFolder() {
    auto* dialog = new QFileDialog(this, tr("Folder for the sweep"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->show();
}

void SweepDialog::start() {
    try {
        Q_EMIT startAsked(m_folder->text().trimmed(), plan(), m_workers->value());
        close();
    } catch (const Error& error) {
        showProblem(messageText(error.message()));
    }
}

} // namespace tristate::ui
