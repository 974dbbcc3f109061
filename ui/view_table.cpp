#include "ui/view_table.h"

#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/session_bridge.h"
#include "ui/views/decision_map.h"
#include "ui/views/draw_view.h"
#include "ui/views/events_view.h"
#include "ui/views/input_map_view.h"
#include "ui/views/layer_table.h"
#include "ui/views/minibatch_view.h"
#include "ui/views/network_picture.h"
#include "ui/views/predictions_view.h"
#include "ui/views/runs_view.h"
#include "ui/views/sweep_view.h"
#include "ui/views/unit_inspector.h"

#include <QCoreApplication>

#include <type_traits>

namespace tristate::ui {
namespace {

// What views ask for, passed on to the run. Those that take the bridge ask it themselves.

void passOn(const QWidget&, const ViewParts&) {}

void passOn(CurvesPlot& plot, const ViewParts& parts) {
    plot.overlay(parts.bridge.runs());
    plot.compareWith(parts.bridge.futures());
}

void passOn(OpenUnitsPlot& plot, const ViewParts& parts) {
    plot.overlay(parts.bridge.runs());
    plot.compareWith(parts.bridge.futures());
}

void passOn(NetworkPicture& view, const ViewParts& parts) {
    view.compareWith(parts.bridge.futures());
}

void passOn(PredictionsView& view, const ViewParts& parts) {
    view.compareWith(parts.bridge.futures());
}

void passOn(RunsView& view, const ViewParts& parts) {
    QObject::connect(&view, &RunsView::goToAsked, &parts.bridge, &SessionBridge::goTo);
    QObject::connect(&view, &RunsView::momentAsked, &parts.bridge.moments(), &Moments::show);
}

void passOn(UnitInspector& view, const ViewParts& parts) {
    QObject::connect(&view, &UnitInspector::editAsked, &parts.bridge, &SessionBridge::editGate);
    view.compareWith(parts.bridge.futures());
}

void passOn(MinibatchView& view, const ViewParts& parts) {
    QObject::connect(&view, &MinibatchView::stepAsked, &parts.bridge, &SessionBridge::stepMinibatch);
}

void passOn(DecisionMap& view, const ViewParts& parts) {
    QObject::connect(
        &view, &DecisionMap::newRunAsked, &parts.bridge,
        [&bridge = parts.bridge](const train::Experiment& experiment) { bridge.start(experiment); });
}

template <class View, class... Parts>
constexpr bool kTakes = std::is_constructible_v<View, Parts..., QWidget*>;

/// Builds a view of the parts that its constructor takes.
template <class View>
View* build(const ViewParts& parts, QWidget* parent) {
    const RunData& run = parts.bridge.data();
    if constexpr (kTakes<View, SessionBridge&>)
        return new View(parts.bridge, parent);
    else if constexpr (kTakes<View, const RunData&, TimeAxis&, Selection&>)
        return new View(run, parts.time, parts.selection, parent);
    else if constexpr (kTakes<View, const RunData&, TimeAxis&>)
        return new View(run, parts.time, parent);
    else if constexpr (kTakes<View, const RunData&, Selection&, BackgroundWork&>)
        return new View(run, parts.selection, parts.work, parent);
    else if constexpr (kTakes<View, const RunData&, BackgroundWork&>)
        return new View(run, parts.work, parent);
    else if constexpr (kTakes<View, const RunData&, Selection&>)
        return new View(run, parts.selection, parent);
    else
        return new View(run, parts.bridge.runs(), parent);
}

template <class View>
LiveView* make(const ViewParts& parts, QWidget* parent) {
    View* view = build<View>(parts, parent);
    passOn(*view, parts);
    return view;
}

using Place = ViewEntry::Place;

constexpr ViewEntry kViews[] = {
    {"network", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Network"), Place::Tab, make<NetworkPicture>},
    {"layer-table", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Layers"), Place::Tab, make<LayerTable>},
    {"input-map", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Input map"), Place::Tab, make<InputMapView>},
    {"decision-map", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Decision map"), Place::Tab,
     make<DecisionMap>},
    {"predictions", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Predictions"), Place::Tab,
     make<PredictionsView>},
    {"draw", QT_TRANSLATE_NOOP("tristate::ui::Views", "Dra&w"), Place::Tab, make<DrawView>},
    {"minibatch", QT_TRANSLATE_NOOP("tristate::ui::Views", "&Step"), Place::Tab, make<MinibatchView>},
    {"runs", QT_TRANSLATE_NOOP("tristate::ui::Views", "R&uns"), Place::Tab, make<RunsView>},
    {"sweep", QT_TRANSLATE_NOOP("tristate::ui::Views", "Sweep"), Place::Tab, make<SweepView>},
    {"events", QT_TRANSLATE_NOOP("tristate::ui::Views", "Even&ts"), Place::Tab, make<EventsView>},
    {"curves", QT_TRANSLATE_NOOP("tristate::ui::Views", "Curves"), Place::Plot, make<CurvesPlot>},
    {"open-units", QT_TRANSLATE_NOOP("tristate::ui::Views", "Open neurons"), Place::Plot,
     make<OpenUnitsPlot>},
    {"gate-map", QT_TRANSLATE_NOOP("tristate::ui::Views", "Gates"), Place::Dock, make<GateMapPlot>,
     "gatesDock"},
    {"neuron-inspector", QT_TRANSLATE_NOOP("tristate::ui::Views", "Neuron"), Place::Dock, make<UnitInspector>,
     "inspectorDock"},
};

} // namespace

QString ViewEntry::text() const {
    return QCoreApplication::translate("tristate::ui::Views", title);
}

std::span<const ViewEntry> viewTable() {
    return kViews;
}

} // namespace tristate::ui
