#include "ui/plots/trade_off_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/run_style.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tristate::ui {
namespace {

constexpr double kDotSize = 6;

std::vector<ErrorAxes::Dot> dotsOf(const std::vector<Outcome>& outcomes) {
    std::vector<ErrorAxes::Dot> dots;
    for (const Outcome& outcome : outcomes) dots.emplace_back(outcome.parameters, outcome.error);
    return dots;
}

} // namespace

TradeOffPlot::TradeOffPlot(const RunData& run, const Runs& runs, QWidget* parent)
    : QWidget(parent), m_run(run), m_runs(runs), m_plot(new QCustomPlot(this)), m_axes(*m_plot) {
    setAccessibleName(tr("Error against parameters"));
    setToolTip(
        tr("Every measured moment of every visible run. The line joins the moments that no other "
           "beats; an error of 0 lies on the lower edge. Click a dot of the present run to go there."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->xAxis->setLabel(tr("parameters"));
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

void TradeOffPlot::setDots(QCPGraph& graph, const std::vector<Outcome>& outcomes) const {
    QVector<double> x, y;
    for (const auto& outcome : outcomes) x << outcome.parameters, y << m_axes.heightOf(outcome.error);
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
    m_axes.fit(dotsOf(m_outcomes)); // tells where an error of 0 is drawn
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

void TradeOffPlot::clicked(const QPointF& place) {
    std::vector<Outcome> ours;
    for (const Outcome& outcome : m_outcomes)
        if (outcome.run == m_run.label.id) ours.push_back(outcome);
    const std::ptrdiff_t dot = m_axes.dotAt(place, dotsOf(ours));
    if (dot >= 0) Q_EMIT momentAsked(ours[static_cast<std::size_t>(dot)].step);
}

void TradeOffPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyTheme();
    refresh();
}

} // namespace tristate::ui
