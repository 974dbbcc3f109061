#include "ui/plots/regression_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr double kDot = 5;       ///< pixels
constexpr double kMargin = 0.05; ///< of the range, beside the outermost dots

QCPRange widened(double least, double most) {
    const double room = std::max((most - least) * kMargin, 1e-9 * std::max(1.0, std::abs(most)));
    return {least - room, most + room};
}

} // namespace

RegressionPlot::RegressionPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    setObjectName(QStringLiteral("regressionPlot"));
    setAccessibleName(tr("Predicted against true, and residuals"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->plotLayout()->clear();
    for (int row = 0; row < 2; ++row) build(m_panels[static_cast<std::size_t>(row)], row);
    m_plot->plotLayout()->setRowStretchFactor(0, 2); // the diagonal wants to be seen
    auto* group = new QCPMarginGroup(m_plot);
    for (const Panel& panel : m_panels) panel.rect->setMarginGroup(QCP::msLeft | QCP::msRight, group);
    fitTicks(*m_plot);
    m_plot->setMinimumSize(200, 200);
    applyTheme();
}

void RegressionPlot::build(Panel& panel, int row) {
    panel.rect = new QCPAxisRect(m_plot);
    m_plot->plotLayout()->addElement(row, 0, panel.rect);
    auto* x = panel.rect->axis(QCPAxis::atBottom);
    auto* y = panel.rect->axis(QCPAxis::atLeft);
    x->setLabelPadding(2);
    y->setLabelPadding(2);
    panel.line = new QCPGraph(x, y);
    panel.dots = new QCPGraph(x, y);
    panel.dots->setLineStyle(QCPGraph::lsNone);
}

void RegressionPlot::show(const std::vector<inspect::NumberPrediction>& predictions, const QString& target) {
    QVector<double> truth, predicted, residuals;
    for (const inspect::NumberPrediction& prediction : predictions)
        if (std::isfinite(prediction.predicted)) {
            truth << prediction.truth;
            predicted << prediction.predicted;
            residuals << prediction.residual();
        }
    auto& [against, residual] = m_panels;
    against.dots->setData(truth, predicted);
    residual.dots->setData(predicted, residuals);
    against.rect->axis(QCPAxis::atBottom)->setLabel(tr("true (%1)").arg(target));
    against.rect->axis(QCPAxis::atLeft)->setLabel(tr("predicted"));
    residual.rect->axis(QCPAxis::atBottom)->setLabel(tr("predicted (%1)").arg(target));
    residual.rect->axis(QCPAxis::atLeft)->setLabel(tr("residual"));
    if (!truth.isEmpty()) {
        const auto [leastTrue, mostTrue] = std::minmax_element(truth.begin(), truth.end());
        const auto [leastSaid, mostSaid] = std::minmax_element(predicted.begin(), predicted.end());
        const auto [low, high] = std::minmax_element(residuals.begin(), residuals.end());
        const QCPRange both = widened(std::min(*leastTrue, *leastSaid), std::max(*mostTrue, *mostSaid));
        const double furthest = std::max(std::abs(*low), std::abs(*high));
        for (const auto side : {QCPAxis::atBottom, QCPAxis::atLeft}) against.rect->axis(side)->setRange(both);
        residual.rect->axis(QCPAxis::atBottom)->setRange(widened(*leastSaid, *mostSaid));
        residual.rect->axis(QCPAxis::atLeft)->setRange(widened(-furthest, furthest));
        against.line->setData({both.lower, both.upper}, {both.lower, both.upper}, true);
        const QCPRange said = residual.rect->axis(QCPAxis::atBottom)->range();
        residual.line->setData({said.lower, said.upper}, {0, 0}, true);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int RegressionPlot::dots() const {
    return m_panels[0].dots->data()->size();
}

double RegressionPlot::least() const {
    return m_panels[0].rect->axis(QCPAxis::atLeft)->range().lower;
}

double RegressionPlot::most() const {
    return m_panels[0].rect->axis(QCPAxis::atLeft)->range().upper;
}

void RegressionPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    QColor fill = viewColours(palette()).dots;
    fill.setAlpha(170);
    for (const Panel& panel : m_panels) {
        panel.line->setPen(QPen(viewColours(palette()).faintText, 1, Qt::DashLine));
        panel.dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, fill, fill, kDot));
    }
}

void RegressionPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyTheme();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tristate::ui
