#include "ui/plots/minibatch_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {

MinibatchPlot::MinibatchPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    m_plot->xAxis->setLabel(tr("neuron, feature map or input"));
    setWholeNumbers(*m_plot->xAxis);
    fitTicks(*m_plot);
    m_plot->setAutoAddPlottableToLegend(false);
    addLegend(*m_plot->axisRect());
    applyPlotTheme(*m_plot, palette());
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_plot);
}

void MinibatchPlot::empty(bool withLegend) {
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->axisRect()->insetLayout()->elementAt(0)->setVisible(withLegend);
}

void MinibatchPlot::finish() {
    m_plot->xAxis->rescale(true);
    m_plot->xAxis->setRange(m_plot->xAxis->range().lower - 0.8, m_plot->xAxis->range().upper + 0.8);
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void MinibatchPlot::clear() {
    empty(false);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QCPBars* MinibatchPlot::addBars(const QString& name, const train::LayerAnatomy& layer,
                                const std::vector<float>& values, double factor, const QColor& colour) {
    auto* bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    bars->setName(name);
    bars->setPen(Qt::NoPen);
    bars->setBrush(colour);
    QVector<double> x, y;
    for (std::size_t i = 0; i < layer.original.size(); ++i)
        x << layer.original[i], y << factor * static_cast<double>(values[i]);
    bars->setData(x, y, true);
    return bars;
}

void MinibatchPlot::fitValues(bool withLegend) {
    m_plot->yAxis->rescale();
    const auto range = m_plot->yAxis->range();
    const double room = std::max(0.08 * range.size(), 1e-9), forLegend = withLegend ? 4 * room : 0;
    m_plot->yAxis->setRange(range.lower < 0 ? range.lower - room : 0,
                            std::max(range.upper, 0.0) + room + forLegend);
}

void MinibatchPlot::showOutputs(const train::LayerAnatomy& layer) {
    empty(false);
    m_plot->yAxis->setLabel(tr("mean output"));
    addBars({}, layer, layer.output, 1, lineColour(0));
    fitValues(false);
    finish();
}

void MinibatchPlot::showPulls(const train::LayerAnatomy& layer, double gateRate) {
    empty(true);
    m_plot->yAxis->setLabel(tr("move of w"));
    auto* loss = addBars(tr("loss"), layer, layer.lossGradient, -gateRate, lineColour(0));
    auto* cost = addBars(tr("regulariser"), layer, layer.costGradient, -gateRate, lineColour(1));
    cost->moveAbove(loss);
    for (auto* bars : {loss, cost}) bars->addToLegend();
    fitValues(true);
    finish();
}

void MinibatchPlot::showGates(const train::LayerAnatomy& layer, double openLimit) {
    empty(true);
    m_plot->yAxis->setLabel(tr("gate w"));
    m_plot->yAxis->setRange(-0.04, 1.04);
    const auto addDots = [&](const QString& name, const std::vector<float>& gates,
                             const QCPScatterStyle& style) {
        auto* graph = m_plot->addGraph();
        graph->setName(name);
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(style);
        graph->setPen(style.pen());
        QVector<double> x, y;
        for (std::size_t i = 0; i < gates.size(); ++i)
            x << layer.original[i], y << static_cast<double>(gates[i]);
        graph->setData(x, y, true);
        graph->addToLegend();
    };
    const auto colours = viewColours(palette());
    addDots(tr("before"), layer.before,
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.faintText), QBrush(Qt::NoBrush), 7));
    addDots(tr("after"), layer.after, QCPScatterStyle(QCPScatterStyle::ssDisc, lineColour(0), 5));
    auto* limit = new QCPItemStraightLine(m_plot);
    limit->point1->setCoords(0, openLimit);
    limit->point2->setCoords(1, openLimit);
    limit->setPen(QPen(colours.mark, 1, Qt::DashLine));
    finish();
}

void MinibatchPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyPlotTheme(*m_plot, palette());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tristate::ui
