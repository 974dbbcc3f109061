#include "ui/views/unit_inspector.h"

#include "core/inspect/unit_weights.h"
#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/layer_names.h"
#include "ui/run/unit_state.h"
#include "ui/views/unit_weights_picture.h"
#include "ui/views/why_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

QString restoreTip(std::optional<UnitState> state) {
    switch (state.value_or(UnitState::Closed)) {
    case UnitState::Open:
        return UnitInspector::tr("It is open already");
    case UnitState::Closed:
        break;
    case UnitState::Removed:
        return UnitInspector::tr(
            "It was removed for good. Go back in the timeline to where it was still there, and continue from "
            "there.");
    }
    return UnitInspector::tr(
        "Open its gate before the next minibatch; the pruning strength goes on pulling at it");
}

} // namespace

UnitInspector::UnitInspector(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_work(work),
      m_layer(new QComboBox(this)),
      m_unit(new QSpinBox(this)),
      m_weights(new UnitWeightsPicture(this)),
      m_summary(new QLabel(this)),
      m_curve(new GateCurvePlot(this)),
      m_prune(new QPushButton(tr("Prune"), this)),
      m_restore(new QPushButton(tr("Restore"), this)),
      m_why(new QPushButton(whyQuestion(true), this)) {
    build();
    connect(m_layer, &QComboBox::activated, this, &UnitInspector::select);
    connect(m_unit, &QSpinBox::valueChanged, this, &UnitInspector::select);
    connect(m_prune, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_restore, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_why, &QPushButton::clicked, this, [this] {
        if (const auto& of = m_selection.unit()) showWhy(m_run, *of, window());
    });
    connect(&m_selection, &Selection::unitChanged, this, &UnitInspector::refresh);
}

void UnitInspector::build() {
    setAccessibleName(tr("Neuron inspector"));
    setObjectName(QStringLiteral("neuronInspector"));
    m_prune->setObjectName(QStringLiteral("pruneNeuron"));
    m_restore->setObjectName(QStringLiteral("restoreNeuron"));
    m_layer->setAccessibleName(tr("Layer of the neuron"));
    m_unit->setAccessibleName(tr("Number of the neuron"));
    m_unit->setToolTip(tr("The neuron, feature map or input, as the network was built"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->setObjectName(QStringLiteral("whyGate"));
    m_why->setToolTip(tr("Trains the run again in the background and adds up what moved this gate"));
    m_prune->setToolTip(tr("Close its gate before the next minibatch"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_layer, 1);
    row->addWidget(m_unit, 1);
    row->addWidget(m_prune);
    row->addWidget(m_restore);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 4, 6, 4);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_weights, 3);
    column->addWidget(m_summary);
    column->addWidget(m_why, 0, Qt::AlignLeft);
    column->addWidget(m_curve, 1);
}

/// In a low dock words and weights come first: the curve is there when both have their room.
void UnitInspector::fitCurve() {
    int wanted = layout()->minimumHeightForWidth(width());
    if (m_curve->isHidden()) wanted += m_curve->minimumSizeHint().height() + layout()->spacing();
    m_curve->setVisible(wanted <= height());
}

void UnitInspector::tell(const QString& words) {
    if (words == m_summary->text()) return;
    m_summary->setText(words);
    fitCurve();
}

void UnitInspector::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitCurve();
}

void UnitInspector::refresh() {
    showChoices();
    showUnit();
    measure();
}

void UnitInspector::showChoices() {
    const QSignalBlocker noLayer(m_layer), noUnit(m_unit);
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        m_layer->clear();
        for (const auto& name : gatedLayerNames(m_run.experiment.net)) m_layer->addItem(name);
    }
    const auto units = gatedLayerUnits(m_run.experiment.net);
    const auto& unit = m_selection.unit();
    m_layer->setCurrentIndex(unit ? unit->layer : std::min(0, m_layer->count() - 1));
    const auto layer = static_cast<std::size_t>(std::max(m_layer->currentIndex(), 0));
    if (layer < units.size()) m_unit->setRange(0, units[layer] - 1);
    if (unit) m_unit->setValue(unit->unit);
}

void UnitInspector::showUnit() {
    const auto& unit = m_selection.unit();
    const auto network = m_run.shownNetwork();
    const auto* splits = m_run.data();
    m_curve->show(m_run, unit, m_fork ? m_fork->other() : nullptr);
    const auto state = unit ? unitState(m_run, *unit) : std::nullopt;
    m_prune->setEnabled(state == UnitState::Open && !m_run.past);
    m_restore->setEnabled(state == UnitState::Closed && !m_run.past);
    m_restore->setToolTip(restoreTip(state));
    m_why->setText(whyQuestion(state == UnitState::Open));
    m_why->setEnabled(unit && m_run.shownColumn() && m_run.snapshots && !m_run.snapshots->steps().empty());
    if (!unit) {
        m_weights->show({}, tr("Click a neuron in the network, the gate map or the input map, or choose one "
                               "above: its weights appear here."));
        tell({});
        return;
    }
    QString without = tr("The weights are on their way.");
    if (network)
        without = state == UnitState::Removed ? restoreTip(state) : tr("An input has a gate but no weights.");
    m_weights->show(network && splits
                        ? inspect::unitWeights(*network, splits->train.shape, unit->layer, unit->unit)
                        : std::nullopt,
                    without);
    tell(describe(*unit));
}

QString UnitInspector::describe(const UnitRef& unit) const {
    const auto* now = m_run.shownColumn();
    const auto layer = static_cast<std::size_t>(unit.layer), index = static_cast<std::size_t>(unit.unit);
    if (!now || layer >= now->gates.size() || index >= now->gates[layer].size()) return {};
    const auto number = [](double value, int decimals) { return QLocale().toString(value, 'f', decimals); };
    const QString gate = number(static_cast<double>(now->gates[layer][index]), 2);
    const auto state = unitState(m_run, unit);
    QString text =
        state ? tr("Gate w: %1, %2.").arg(gate, unitStateText(*state)) : tr("Gate w: %1.").arg(gate);
    if (m_run.experiment.train.depthGates)
        text += QLatin1Char(' ') +
                tr("Depth gate d of the layer: %1.").arg(number(static_cast<double>(now->depths[layer]), 2));
    if (!m_effect || m_measuredUnit != unit) return text;
    const auto& e = *m_effect;
    const bool isClosed = state == UnitState::Closed;
    const QString words = isClosed
                              ? tr("Active when open: %1. With it, before any relearning: loss %2 instead "
                                   "of %3, error %4 instead of %5 (%6).")
                              : tr("Active: %1. Without it, before any relearning: loss %2 instead of %3, "
                                   "error %4 instead of %5 (%6).");
    const QString samples = evaluatedOn(m_run.experiment) == EvaluatedOn::Validation
                                ? tr("%1 validation samples")
                                : tr("%1 test samples");
    const auto pair = [isClosed](const QString& open, const QString& closed) {
        return isClosed ? std::pair(open, closed) : std::pair(closed, open); // what would be, and what is
    };
    const auto loss = pair(number(e.lossOpen, 4), number(e.lossClosed, 4));
    const auto error =
        pair(metricText(m_run.metric(), e.errorOpen), metricText(m_run.metric(), e.errorClosed));
    return text + QLatin1Char('\n') +
           words.arg(percentText(100 * e.activity, 1), loss.first, loss.second, error.first, error.second,
                     samples.arg(countText(static_cast<long long>(e.samples))));
}

void UnitInspector::measure() {
    const auto& unit = m_selection.unit();
    const auto network = m_run.shownNetwork();
    const auto state = m_run.state;
    if (!unit || !network || !state || (network == m_measured && m_measuredUnit == unit)) return;
    const bool asked = m_measuredUnit != unit; // the user waits for a new one, not for fresher figures
    if (asked) m_effect.reset();
    m_measured = network;
    m_measuredUnit = unit;
    m_work.ask(this, asked ? BackgroundWork::Pace::AtOnce : BackgroundWork::Pace::Spare,
               [this, network, state, unit = *unit]() -> BackgroundWork::Finish {
                   const auto effect = inspect::measureUnit(*network, state->data->evaluation(), kSamples,
                                                            unit.layer, unit.unit);
                   return [this, effect, unit] {
                       if (m_selection.unit() != unit) return;
                       m_effect = effect;
                       tell(describe(unit));
                   };
               });
}

void UnitInspector::select() {
    const auto units = gatedLayerUnits(m_run.experiment.net);
    const int layer = m_layer->currentIndex();
    if (layer < 0 || layer >= static_cast<int>(units.size())) return;
    m_selection.selectUnit(
        UnitRef{layer, std::min(m_unit->value(), units[static_cast<std::size_t>(layer)] - 1)});
}

void UnitInspector::ask(bool open) {
    if (const auto& unit = m_selection.unit())
        Q_EMIT editAsked({.layer = unit->layer, .unit = unit->unit, .open = open});
}

void UnitInspector::showSomething() {
    const auto* column = m_run.shownColumn();
    if (m_selection.unit() || !column || column->gates.empty()) return;
    const auto& gates = column->gates.front();
    const auto widest = std::max_element(gates.begin(), gates.end());
    if (widest != gates.end()) m_selection.selectUnit(UnitRef{0, static_cast<int>(widest - gates.begin())});
}

QString UnitInspector::summary() const {
    return m_summary->text();
}

} // namespace tristate::ui
