#include "ui/plots/sweep_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/legend_row.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/evaluated_on.h"

#include <QEvent>
#include <QVBoxLayout>

#include <iterator>
#include <limits>
#include <utility>

namespace tristate::ui {
namespace {

constexpr double kRunDotSize = 6, kBestRing = 9, kMarkRing = 14, kOtherSize = 8;
constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// Open, so that runs below it are seen.
QCPScatterStyle otherStyle(std::size_t index) {
    constexpr QCPScatterStyle::ScatterShape kShapes[] = {
        QCPScatterStyle::ssDiamond, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
        QCPScatterStyle::ssTriangleInverted};
    return {kShapes[index % std::size(kShapes)], QPen(lineColour(static_cast<int>(index) + 2), 1.5),
            Qt::NoBrush, kOtherSize};
}

} // namespace

SweepPlot::SweepPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)), m_axes(*m_plot) {
    setAccessibleName(tr("Error against size of the runs of a sweep"));
    setToolTip(
        tr("Every run that came to an end. The line joins those that no other beats, crosses show the range "
           "over the seeds of a setting; an error of 0 lies on the lower edge. Open shapes show what others "
           "came to, where it is known. Click a dot to choose its run, with Ctrl a second one."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_legend = new LegendRow(this);
    m_legend->hide();
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    m_plot->setMinimumSize(160, 120);
    m_ranges = new QCPCurve(m_plot->xAxis, m_plot->yAxis);
    m_dots = m_plot->addGraph();
    m_dots->setLineStyle(QCPGraph::lsNone);
    m_dots->setAdaptiveSampling(true);
    m_frontier = m_plot->addGraph();
    m_frontier->setLineStyle(QCPGraph::lsStepLeft);
    for (int i = 0; i < 2; ++i) {
        m_rings.push_back(m_plot->addGraph());
        m_rings.back()->setLineStyle(QCPGraph::lsNone);
    }
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        clicked(event->position(), event->modifiers().testFlag(Qt::ControlModifier));
    });
    applyTheme();
    show({}, sweep::Cost::Parameters, false);
}

void SweepPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const ViewColours colours = viewColours(palette());
    m_ranges->setPen(QPen(colours.faintText, 1));
    m_dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.dots, kRunDotSize));
    m_frontier->setPen(QPen(colours.text, 1));
    m_frontier->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, colours.text, Qt::transparent, kBestRing));
    for (std::size_t i = 0; i < m_rings.size(); ++i) {
        const QPen pen(lineColour(1), 2, i == 0 ? Qt::SolidLine : Qt::DotLine);
        m_rings[i]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, pen, Qt::NoBrush, kMarkRing));
    }
}

void SweepPlot::show(const std::vector<const sweep::Result*>& runs, sweep::Cost cost, bool isValidation,
                     const std::vector<sweep::Others>& others) {
    const sweep::TradeOff tradeOff = sweep::tradeOffOf(runs, cost);
    m_places = tradeOff.dots;
    m_ids.clear();
    m_best.clear();
    for (const sweep::Result* run : tradeOff.runs) m_ids << QString::fromStdString(run->id);
    fit(cost == sweep::Cost::Parameters ? others : std::vector<sweep::Others>());
    QVector<double> x, y, bestX, bestY;
    for (const auto& [size, error] : m_places) x << size, y << m_axes.heightOf(error);
    for (const std::size_t i : tradeOff.best) {
        m_best << m_ids[static_cast<qsizetype>(i)];
        bestX << m_places[i].first, bestY << m_axes.heightOf(m_places[i].second);
    }
    m_dots->setData(x, y);
    m_frontier->setData(bestX, bestY, true);
    showRanges(tradeOff.ranges);
    const QString names[] = {tr("parameters"), tr("operations per sample"), tr("bytes of weights"),
                             tr("microseconds per sample")};
    m_plot->xAxis->setLabel(names[static_cast<int>(cost)]);
    const auto metric = runs.empty() ? train::Metric::ErrorRate : runs.front()->metric;
    m_plot->yAxis->setLabel(
        errorAxis(metric, {}, isValidation ? EvaluatedOn::Validation : EvaluatedOn::Test));
    setAccessibleDescription(tr("%n runs are not beaten by any other", nullptr, int(m_best.size())));
    showMarks();
}

/// Makes room for the runs and the others, and draws the others.
void SweepPlot::fit(const std::vector<sweep::Others>& others) {
    std::vector<sweep::SizeAndError> all = m_places;
    for (const sweep::Others& of : others) all.insert(all.end(), of.dots.begin(), of.dots.end());
    m_axes.fit(all);
    for (auto* graph : std::exchange(m_others, {})) m_plot->removeGraph(graph);
    for (const auto& [name, isPublished, dots] : others) {
        auto* graph = m_plot->addGraph();
        const QString text = QString::fromStdString(name);
        graph->setName(isPublished ? tr("published, %1").arg(text) : text);
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setPen(Qt::NoPen);
        graph->setScatterStyle(otherStyle(m_others.size()));
        for (const auto& [size, error] : dots) graph->addData(size, m_axes.heightOf(error));
        m_others.push_back(graph);
    }
    m_legend->setCurves(m_others);
    m_legend->setVisible(!m_others.empty());
}

QStringList SweepPlot::others() const {
    return m_legend->names();
}

void SweepPlot::showRanges(const std::vector<io::SvgRange>& ranges) {
    QVector<double> x, y;
    for (const io::SvgRange& range : ranges) {
        x << range.xLeast << range.xMost << kGap << range.x << range.x << kGap;
        y << m_axes.heightOf(range.y) << m_axes.heightOf(range.y) << kGap << m_axes.heightOf(range.yLeast)
          << m_axes.heightOf(range.yMost) << kGap;
    }
    m_ranges->setData(x, y);
}

void SweepPlot::mark(const QStringList& runs) {
    m_marked = runs;
    showMarks();
}

void SweepPlot::showMarks() {
    for (std::size_t i = 0; i < m_rings.size(); ++i) {
        const qsizetype dot = m_ids.indexOf(m_marked.value(static_cast<qsizetype>(i)));
        m_rings[i]->data()->clear();
        if (dot < 0) continue;
        const auto& [size, error] = m_places[static_cast<std::size_t>(dot)];
        m_rings[i]->addData(size, m_axes.heightOf(error));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString SweepPlot::costName() const {
    return m_plot->xAxis->label();
}

QString SweepPlot::errorName() const {
    return m_plot->yAxis->label();
}

void SweepPlot::clicked(const QPointF& place, bool isSecond) {
    const std::ptrdiff_t dot = m_axes.dotAt(place, m_places);
    if (dot >= 0) Q_EMIT runAsked(m_ids[dot], isSecond);
}

void SweepPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyTheme();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tristate::ui
