#include "ui/plots/gate_curve_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/future_curves.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <QEvent>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr std::size_t kMaxPoints = 300; ///< more cannot be told apart in so small a plot

/// The gate of a unit over the epochs; returns the last epoch, 1 when there is nothing to draw.
double draw(QCPGraph& graph, const RunData& run, std::optional<UnitRef> unit) {
    const auto& history = run.history;
    const auto& columns = history.columns();
    QVector<double> epochs, gates;
    const auto add = [&](const train::Point& point, double epoch) {
        const auto layer = static_cast<std::size_t>(unit->layer),
                   index = static_cast<std::size_t>(unit->unit);
        if (layer >= point.gates.size() || index >= point.gates[layer].size()) return;
        epochs.push_back(epoch);
        gates.push_back(static_cast<double>(point.gates[layer][index]));
    };
    const std::size_t stride = std::max<std::size_t>(1, columns.size() / kMaxPoints);
    for (std::size_t i = (columns.size() + stride - 1) % stride; unit && i < columns.size(); i += stride)
        add(history.points()[columns[i]], history.points()[columns[i]].epoch);
    const auto* frame = run.past ? nullptr : run.frame.get();
    if (unit && frame && !epochs.isEmpty() && frame->epoch > epochs.back()) add(frame->point, frame->epoch);
    graph.setData(epochs, gates, true);
    return epochs.isEmpty() ? 1 : epochs.back();
}

} // namespace

GateCurvePlot::GateCurvePlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    setAccessibleName(tr("Gate over time"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setMinimumHeight(64);
    m_plot->setAutoAddPlottableToLegend(false);
    m_gate = m_plot->addGraph();
    m_limit = m_plot->addGraph();
    m_other = m_plot->addGraph();
    m_gate->setName(tr("this one"));
    m_other->setName(tr("that one"));
    for (auto* graph : {m_gate, m_other}) graph->addToLegend();
    m_plot->legend->setVisible(false);
    m_plot->yAxis->setRange(-0.03, 1.03);
    m_plot->yAxis->setLabel(tr("w"));
    fitTicks(*m_plot);
    for (auto* axis : {m_plot->xAxis, m_plot->yAxis}) axis->setLabelPadding(1);
    m_plot->axisRect()->setMinimumMargins(QMargins(4, 3, 8, 3));
    applyTheme();
}

/// In a small window the curve is worth more than the name of its axis, which the other plots tell as well.
void GateCurvePlot::resizeEvent(QResizeEvent* event) {
    constexpr int kRoomForName = 90;
    m_plot->xAxis->setLabel(event->size().height() < kRoomForName ? QString() : tr("epoch"));
    QWidget::resizeEvent(event);
}

void GateCurvePlot::show(const RunData& run, std::optional<UnitRef> unit, const RunData* other) {
    const double end = std::max(draw(*m_gate, run, unit), 1e-6);
    m_other->setVisible(other != nullptr);
    if (other)
        draw(*m_other, *other, unit);
    else
        m_other->data()->clear();
    m_plot->legend->setVisible(other != nullptr && unit);
    m_limit->setData({0, end}, {run.openLimit(), run.openLimit()}, true);
    m_plot->xAxis->setRange(0, end);
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

int GateCurvePlot::pointsOfOther() const {
    return m_other->dataCount();
}

int GateCurvePlot::points() const {
    return m_gate->dataCount();
}

void GateCurvePlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    m_gate->setPen(QPen(lineColour(0), 1.6));
    m_other->setPen(futurePen(QPen(lineColour(1), 1.6)));
    m_limit->setPen(QPen(viewColours(palette()).faintText, 0, Qt::DashLine));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void GateCurvePlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyTheme();
    QWidget::changeEvent(event);
}

} // namespace tristate::ui
