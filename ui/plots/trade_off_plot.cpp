#include "ui/plots/trade_off_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/count_ticker.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/run_style.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr double kReach = 10; ///< pixels from a dot that still click it
constexpr double kDotSize = 6;
constexpr double kSmallestError = 0.01; ///< percent, where no moment has one

} // namespace

TradeOffPlot::TradeOffPlot(const RunData& run, const Runs& runs, QWidget* parent)
    : QWidget(parent), m_run(run), m_runs(runs), m_plot(new QCustomPlot(this)) {
    setAccessibleName(tr("Error against parameters"));
    setToolTip(
        tr("Every measured moment of every visible run. The line joins the moments that no other "
           "beats; an error of 0 lies on the lower edge. Click a dot of the present run to go there."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->xAxis->setLabel(tr("parameters"));
    fitTicks(*m_plot);
    useShortCounts(*m_plot->xAxis, true);
    setLogarithmic(*m_plot->yAxis, true);
    m_plot->setMinimumSize(160, 120);
    m_frontLine = m_plot->addGraph();
    m_frontLine->setName(tr("not beaten by any other"));
    m_frontLine->setLineStyle(QCPGraph::lsStepLeft);
    m_plot->legend->setVisible(false);
    connect(m_plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { clicked(event->position()); });
    applyTheme();
}

void TradeOffPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const QColor text = viewColours(palette()).text;
    m_frontLine->setPen(QPen(text, 1));
    m_frontLine->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, text, Qt::transparent, 9));
}

double TradeOffPlot::heightOf(const Outcome& outcome) const {
    return std::max(outcome.error, m_floor);
}

void TradeOffPlot::setDots(QCPGraph& graph, const std::vector<Outcome>& outcomes) const {
    QVector<double> x, y;
    for (const auto& outcome : outcomes) x << outcome.parameters, y << heightOf(outcome);
    graph.setData(x, y);
}

void TradeOffPlot::showRun(const RunData& run) {
    auto* dots = m_plot->addGraph();
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setAdaptiveSampling(true);
    const QColor colour = runColour(run.label, palette());
    const QBrush filling = &run == &m_run ? QBrush(colour) : QBrush(Qt::NoBrush);
    dots->setScatterStyle(
        QCPScatterStyle(runDot(run.label, kCustomDotSize), QPen(colour, 1), filling, kDotSize));
    setDots(*dots, outcomes(run));
    m_dots.push_back(dots);
}

void TradeOffPlot::refresh() {
    for (auto* dots : m_dots) m_plot->removeGraph(dots);
    m_dots.clear();
    m_outcomes.clear();
    std::vector<const RunData*> shown;
    for (const auto& run : m_runs.left())
        if (isInPlots(*run, m_run)) shown.push_back(run.get());
    shown.push_back(&m_run);
    for (const auto* run : shown) {
        const auto some = outcomes(*run);
        m_outcomes.insert(m_outcomes.end(), some.begin(), some.end());
    }
    fitAxes(); // tells where an error of 0 is drawn
    for (const auto* run : shown) showRun(*run);
    m_front = paretoFront(m_outcomes);
    setDots(*m_frontLine, m_front);
    showErrorName();
    setAccessibleDescription(tr("%n moments are not beaten by any other", nullptr, int(m_front.size())));
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void TradeOffPlot::showErrorName() {
    m_plot->yAxis->setLabel(errorAxis(m_run, evaluatedOn(m_run, m_runs, true)));
}

QString TradeOffPlot::errorName() const {
    return m_plot->yAxis->label();
}

/// An error of 0, which has no place on a logarithmic axis, lies on its lower end.
void TradeOffPlot::fitAxes() {
    for (auto* axis : {m_plot->xAxis, m_plot->yAxis}) axis->setTickLabels(!m_outcomes.empty());
    if (m_outcomes.empty()) return;
    double left = 1e300, right = 0, low = 1e300, high = 0;
    bool hasZero = false;
    for (const auto& outcome : m_outcomes) {
        left = std::min(left, outcome.parameters), right = std::max(right, outcome.parameters);
        if (outcome.error > 0) low = std::min(low, outcome.error);
        high = std::max(high, outcome.error);
        hasZero = hasZero || outcome.error <= 0;
    }
    if (high <= 0) low = high = kSmallestError;
    m_floor = low / (hasZero ? 3 : 1.3);
    m_plot->xAxis->setRange(std::max(left, 1.0) / 1.3, std::max(right, 1.0) * 1.3);
    m_plot->yAxis->setRange(m_floor, high * 1.3);
}

void TradeOffPlot::clicked(const QPointF& place) {
    double nearest = kReach;
    std::int64_t step = -1;
    for (const auto& outcome : m_outcomes) {
        if (outcome.run != m_run.label.id) continue;
        const QPointF dot(m_plot->xAxis->coordToPixel(outcome.parameters),
                          m_plot->yAxis->coordToPixel(heightOf(outcome)));
        const double distance = std::hypot(dot.x() - place.x(), dot.y() - place.y());
        if (distance < nearest) nearest = distance, step = outcome.step;
    }
    if (step >= 0) Q_EMIT momentAsked(step);
}

void TradeOffPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyTheme();
    refresh();
}

} // namespace tristate::ui
