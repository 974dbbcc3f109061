#include "ui/plots/run_overlays.h"

#include "ui/palette.h"
#include "ui/plots/curve_reducer.h"
#include "ui/plots/time_plot.h"

#include <utility>

namespace tristate::ui {

RunOverlays::RunOverlays(QCPAxis* time, QCPAxis* values, Value value, Qt::PenStyle style)
    : m_time(time), m_values(values), m_value(std::move(value)), m_style(style) {}

void RunOverlays::update(const Runs& runs, double floor) {
    if (m_revision == runs.revision() && m_floor == floor) return;
    m_revision = runs.revision();
    m_floor = floor;
    for (auto* graph : m_graphs) m_time->parentPlot()->removeGraph(graph);
    m_graphs.clear();
    for (const auto& run : runs.left()) {
        if (!run->label.visible) continue;
        CurveReducer curve;
        for (const auto& point : run->history.points()) curve.add(point.epoch, m_value(point));
        auto* graph = m_time->parentPlot()->addGraph(m_time, m_values);
        graph->setPen(QPen(lineColour(run->label.id), 1, m_style));
        graph->setAntialiased(false);
        graph->setLayer(QStringLiteral("grid")); // behind the present run
        setSamples(*graph, curve, floor);
        m_graphs.push_back(graph);
    }
}

} // namespace tristate::ui
