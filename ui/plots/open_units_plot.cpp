#include "ui/plots/open_units_plot.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/count_ticker.h"
#include "ui/plots/legend_row.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/layer_names.h"

#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::ui {
namespace {
constexpr double kAboveCurves = 0.04; ///< of the axis
constexpr std::size_t kMostNamed = 8; ///< layers with a colour of their own

/// Colours of many layers, from the input to the output: what the legend names of them can be told apart.
QColor depthColour(std::size_t layer, std::size_t layers) {
    const double depth = static_cast<double>(layer) / static_cast<double>(layers - 1);
    const QColor first = lineColour(0), last = lineColour(1);
    const auto mix = [depth](int a, int b) { return static_cast<int>(a + depth * (b - a)); };
    return {mix(first.red(), last.red()), mix(first.green(), last.green()), mix(first.blue(), last.blue())};
}
} // namespace

OpenUnitsPlot::OpenUnitsPlot(const RunData& store, TimeAxis& axis, QWidget* parent)
    : TimePlot(tr("Open neurons per layer"), store, axis, parent) {
    setObjectName(QStringLiteral("openUnits"));
    m_logarithmic = addToggle(tr("Log"), tr("Logarithmic axes"), false);
    buildLayers(0);
    connect(m_logarithmic, &QToolButton::toggled, this, [this] {
        setScale();
        refresh();
    });
}

void OpenUnitsPlot::buildLayers(std::size_t layers) {
    m_future.reset(); // its graphs go with the others
    removeTimeRects();
    m_layers.clear();
    m_layers.resize(layers);
    m_rect = new QCPAxisRect(&plot());
    plot().plotLayout()->addElement(0, 0, m_rect);
    addTimeRect(m_rect, true);
    auto* right = m_rect->axis(QCPAxis::atRight);
    right->setVisible(true);
    right->setTickLabels(true);
    right->setLabel(tr("parameters"));
    right->grid()->setVisible(false);
    m_rect->axis(QCPAxis::atLeft)->setLabel(tr("open neurons"));

    auto* bottom = m_rect->axis(QCPAxis::atBottom);
    for (std::size_t i = 0; i < layers; ++i) {
        m_layers[i].graph = new QCPGraph(bottom, m_rect->axis(QCPAxis::atLeft));
        m_layers[i].graph->setName(layerName(i));
        m_layers[i].graph->setLineStyle(QCPGraph::lsStepLeft);
        m_layers[i].graph->setAntialiased(false);
    }
    m_parameters = new QCPGraph(bottom, right);
    m_parameters->setName(tr("parameters (right)"));
    m_parameters->setAntialiased(false);
    buildOverlays();
    buildFuture();
    setScale();
    finishTimeRects();
}

void OpenUnitsPlot::overlay(const Runs& runs) {
    m_runs = &runs;
    buildOverlays();
}

std::size_t OpenUnitsPlot::overlays() const {
    std::size_t graphs = 0;
    for (const auto& overlays : m_overlays) graphs += overlays.graphs().size();
    return graphs;
}

QStringList OpenUnitsPlot::legendNames() const {
    return legend().names();
}

/// Of many layers some on the way.
std::vector<QCPGraph*> OpenUnitsPlot::namedCurves() const {
    std::vector<QCPGraph*> curves;
    const std::size_t layers = m_layers.size();
    for (std::size_t i = 0; i < layers; ++i)
        if (layers <= kMostNamed || i == 0 || i == layers / 2 || i + 1 == layers)
            curves.push_back(m_layers[i].graph);
    if (m_parameters) curves.push_back(m_parameters);
    if (m_future)
        for (auto* graph : m_future->named()) curves.push_back(graph);
    for (const auto& overlays : m_overlays)
        for (auto* graph : overlays.named()) curves.push_back(graph);
    return curves;
}

void OpenUnitsPlot::buildOverlays() {
    m_overlays.clear();
    if (!m_runs) return;
    auto* bottom = m_rect->axis(QCPAxis::atBottom);
    m_overlays.emplace_back(bottom, m_rect->axis(QCPAxis::atLeft), [](const train::Point& point) {
        return std::accumulate(point.open.begin(), point.open.end(), 0.0);
    });
    m_overlays.emplace_back(
        bottom, m_rect->axis(QCPAxis::atRight),
        [](const train::Point& point) { return static_cast<double>(point.parameters); },
        RunOverlays::Look::Dotted);
    m_overlays[0].setCaption([](const RunData& run) { return tr("%1, all layers").arg(run.label.name); });
    m_overlays[1].setCaption([](const RunData& run) { return tr("%1, parameters").arg(run.label.name); });
}

void OpenUnitsPlot::compareWith(const Fork& fork) {
    m_fork = &fork;
    buildFuture();
}

void OpenUnitsPlot::buildFuture() {
    if (!m_fork) return;
    m_future.emplace(*m_fork);
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_future->add({.values = m_rect->axis(QCPAxis::atLeft),
                       .value =
                           [i](const train::Point& point) {
                               return i < point.open.size() ? point.open[i] : train::kNotMeasured;
                           },
                       .name = i == 0 ? tr("that one, dashed") : QString(),
                       .isStepped = true,
                       .floor = 0});
    m_future->add({.values = m_rect->axis(QCPAxis::atRight),
                   .value = [](const train::Point& point) { return static_cast<double>(point.parameters); },
                   .name = tr("that one, parameters"),
                   .floor = 0});
    applyFuturePens();
}

void OpenUnitsPlot::applyFuturePens() {
    for (std::size_t i = 0; m_future && i < m_layers.size(); ++i)
        m_future->setPen(i, m_layers[i].graph->pen());
    if (m_future) m_future->setPen(m_layers.size(), QPen(viewColours(palette()).faintText, 1.8));
}

std::vector<int> OpenUnitsPlot::newestOfOther() const {
    std::vector<int> open;
    for (std::size_t i = 0; m_future && i < m_layers.size(); ++i) {
        const auto* graph = m_future->graph(i);
        const double last =
            graph && !graph->data()->isEmpty() ? std::prev(graph->data()->constEnd())->value : 0;
        if (graph) open.push_back(std::isfinite(last) ? static_cast<int>(std::lround(last)) : 0);
    }
    return open;
}

QString OpenUnitsPlot::layerName(std::size_t layer) const {
    const auto names = gatedLayerNames(run().experiment.net);
    return layer < names.size() ? names[layer] : tr("layer %1").arg(layer + 1);
}

void OpenUnitsPlot::applyTheme() {
    TimePlot::applyTheme();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i].graph->setPen(m_layers.size() > kMostNamed ? QPen(depthColour(i, m_layers.size()), 1.2)
                                                               : QPen(lineColour(static_cast<int>(i)), 2));
    if (m_parameters) m_parameters->setPen(QPen(viewColours(palette()).faintText, 1, Qt::DashLine));
    applyFuturePens();
}

void OpenUnitsPlot::setScale() {
    const bool logarithmic = m_logarithmic->isChecked();
    useShortCounts(*m_rect->axis(QCPAxis::atLeft), logarithmic);
    useShortCounts(*m_rect->axis(QCPAxis::atRight), logarithmic);
}

void OpenUnitsPlot::clearData() {
    m_lastStep = -1;
    m_parametersCurve.clear();
    buildLayers(gatedLayerNames(run().experiment.net).size());
}

void OpenUnitsPlot::updateData() {
    const auto& points = run().history.points();
    auto first = points.end();
    while (first != points.begin() && std::prev(first)->step > m_lastStep) --first;
    for (; first != points.end(); ++first) {
        if (first->open.size() != m_layers.size()) buildLayers(first->open.size());
        for (std::size_t i = 0; i < m_layers.size(); ++i) m_layers[i].curve.add(first->epoch, first->open[i]);
        m_parametersCurve.add(first->epoch, static_cast<double>(first->parameters));
        m_lastStep = first->step;
    }
    for (auto& layer : m_layers) setSamples(*layer.graph, layer.curve, 0);
    setSamples(*m_parameters, m_parametersCurve, 0);
    showTip();
    for (auto& overlays : m_overlays) overlays.update(*m_runs, run(), 0, palette());
    if (m_future) m_future->update();
    showTipOfOther();
    fitValues();
}

/// The curves end at the moment that the other views show, not at the last point before it, and with its very
/// counts: of points that are reduced the smallest and the largest are left.
void OpenUnitsPlot::showTip() {
    const auto* frame = run().frame.get();
    if (!frame || frame->point.open.size() != m_layers.size() || frame->step < m_lastStep) return;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i].graph->addData(frame->epoch,
                                   frame->point.open[i] > 0 ? frame->point.open[i] : train::kNotMeasured);
    m_parameters->addData(frame->epoch, static_cast<double>(frame->point.parameters));
}

/// The same of that one: both curves end at one minibatch.
void OpenUnitsPlot::showTipOfOther() {
    const auto* frame = m_fork && m_fork->isOn() ? m_fork->other()->frame.get() : nullptr;
    if (!m_future || !frame || frame->point.open.size() != m_layers.size()) return;
    if (const auto* last = m_fork->other()->lastPoint(); last && last->step > frame->step) return;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        if (auto* graph = m_future->graph(i))
            graph->addData(frame->epoch,
                           frame->point.open[i] > 0 ? frame->point.open[i] : train::kNotMeasured);
    if (auto* graph = m_future->graph(m_layers.size()))
        graph->addData(frame->epoch, static_cast<double>(frame->point.parameters));
}

std::vector<int> OpenUnitsPlot::newest() const {
    std::vector<int> open;
    for (const auto& layer : m_layers) {
        const auto& samples = *layer.graph->data();
        const double last = samples.isEmpty() ? 0 : std::prev(samples.constEnd())->value;
        open.push_back(std::isfinite(last) ? static_cast<int>(std::lround(last)) : 0);
    }
    return open;
}

void OpenUnitsPlot::fitValues() {
    const QCPRange visible(time().lower(), time().upper());
    const bool logarithmic = m_logarithmic->isChecked();
    const auto fit = [&](QCPAxis& axis, const QList<QCPGraph*>& graphs) {
        double low = 1e300, high = 0;
        for (auto* graph : graphs) {
            bool found = false;
            const auto range = graph->getValueRange(found, QCP::sdPositive, visible);
            if (found) low = std::min(low, range.lower), high = std::max(high, range.upper);
        }
        if (high <= 0) return;
        if (logarithmic)
            axis.setRange(low / 1.3, high * 1.3);
        else
            axis.setRange(0, high * (1 + kAboveCurves));
    };
    QList<QCPGraph*> layers;
    for (auto& layer : m_layers) layers << layer.graph;
    QList<QCPGraph*> parameters = {m_parameters};
    if (!m_overlays.empty()) {
        for (auto* graph : m_overlays[0].graphs()) layers << graph;
        for (auto* graph : m_overlays[1].graphs()) parameters << graph;
    }
    for (std::size_t i = 0; m_future && i < m_future->count(); ++i)
        if (auto* graph = m_future->graph(i)) (i < m_layers.size() ? layers : parameters) << graph;
    fit(*m_rect->axis(QCPAxis::atLeft), layers);
    fit(*m_rect->axis(QCPAxis::atRight), parameters);
}

QString OpenUnitsPlot::valuesAt(const train::Point& point) const {
    QStringList parts;
    if (point.open.size() > kMostNamed)
        parts << tr("%1 open in %2 layers")
                     .arg(countText(std::accumulate(point.open.begin(), point.open.end(), 0)))
                     .arg(point.open.size());
    for (std::size_t i = 0; i < point.open.size() && point.open.size() <= kMostNamed; ++i)
        parts << QStringLiteral("%1 %2").arg(layerName(i)).arg(point.open[i]);
    parts << tr("%1 parameters").arg(countText(point.parameters));
    return parts.join(QStringLiteral("   "));
}

} // namespace tristate::ui
