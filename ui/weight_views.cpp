#include "ui/weight_views.h"

#include "ui/views/decision_map.h"
#include "ui/views/draw_view.h"
#include "ui/views/input_map_view.h"
#include "ui/views/minibatch_view.h"
#include "ui/views/predictions_view.h"
#include "ui/views/unit_inspector.h"

#include <QTabWidget>

#include <algorithm>

namespace tristate::ui {

WeightViews::WeightViews(SessionBridge& bridge, QWidget* parent)
    : QObject(parent),
      m_inspector(new UnitInspector(bridge.data(), m_selection, m_work, parent)),
      m_inputMap(new InputMapView(bridge.data(), m_selection, parent)),
      m_decisionMap(new DecisionMap(bridge.data(), m_work, parent)),
      m_predictions(new PredictionsView(bridge.data(), m_selection, m_work, parent)),
      m_drawing(new DrawView(bridge.data(), m_work, parent)),
      m_minibatch(new MinibatchView(bridge.data(), m_selection, m_work, parent)) {
    connectBridge(bridge);
}

void WeightViews::connectBridge(SessionBridge& bridge) {
    connect(&bridge, &SessionBridge::runStarted, &m_selection, &Selection::clear);
    connect(&bridge, &SessionBridge::stateChanged, &m_work,
            [this](train::RunState state) { m_work.setLimited(state == train::RunState::Running); });
    connect(&m_work, &BackgroundWork::problem, &bridge, &SessionBridge::problem);
    connect(m_inspector, &UnitInspector::editAsked, &bridge, &SessionBridge::editGate);
    connect(m_minibatch, &MinibatchView::stepAsked, &bridge, &SessionBridge::stepMinibatch);
    connect(m_decisionMap, &DecisionMap::newRunAsked, &bridge,
            [&bridge](const train::Experiment& experiment) { bridge.start(experiment); });
}

void WeightViews::addTabs(QTabWidget& tabs) {
    tabs.addTab(m_inputMap, tr("&Input map"));
    tabs.addTab(m_decisionMap, tr("&Decision map"));
    tabs.addTab(m_predictions, tr("&Predictions"));
    tabs.addTab(m_drawing, tr("Dra&w"));
    tabs.addTab(m_minibatch, tr("&Step"));
}

void WeightViews::showSomething(const RunData& run) {
    m_drawing->takeSample();
    m_minibatch->setStage(MinibatchView::Stage::Gradients);
    const auto* column = run.shownColumn();
    if (m_selection.unit() || !column || column->gates.empty()) return;
    const auto& gates = column->gates.front();
    const auto widest = std::max_element(gates.begin(), gates.end());
    if (widest != gates.end()) m_selection.selectUnit(UnitRef{0, static_cast<int>(widest - gates.begin())});
}

std::vector<LiveView*> WeightViews::liveViews() const {
    return {m_inspector, m_inputMap, m_decisionMap, m_predictions, m_drawing, m_minibatch};
}

std::vector<Picture> WeightViews::pictures() const {
    return {{QStringLiteral("neuron-inspector"), m_inspector},
            {QStringLiteral("input-map"), m_inputMap},
            {QStringLiteral("decision-map"), m_decisionMap},
            {QStringLiteral("predictions"), m_predictions},
            {QStringLiteral("draw"), m_drawing},
            {QStringLiteral("minibatch"), m_minibatch}};
}

} // namespace tristate::ui
