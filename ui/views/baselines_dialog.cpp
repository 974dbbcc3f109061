#include "ui/views/baselines_dialog.h"

#include "core/base/error.h"
#include "core/baselines/baselines_table.h"
#include "core/io/files/atomic_file.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/session_bridge.h"
#include "ui/run/shown_experiment.h"
#include "ui/views/baselines_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kMaxSeeds = 10;
constexpr int kProgressOfEpoch = 100;

/// What cannot be compared as it is (no end, no frozen epochs, depth gates) as in the standard recipe.
void makeComparable(train::TrainConfig& config) {
    const train::TrainConfig standard;
    if (config.epochs < 2) config.epochs = standard.epochs;
    if (config.frozenEpochs < 1 || config.frozenEpochs >= config.epochs)
        config.frozenEpochs = std::clamp(standard.frozenEpochs, 1, config.epochs - 1);
    config.depthGates = false;
}

QString explanation(baselines::Method method) {
    switch (method) {
    case baselines::Method::Gates:
        return BaselinesDialog::tr("The method of this laboratory: a gate for every neuron, learnt with the "
                                   "weights");
    case baselines::Method::MagnitudeL1:
        return BaselinesDialog::tr("Of the trained net, keeps the neurons with the largest sums of absolute "
                                   "weights");
    case baselines::Method::MagnitudeL2:
        return BaselinesDialog::tr("Of the trained net, keeps the neurons with the largest sums of squared "
                                   "weights");
    case baselines::Method::Taylor:
        return BaselinesDialog::tr(
            "Of the trained net, keeps the neurons whose removal would change the loss "
            "most, to first order");
    case baselines::Method::Random:
        return BaselinesDialog::tr("Of the trained net, keeps any neurons");
    case baselines::Method::Svd:
        return BaselinesDialog::tr("Makes each dense layer of the trained net a product of two smaller ones, "
                                   "with equally many parameters in all");
    case baselines::Method::Scratch:
        return BaselinesDialog::tr("Trains the small net from new weights");
    }
    return {};
}

} // namespace

BaselinesDialog::BaselinesDialog(SessionBridge& bridge, QWidget* parent) : QDialog(parent), m_bridge(bridge) {
    setWindowTitle(tr("Compare with baselines"));
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* lead = new QLabel(
        tr("Do the gates beat what prunes after training? Each baseline cuts the same net, trained without "
           "gates, to the same widths and fine-tunes it. All train equally long on the same data. The run on "
           "screen pauses meanwhile."),
        this);
    lead->setWordWrap(true);
    m_table = new BaselinesTable(this);
    auto* column = new QVBoxLayout(this);
    column->addWidget(lead);
    column->addWidget(buildChoices());
    column->addWidget(buildProgress());
    column->addWidget(m_table, 1);
    column->addWidget(buildButtons());

    connect(&m_run, &BaselinesRun::progressed, this, [this](const QString& what, double epochs) {
        m_progress->setValue(static_cast<int>(epochs * kProgressOfEpoch));
        m_progress->setFormat(tr("%1: %p %").arg(baselineText(what)));
    });
    connect(&m_run, &BaselinesRun::resultArrived, this, [this](const baselines::BaselineResult& result) {
        m_table->add(result);
        showBusy(true);
    });
    connect(&m_run, &BaselinesRun::ended, this, [this](const QString& problem) {
        showBusy(false);
        if (!problem.isEmpty()) showProblem(problem);
    });
    connect(&m_bridge, &SessionBridge::runStarted, this, [this] {
        m_isRemedied = false;
        showPlan();
    });
    connect(&m_bridge, &SessionBridge::frameChanged, this, &BaselinesDialog::showWidths);
    showPlan();
    showBusy(false);
    resize(760, 460);
}

QWidget* BaselinesDialog::buildChoices() {
    auto* choices = new QWidget(this);
    m_widths = new QComboBox(choices);
    m_widths->addItems({tr("that the gates find, with each seed"), {}});
    m_seeds = new QSpinBox(choices);
    m_seeds->setRange(1, kMaxSeeds);
    m_seeds->setToolTip(tr("Everything is repeated with so many seeds, from that of the run on"));
    auto* methods = new QWidget(choices);
    auto* row = new QHBoxLayout(methods);
    row->setContentsMargins(0, 0, 0, 0);
    for (const auto method : baselines::kMethods) {
        auto* box = new QCheckBox(baselineText(method), methods);
        box->setToolTip(explanation(method));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &BaselinesDialog::showPlan);
        row->addWidget(box);
        m_methods.push_back(box);
    }
    row->addStretch(1);
    m_cost = new QLabel(choices);
    auto* form = new QFormLayout(choices);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Widths:"), m_widths);
    form->addRow(tr("&Seeds:"), m_seeds);
    form->addRow(tr("Methods:"), methods);
    form->addRow(tr("Takes:"), m_cost);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    connect(m_widths, &QComboBox::currentIndexChanged, this, &BaselinesDialog::showPlan);
    connect(m_seeds, &QSpinBox::valueChanged, this, &BaselinesDialog::showPlan);
    return choices;
}

QWidget* BaselinesDialog::buildProgress() {
    auto* progress = new QWidget(this);
    m_compare = new QPushButton(tr("&Compare"), progress);
    m_cancel = new QPushButton(tr("C&ancel"), progress);
    m_progress = new QProgressBar(progress);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    QSizePolicy keepsItsPlace = m_progress->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsItsPlace);
    m_problem = new QLabel(progress);
    m_problem->setWordWrap(true);
    m_remedy = new QPushButton(progress);
    m_remedy->setAutoDefault(false);
    connect(m_remedy, &QPushButton::clicked, this, [this] {
        m_isRemedied = true;
        showPlan();
    });
    auto* row = new QHBoxLayout;
    row->addWidget(m_compare);
    row->addWidget(m_cancel);
    row->addWidget(m_progress, 1);
    auto* column = new QVBoxLayout(progress);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(m_remedy, 0, Qt::AlignLeft);
    connect(m_compare, &QPushButton::clicked, this, &BaselinesDialog::compare);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_run.cancel(); });
    return progress;
}

QWidget* BaselinesDialog::buildButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    m_copy = buttons->addButton(tr("C&opy table"), QDialogButtonBox::ActionRole);
    m_save = buttons->addButton(tr("Save &table…"), QDialogButtonBox::ActionRole);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(QString::fromStdString(baselines::toCsv(m_table->results())));
    });
    connect(m_save, &QPushButton::clicked, this, &BaselinesDialog::askFile);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

baselines::BaselinesPlan BaselinesDialog::plan() const {
    const auto& run = m_bridge.data();
    baselines::BaselinesPlan plan;
    plan.experiment = shownExperiment(run);
    if (m_isRemedied) makeComparable(plan.experiment.train);
    for (int seed = 0; seed < m_seeds->value(); ++seed)
        plan.seeds.push_back(plan.experiment.train.seed + static_cast<std::uint64_t>(seed));
    const auto* column = run.shownColumn();
    if (m_widths->currentIndex() == OnScreen && column) plan.widths = column->open;
    plan.methods.clear();
    for (const auto method : baselines::kMethods)
        if (m_methods[static_cast<std::size_t>(method)]->isChecked()) plan.methods.push_back(method);
    return plan;
}

void BaselinesDialog::showWidths() {
    const auto* column = m_bridge.data().shownColumn();
    m_widths->setItemText(OnScreen,
                          tr("of the run on screen: %1").arg(column ? widthsText(column->open) : tr("none")));
}

void BaselinesDialog::showPlan() {
    showWidths();
    if (m_run.isBusy()) return;
    try {
        const auto plan = this->plan();
        if (plan.methods.empty()) throw Error(tr("Choose at least one method.").toStdString());
        validate(plan);
        showProblem({});
        m_cost->setText(tr("%1 epochs of training").arg(countText(epochsOf(plan))));
        m_progress->setRange(0, epochsOf(plan) * kProgressOfEpoch);
        m_remedy->hide();
    } catch (const Error& error) {
        m_cost->setText(QStringLiteral("–"));
        showProblem(messageText(error.message()));
        offerRemedy();
    }
    m_compare->setEnabled(m_problem->text().isEmpty());
}

/// Where another length of training would do.
void BaselinesDialog::offerRemedy() {
    const auto planned = plan();
    auto remedied = planned;
    makeComparable(remedied.experiment.train);
    m_remedy->setVisible(!planned.methods.empty() && remedied.experiment != planned.experiment);
    m_remedy->setText(tr("Compare over %1 epochs, the last %2 of them with frozen gates, without depth gates")
                          .arg(remedied.experiment.train.epochs)
                          .arg(remedied.experiment.train.frozenEpochs));
}

void BaselinesDialog::showBusy(bool busy) {
    m_compare->setEnabled(!busy && m_problem->text().isEmpty());
    m_cancel->setEnabled(busy);
    m_progress->setVisible(busy);
    for (QWidget* choice : std::initializer_list<QWidget*>{m_widths, m_seeds}) choice->setEnabled(!busy);
    for (auto* method : m_methods) method->setEnabled(!busy);
    for (auto* button : {m_save, m_copy}) button->setEnabled(!m_table->results().empty());
}

void BaselinesDialog::compare() {
    m_bridge.pause();
    m_table->clearResults();
    m_progress->setValue(0);
    m_progress->setFormat(tr("Loading the data"));
    showProblem({});
    m_run.start(plan());
    showBusy(true);
}

void BaselinesDialog::showProblem(const QString& sentence) {
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

QString BaselinesDialog::problem() const {
    return m_problem->text();
}

void BaselinesDialog::askFile() {
    auto* dialog =
        new QFileDialog(this, tr("Save table"), QStringLiteral("baselines.csv"), tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &BaselinesDialog::saveTable);
    dialog->show();
}

void BaselinesDialog::saveTable(const QString& file) {
    try {
        io::writeAtomically(file.toStdString(), baselines::toCsv(m_table->results()));
        showProblem({});
    } catch (const Error& error) {
        showProblem(messageText(error.message()));
    }
}

void showBaselines(SessionBridge& bridge, QWidget* window) {
    auto* dialog = new BaselinesDialog(bridge, window);
    dialog->show();
}

} // namespace tristate::ui
