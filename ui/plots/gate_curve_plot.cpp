#include "ui/plots/gate_curve_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <QEvent>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr std::size_t kMaxPoints = 300; ///< more cannot be told apart in so small a plot
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

void GateCurvePlot::show(const RunData& run, std::optional<UnitRef> unit) {
    const auto& history = run.history;
    const auto& columns = history.columns();
    QVector<double> epochs, gates;
    const std::size_t stride = std::max<std::size_t>(1, columns.size() / kMaxPoints);
    for (std::size_t i = (columns.size() + stride - 1) % stride; unit && i < columns.size(); i += stride) {
        const auto& point = history.points()[columns[i]];
        const auto layer = static_cast<std::size_t>(unit->layer),
                   index = static_cast<std::size_t>(unit->unit);
        if (layer >= point.gates.size() || index >= point.gates[layer].size()) continue;
        epochs.push_back(point.epoch);
        gates.push_back(static_cast<double>(point.gates[layer][index]));
    }
    if (const auto* frame = run.past ? nullptr : run.frame.get(); unit && frame && !epochs.isEmpty()) {
        const auto& gatesNow = frame->point.gates;
        const auto layer = static_cast<std::size_t>(unit->layer),
                   index = static_cast<std::size_t>(unit->unit);
        if (frame->epoch > epochs.back() && layer < gatesNow.size() && index < gatesNow[layer].size()) {
            epochs.push_back(frame->epoch);
            gates.push_back(static_cast<double>(gatesNow[layer][index]));
        }
    }
    const double end = epochs.isEmpty() ? 1 : std::max(epochs.back(), 1e-6);
    m_gate->setData(epochs, gates, true);
    m_limit->setData({0, end}, {run.openLimit(), run.openLimit()}, true);
    m_plot->xAxis->setRange(0, end);
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

int GateCurvePlot::points() const {
    return m_gate->dataCount();
}

void GateCurvePlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    m_gate->setPen(QPen(lineColour(0), 1.6));
    m_limit->setPen(QPen(viewColours(palette()).faintText, 0, Qt::DashLine));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void GateCurvePlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyTheme();
    QWidget::changeEvent(event);
}

} // namespace tristate::ui
