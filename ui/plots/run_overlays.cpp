#include "ui/plots/run_overlays.h"

#include "ui/look/palette.h"
#include "ui/plots/curve_reducer.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/time_plot.h"
#include "ui/run/run_style.h"

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {
constexpr double kOverlayDotSize = 5; ///< pixels
constexpr int kMaxDots = 12;          ///< of a curve, which has at most 1200 samples
} // namespace

RunOverlays::RunOverlays(QCPAxis* time, QCPAxis* values, Value value, Look look)
    : m_time(time), m_values(values), m_value(std::move(value)), m_look(look) {}

void RunOverlays::update(const Runs& runs, const RunData& present, double floor, const QPalette& palette) {
    if (m_revision == runs.revision() && m_present == present.number && m_floor == floor &&
        m_isDark == isDark(palette))
        return;
    m_present = present.number;
    m_revision = runs.revision();
    m_floor = floor;
    m_isDark = isDark(palette);
    clear();
    for (const auto& run : runs.left())
        if (isInPlots(*run, present)) add(*run, palette);
}

void RunOverlays::clear() {
    for (auto* graph : m_graphs) m_time->parentPlot()->removeGraph(graph);
    m_graphs.clear();
}

void RunOverlays::add(const RunData& run, const QPalette& palette) {
    CurveReducer curve;
    for (const auto& point : run.history.points()) curve.add(point.epoch, m_value(point));
    auto* graph = m_time->parentPlot()->addGraph(m_time, m_values);
    graph->setName(m_caption ? m_caption(run) : run.label.name);
    graph->setPen(runPen(run.label, palette, m_look == Look::Line ? 1.5 : 1));
    setSamples(*graph, curve, m_floor);
    const int samples = static_cast<int>(graph->data()->size());
    if (m_look == Look::Dotted || samples <= kMaxDots) {
        const QPen outline(runColour(run.label, palette), 1);
        graph->setScatterStyle(
            QCPScatterStyle(runDot(run.label, kCustomDotSize), outline, Qt::NoBrush, kOverlayDotSize));
        graph->setScatterSkip(samples / kMaxDots);
    }
    graph->setAntialiased(false);
    graph->setLayer(QStringLiteral("grid")); // behind the present run
    m_graphs.push_back(graph);
}

std::vector<QCPGraph*> RunOverlays::named() const {
    const auto count = std::min<std::ptrdiff_t>(kMaxInLegend, std::ssize(m_graphs));
    return {m_graphs.end() - count, m_graphs.end()};
}

} // namespace tristate::ui
