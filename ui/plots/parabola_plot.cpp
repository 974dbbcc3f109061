#include "ui/plots/parabola_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tristate::ui {
namespace {

constexpr int kDotBins = 64; ///< gates closer than this share a dot

} // namespace

double gateCost(const objective::Lambdas& lambdas, nn::GateEstimator estimator, double w) {
    return lambdas.lambda1 * w * (1 - w) + lambdas.lambda3 * nn::openness(estimator, w);
}

ParabolaPlot::ParabolaPlot(const RunData& run, QWidget* parent)
    : QWidget(parent), m_run(run), m_plot(new QCustomPlot(this)) {
    setAccessibleName(tr("Cost of a gate"));
    setObjectName(QStringLiteral("regulariserPicture"));
    setToolTip(tr("What one gate pays: λ₁ w(1 − w) + λ₃ w. Gates slide downhill, against the loss."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->xAxis->setLabel(tr("gate w"));
    m_plot->yAxis->setLabel(tr("cost"));
    m_plot->xAxis->setLabelPadding(1);
    m_plot->yAxis->setLabelPadding(4);
    m_plot->xAxis->setRange(-0.04, 1.04);
    fitTicks(*m_plot);
    m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    m_plot->yAxis->setNumberPrecision(2);
    m_plot->axisRect()->setMinimumMargins(QMargins(4, 4, 6, 2));
    m_plot->setMinimumSize(120, 100);
    m_curve = m_plot->addGraph();
    applyTheme();
    showCurve();
}

void ParabolaPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    m_curve->setPen(QPen(viewColours(palette()).faintText, 1.5));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        QColor fill = lineColour(static_cast<int>(i));
        fill.setAlpha(170);
        m_layers[i]->setPen(QPen(fill)); // also the outline of the dots
        m_layers[i]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, fill, fill, 6));
    }
}

void ParabolaPlot::refresh() {
    showCurve();
    showGates();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void ParabolaPlot::showCurve() {
    constexpr int kSegments = 50;
    const auto& lambdas = m_run.shownLive().lambdas;
    const auto estimator = m_run.experiment.train.estimator;
    QVector<double> w(kSegments + 1), y(kSegments + 1);
    for (int i = 0; i <= kSegments; ++i) {
        w[i] = static_cast<double>(i) / kSegments;
        y[i] = gateCost(lambdas, estimator, w[i]);
    }
    m_curve->setData(w, y, true);
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    const double room = std::max((*high - *low) * 0.12, 1e-7);
    m_plot->yAxis->setRange(*low - room, *high + room);
}

void ParabolaPlot::showGates() {
    const auto* now = m_run.shownColumn();
    const std::size_t layers = now ? now->gates.size() : 0;
    while (m_layers.size() > layers) {
        m_plot->removeGraph(m_layers.back());
        m_layers.pop_back();
    }
    while (m_layers.size() < layers) {
        m_layers.push_back(m_plot->addGraph());
        m_layers.back()->setLineStyle(QCPGraph::lsNone);
        applyTheme();
    }
    for (std::size_t i = 0; i < layers; ++i) {
        std::array<bool, kDotBins + 1> taken{};
        for (const float gate : now->gates[i])
            taken[static_cast<std::size_t>(std::clamp(gate, 0.0F, 1.0F) * kDotBins)] = true;
        QVector<double> w, y;
        for (int bin = 0; bin <= kDotBins; ++bin) {
            if (!taken[static_cast<std::size_t>(bin)]) continue;
            w << static_cast<double>(bin) / kDotBins;
            y << gateCost(m_run.shownLive().lambdas, m_run.experiment.train.estimator, w.back());
        }
        m_layers[i]->setData(w, y, true);
    }
}

void ParabolaPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    applyTheme();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tristate::ui
