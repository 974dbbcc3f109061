#include "ui/plots/sweep_plot.h"
#include "ui/views/sweep_comparison.h"
#include "ui/views/sweep_dialog.h"
#include "ui/views/sweep_model.h"
#include "ui/views/sweep_view.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <initializer_list>

/// How the page of sweeps is built, and the dialogs it asks in.
namespace tristate::ui {
namespace {
constexpr int kRowsThatTellWidths = 100; ///< of columns: looking at all of many rows takes long
} // namespace

QWidget* SweepView::buildHead() {
    auto* head = new QWidget(this);
    m_new = new QPushButton(tr("New sweep…"), head);
    m_open = new QPushButton(tr("Open sweep…"), head);
    m_goOn = new QPushButton(tr("Go on"), head);
    m_stop = new QPushButton(tr("Stop"), head);
    m_progressLabel = new QLabel(head);
    m_save = new QPushButton(tr("Save picture…"), head);
    m_cost = new QComboBox(head);
    m_cost->addItems({tr("against parameters"), tr("against operations"), tr("against bytes"),
                      tr("against microseconds")});
    m_cost->setAccessibleName(tr("What error is shown against"));
    m_open->setToolTip(tr("The folder of a sweep, of this window or of the command line"));
    m_goOn->setToolTip(tr("Starts workers for the runs that are left"));
    m_stop->setToolTip(tr("What is under way leaves a checkpoint; finished runs stay"));
    m_save->setToolTip(tr("Error against parameters, operations, bytes and, where runs were timed, "
                          "microseconds as SVG or PNG, or the table as CSV"));
    m_measure = new QPushButton(head);
    m_measure->setToolTip(tr("Measures what a sample costs in time, on the exported C of every finished run, "
                             "compiled here; the times are kept in the folder"));
    auto *runs = new QHBoxLayout, *picture = new QHBoxLayout; // two rows: one is too wide for small windows
    for (auto* button : {m_new, m_open, m_goOn, m_stop}) runs->addWidget(button);
    runs->addStretch(1);
    picture->addWidget(m_progressLabel, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_measure, m_cost, m_save}) picture->addWidget(part);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(8, 0, 8, 0);
    column->setSpacing(4);
    column->addLayout(runs);
    column->addLayout(picture);
    connect(m_new, &QPushButton::clicked, this, [this] {
        dialog().show();
        dialog().raise();
        dialog().activateWindow();
    });
    connect(m_open, &QPushButton::clicked, this, &SweepView::askFolder);
    connect(m_goOn, &QPushButton::clicked, this, &SweepView::goOn);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_run.stop(); });
    connect(m_measure, &QPushButton::clicked, this, &SweepView::measureTimes);
    connect(m_cost, &QComboBox::currentIndexChanged, this, &SweepView::showPlot);
    connect(m_save, &QPushButton::clicked, this, [this] {
        askFile(tr("Save picture"), tr("Pictures (*.svg *.png);;Tables (*.csv)"), QStringLiteral("svg"),
                &SweepView::savePicture);
    });
    return head;
}

QWidget* SweepView::buildMiddle() {
    m_table = new QTableView(this);
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Table of the runs of a sweep"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setResizeContentsPrecision(kRowsThatTellWidths);
    m_comparison = new SweepComparison(this);
    auto* left = new QSplitter(Qt::Vertical, this);
    left->addWidget(m_table);
    left->addWidget(m_comparison);
    m_plot = new SweepPlot(this);
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->addWidget(left);
    halves->addWidget(m_plot);
    halves->setSizes({100, 100});
    for (auto* splitter : {left, halves}) splitter->setChildrenCollapsible(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SweepView::takeChosen);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &SweepView::takeChosen);
    connect(m_table, &QTableView::activated, this, &SweepView::openChosen);
    connect(m_plot, &SweepPlot::runAsked, this, &SweepView::choose);
    return halves;
}

QWidget* SweepView::buildFoot() {
    auto* foot = new QWidget(this);
    m_filterField = new QLineEdit(foot);
    m_filterField->setPlaceholderText(tr("all runs"));
    m_filterField->setClearButtonEnabled(true);
    const QString language = tr(
        "Conditions with <=, >= or =, joined by \"and\": of error, test_error, neurons, parameters, "
        "operations, bytes, microseconds, and of what varies by the name that the head of its column tells");
    m_filterField->setToolTip(tr("Shows the runs that fulfil this: error <= 2 and seed = 1") +
                              QStringLiteral("\n") + language);
    m_filterField->setAccessibleName(tr("Filter of runs"));
    m_condition = new QLineEdit(QStringLiteral("error <= 1.0"), foot);
    m_condition->setToolTip(language);
    m_condition->setAccessibleName(tr("Condition of the pick"));
    m_pick = new QPushButton(tr("Pick"), foot);
    m_pick->setToolTip(tr("Chooses the smallest run of that error, or the most accurate one of that size"));
    m_openRun = new QPushButton(foot);
    m_openRun->setToolTip(
        tr("Makes the run that is chosen the present one, with its curves and gates; of two, the "
           "curves lie over each other"));
    m_exportRun = new QPushButton(tr("Export run…"), foot);
    m_sentence = new QLabel(this);
    m_sentence->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Show:"), foot));
    row->addWidget(m_filterField, 1);
    row->addWidget(m_condition, 1);
    for (auto* button : {m_pick, m_openRun, m_exportRun}) row->addWidget(button);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(8, 0, 8, 0);
    column->addLayout(row);
    column->addWidget(m_sentence);
    connect(m_filterField, &QLineEdit::textChanged, this, &SweepView::filter);
    connect(m_condition, &QLineEdit::returnPressed, this, &SweepView::pick);
    connect(m_pick, &QPushButton::clicked, this, &SweepView::pick);
    connect(m_openRun, &QPushButton::clicked, this, &SweepView::openChosen);
    connect(m_exportRun, &QPushButton::clicked, this, [this] {
        askFile(tr("Export run"), tr("Networks (*.onnx *.safetensors *.json *.c)"), QStringLiteral("onnx"),
                &SweepView::exportTo);
    });
    return foot;
}

void SweepView::askFolder() {
    auto* dialog = new QFileDialog(this, tr("Open the folder of a sweep"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &SweepView::open);
    dialog->show();
}

void SweepView::askFile(const QString& title, const QString& filters, const QString& suffix,
                        void (SweepView::*then)(const QString&)) {
    auto* dialog = new QFileDialog(this, title, QString::fromStdString(m_folder->path().string()), filters);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, then);
    dialog->show();
}

} // namespace tristate::ui
