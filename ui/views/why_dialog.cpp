#include "ui/views/why_dialog.h"

#include "core/messages/forces.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/layer_names.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"
#include "ui/views/force_bars.h"
#include "ui/views/push_samples.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr int kProgressSteps = 1000;
constexpr double kBeforeEstimate = 2;   ///< seconds
constexpr int kPushDecimals = 5;        ///< one minibatch moves a gate by a thousandth or so
constexpr double kSmallestBar = 0.0005; ///< it would read 0.000
constexpr QSize kWithAnswer(860, 560);
enum Column { kMinibatch, kPush, kMostBy, kColumns };

/// The sentences of the core as one text: the way of the gate, a colon, and the forces between semicolons.
QString storyText(const std::vector<Message>& sentences) {
    QStringList forces, text;
    for (const Message& sentence : sentences) {
        const bool isForce =
            sentence.is(say::kPushedDown) || sentence.is(say::kPushedUp) || sentence.is(say::kHeldUp);
        (isForce ? forces : text) << messageText(sentence);
    }
    if (!forces.isEmpty()) {
        text.front().chop(1); // its full stop
        text.front() += QStringLiteral(": %1.").arg(forces.join(QStringLiteral("; ")));
    }
    return text.join(QLatin1Char(' '));
}

QString standingText(const train::Standing& standing) {
    return WhyDialog::tr("%1 %2, %3 open neurons, %4 parameters")
        .arg(standing.state->data->train.isRegression() ? WhyDialog::tr("RMSE") : WhyDialog::tr("error"),
             metricText(train::metricOf(standing.state->data->train), standing.evaluation.error),
             countText(standing.units), countText(standing.parameters));
}

} // namespace

QString whyQuestion(bool isOpen) {
    return isOpen ? WhyDialog::tr("Why is this gate open?") : WhyDialog::tr("Why did this gate close?");
}

WhyDialog::WhyDialog(ReplayRequest request, const train::GateRef& gate, const QString& layer, QWidget* parent)
    : QDialog(parent),
      m_request(std::move(request)),
      m_gate(gate),
      m_story(new QLabel(this)),
      m_span(new QComboBox(this)),
      m_bars(new ForceBars(this)),
      m_pushes(new QTableWidget(0, kColumns, this)),
      m_samples(new PushSamples(this)),
      m_hold(new QPushButton(tr("&Hold it open and replay from there"), this)),
      m_worth(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("C&ancel"), this)) {
    setWindowTitle(tr("Gate of neuron %1 of %2").arg(gate.unit).arg(layer));
    setObjectName(QStringLiteral("whyDialog"));
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(&m_questions, &GateQuestions::busyChanged, this, &WhyDialog::showBusy);
    connect(&m_questions, &GateQuestions::progressed, this, &WhyDialog::showProgress);
    connect(&m_questions, &GateQuestions::failed, this,
            [this](const QString& sentence) { (m_trace ? m_worth : m_story)->setText(sentence); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_questions.cancel();
        (m_trace ? m_worth : m_story)->setText(tr("The replay was cancelled."));
    });
    connect(m_span, &QComboBox::currentIndexChanged, this, &WhyDialog::showAccount);
    connect(m_pushes, &QTableWidget::itemSelectionChanged, this, &WhyDialog::showSamples);
    connect(m_hold, &QPushButton::clicked, this, &WhyDialog::hold);
    ask();
}

void WhyDialog::build() {
    m_story->setWordWrap(true);
    m_story->setAlignment(Qt::AlignTop);
    m_story->setTextFormat(Qt::PlainText);
    m_story->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setAccessibleName(tr("Progress of the replay"));
    auto* progress = new QHBoxLayout;
    progress->addWidget(m_progress, 1);
    progress->addWidget(m_cancel);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_story);
    column->addLayout(progress);
    m_answer = buildAnswer();
    column->addWidget(m_answer, 1);
    column->addLayout(buildWorth());
    column->addWidget(buttons);
    resize(kWithAnswer.width(), sizeHint().height());
}

QWidget* WhyDialog::buildAnswer() {
    m_span->setAccessibleName(tr("How far the account goes"));
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_bars);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(m_bars->minimumSizeHint().width());
    m_pushes->setAccessibleName(tr("The minibatches that pushed most"));
    m_pushes->setHorizontalHeaderLabels({tr("Minibatch"), tr("Push"), tr("Most by")});
    m_pushes->verticalHeader()->hide();
    m_pushes->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_pushes->horizontalHeader()->setStretchLastSection(true);
    m_pushes->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_pushes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pushes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* left = new QWidget(this);
    auto* forces = new QVBoxLayout(left);
    forces->setContentsMargins(0, 0, 0, 0);
    forces->addWidget(m_span);
    forces->addWidget(scroll, 1);
    auto* right = new QWidget(this);
    m_pushesTitle = new QLabel(right);
    auto* minibatches = new QVBoxLayout(right);
    minibatches->setContentsMargins(0, 0, 0, 0);
    minibatches->addWidget(m_pushesTitle);
    minibatches->addWidget(m_pushes, 1);
    minibatches->addWidget(m_samples, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(right);
    split->setChildrenCollapsible(false);
    split->setSizes({450, 410});
    return split;
}

QLayout* WhyDialog::buildWorth() {
    m_hold->setToolTip(
        tr("Train again from the minibatch before it closed, with the gate kept at 1 and all else "
           "as it was, to the same minibatch"));
    m_worth->setWordWrap(true);
    m_worth->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* rows = new QVBoxLayout;
    rows->addWidget(m_hold, 0, Qt::AlignLeft);
    rows->addWidget(m_worth);
    return rows;
}

void WhyDialog::ask() {
    m_story->setText(tr("The run is trained again in the background, to tell what each minibatch did to this "
                        "gate. That is faster while the run itself is paused."));
    m_questions.trace(m_request, m_gate, [this](std::shared_ptr<const train::GateTrace> trace) {
        m_trace = std::move(trace);
        showTrace();
    });
}

void WhyDialog::hold() {
    m_worth->setText(tr("It is trained again in the background, with the gate held open."));
    m_questions.hold(m_request, m_trace, [this](std::shared_ptr<const train::HeldGate> held) {
        m_held = std::move(held);
        showWorth();
    });
}

void WhyDialog::showTrace() {
    const train::GateLedger& ledger = m_trace->ledger;
    const QSignalBlocker quiet(m_span);
    m_span->clear();
    if (ledger.untilTurn)
        m_span->addItem(
            (ledger.isHigh ? tr("Until it opened, at minibatch %1") : tr("Until it closed, at minibatch %1"))
                .arg(countText(ledger.untilTurn->to)));
    m_span->addItem(
        (ledger.hasLeft ? tr("Until it left, after minibatch %1") : tr("To the moment shown, minibatch %1"))
            .arg(countText(ledger.all.to)));
    showAccount();
    showBusy(m_questions.isBusy());
    resize(kWithAnswer);
}

const train::GateAccount& WhyDialog::account() const {
    const train::GateLedger& ledger = m_trace->ledger;
    return ledger.untilTurn && m_span->currentIndex() == 0 ? *ledger.untilTurn : ledger.all;
}

const std::vector<train::GatePush>& WhyDialog::shownPushes() const {
    return account().total() < 0 ? account().down : account().up;
}

void WhyDialog::showAccount() {
    const train::GateAccount& of = account();
    m_story->setText(storyText(train::story(m_trace->ledger, of, data())));
    std::vector<ForceBars::Bar> bars;
    for (const train::NamedForce& force : train::forcesOf(of, data(), kSmallestBar))
        bars.push_back({force.isLoss ? tr("loss: %1").arg(messageText(force.name)) : messageText(force.name),
                        force.moved});
    bars.push_back({tr("together"), of.total(), true});
    m_bars->show(std::move(bars));
    m_pushesTitle->setText(of.total() < 0
                               ? tr("The minibatches that pushed it down most; a click shows their samples:")
                               : tr("The minibatches that pushed it up most; a click shows their samples:"));
    const auto& pushes = shownPushes();
    m_pushes->setRowCount(static_cast<int>(pushes.size()));
    for (int row = 0; row < m_pushes->rowCount(); ++row) {
        const train::GatePush& push = pushes[static_cast<std::size_t>(row)];
        const auto hardest = std::max_element(push.loss.begin(), push.loss.end(), [&](double a, double b) {
            return push.push < 0 ? a > b : a < b;
        });
        m_pushes->setItem(row, kMinibatch, new QTableWidgetItem(countText(push.step + 1)));
        m_pushes->setItem(row, kPush, new QTableWidgetItem(signedText(push.push, kPushDecimals)));
        const auto part = static_cast<int>(hardest - push.loss.begin());
        m_pushes->setItem(row, kMostBy, new QTableWidgetItem(messageText(train::lossPartName(data(), part))));
    }
    m_samples->clear();
    if (!pushes.empty()) m_pushes->selectRow(0);
    showSamples();
}

void WhyDialog::showSamples() {
    const int row = m_pushes->currentRow();
    const auto& pushes = shownPushes();
    if (row < 0 || row >= static_cast<int>(pushes.size())) return;
    m_samples->show(data(), pushes[static_cast<std::size_t>(row)]);
}

void WhyDialog::showWorth() {
    m_worth->setText(tr("At minibatch %1, held open from minibatch %2 on: %3. As it was: %4.")
                         .arg(countText(m_held->with.state->trainer.step), countText(m_held->from),
                              standingText(m_held->with), standingText(m_held->without)));
}

void WhyDialog::showProgress(double share) {
    m_progress->setValue(static_cast<int>(share * kProgressSteps));
    const double passed = static_cast<double>(m_asked.elapsed()) / 1000;
    if (passed < kBeforeEstimate || share <= 0) return;
    m_progress->setFormat(
        tr("%p %, about %n s left", nullptr, static_cast<int>(std::ceil(passed * (1 - share) / share))));
}

void WhyDialog::showBusy(bool busy) {
    m_asked.start();
    m_progress->setFormat(QStringLiteral("%p %"));
    m_answer->setVisible(m_trace != nullptr);
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    m_progress->setValue(0);
    const bool closed = m_trace && !m_trace->ledger.isHigh && m_trace->ledger.untilTurn;
    m_hold->setVisible(closed);
    m_worth->setVisible(closed);
    m_hold->setEnabled(!busy);
}

QString WhyDialog::story() const {
    return m_story->text();
}

QString WhyDialog::worth() const {
    return m_worth->text();
}

void showWhy(const RunData& run, const UnitRef& unit, QWidget* window) {
    const auto* last = run.lastPoint();
    if (!last || !run.snapshots || run.snapshots->steps().empty()) return;
    const std::int64_t step = run.past ? run.past->step : last->step;
    ReplayRequest request{run.snapshots, run.history.events(), step, run.snapshots->data()};
    const auto names = gatedLayerNames(run.experiment.net);
    const auto layer = static_cast<std::size_t>(unit.layer);
    if (unit.layer < 0 || layer >= names.size()) return; // selected in another net
    auto* dialog = new WhyDialog(std::move(request), {unit.layer, unit.unit}, names[layer], window);
    dialog->show();
}

} // namespace tristate::ui
