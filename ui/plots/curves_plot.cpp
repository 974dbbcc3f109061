#include "ui/plots/curves_plot.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/event_marks.h"

#include <QLocale>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {
constexpr int kMaxDots = 40;
constexpr double kSmoothing = 0.15;          ///< weight of a new point in the moving average
constexpr double kLogFloor[] = {1e-6, 1e-3}; ///< smaller losses and errors have no place on a log axis
} // namespace

CurvesPlot::CurvesPlot(const RunData& store, TimeAxis& axis, QWidget* parent)
    : TimePlot(tr("Loss and error"), store, axis, parent) {
    setObjectName(QStringLiteral("curves"));
    m_smooth = addToggle(tr("Smooth"), tr("Moving average over the training points"), true);
    m_logarithmic = addToggle(tr("Log"), tr("Logarithmic axes"), true);
    buildPanel(m_panels[0], tr("loss (nats)"), false);
    buildPanel(m_panels[1], errorAxis(store), true);
    auto* group = new QCPMarginGroup(&plot());
    for (auto& panel : m_panels) panel.rect->setMarginGroup(QCP::msLeft | QCP::msRight, group);
    plot().plotLayout()->setRowSpacing(0);
    buildLevel(m_target, Qt::AlignLeft);
    buildLevel(m_imported, Qt::AlignRight);
    finishTimeRects();
    setScale();
    connect(m_logarithmic, &QToolButton::toggled, this, [this] {
        setScale();
        refresh();
    });
    connect(m_smooth, &QToolButton::toggled, this, [this] { refresh(); });
}

void CurvesPlot::buildPanel(Panel& panel, const QString& label, bool last) {
    panel.rect = new QCPAxisRect(&plot());
    plot().plotLayout()->addElement(last ? 1 : 0, 0, panel.rect);
    addTimeRect(panel.rect, !last);
    auto* x = panel.rect->axis(QCPAxis::atBottom);
    auto* y = panel.rect->axis(QCPAxis::atLeft);
    y->setLabel(label);
    y->setLabelPadding(2);
    panel.raw = new QCPGraph(x, y);
    panel.smooth = new QCPGraph(x, y);
    panel.evaluation = new QCPGraph(x, y);
    panel.smooth->setName(tr("training"));
    panel.raw->setAntialiased(false);
}

void CurvesPlot::buildLevel(Level& level, Qt::Alignment end) {
    auto* rect = m_panels[1].rect;
    level.line = new QCPItemStraightLine(&plot());
    level.name = new QCPItemText(&plot());
    level.name->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    level.name->position->setTypeY(QCPItemPosition::ptPlotCoords);
    level.name->position->setCoords(end == Qt::AlignLeft ? 0.01 : 0.99, 1);
    level.name->setPositionAlignment(end | Qt::AlignBottom);
    for (auto* position : {level.line->point1, level.line->point2, level.name->position}) {
        position->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
        position->setAxisRect(rect);
    }
    for (auto* item : std::initializer_list<QCPAbstractItem*>{level.line, level.name})
        item->setClipAxisRect(rect);
}

void CurvesPlot::applyTheme() {
    TimePlot::applyTheme();
    for (const Level* level : {&m_target, &m_imported}) {
        if (!level->line) continue;
        const auto colours = viewColours(palette());
        level->line->setPen(QPen(colours.text, 1, level == &m_target ? Qt::DashLine : Qt::DotLine));
        level->name->setColor(colours.text);
        level->name->setFont(font());
    }
    for (auto& panel : m_panels) {
        if (!panel.raw) continue;
        QColor faint = lineColour(0);
        faint.setAlpha(90);
        panel.raw->setPen(QPen(faint, 0));
        panel.smooth->setPen(QPen(isDark(palette()) ? lineColour(4) : lineColour(0), 1.5));
        panel.evaluation->setPen(QPen(lineColour(1), 1.5));
    }
    applyFuturePens();
}

bool CurvesPlot::isLogarithmic() const {
    return m_logarithmic->isChecked();
}

std::optional<double> CurvesPlot::Level::at() const {
    return line->visible() ? std::optional(line->point1->value()) : std::nullopt;
}

void CurvesPlot::showLevel(const Level& level, std::optional<double> error, const QString& name) {
    for (auto* item : std::initializer_list<QCPAbstractItem*>{level.line, level.name})
        item->setVisible(error.has_value());
    if (!error) return;
    level.line->point1->setCoords(0, *error);
    level.line->point2->setCoords(1, *error);
    level.name->position->setCoords(level.name->position->key(), *error);
    level.name->setText(name);
}

void CurvesPlot::showLevels() {
    const double percent = run().experiment.train.targetError;
    showLevel(m_target, percent > 0 ? std::optional(percent) : std::nullopt,
              tr("target %1").arg(metricText(run().metric(), percent)));
    const auto error = run().imported ? errorOfImport(run().history) : std::nullopt;
    const bool hasPlace = error && (!isLogarithmic() || *error >= kLogFloor[1]);
    showLevel(m_imported, hasPlace ? error : std::nullopt,
              tr("imported file %1").arg(metricText(run().metric(), error.value_or(0))));
}

void CurvesPlot::setScale() {
    for (auto& panel : m_panels) setLogarithmic(*panel.rect->axis(QCPAxis::atLeft), isLogarithmic());
}

void CurvesPlot::overlay(const Runs& runs) {
    m_runs = &runs;
    const auto& rect = *m_panels[1].rect;
    m_overlays.emplace(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft),
                       [](const train::Point& point) { return point.evaluationError; });
    m_overlays->setCaption([](const RunData& run) {
        return QStringLiteral("%1, %2").arg(run.label.name, evaluationName(evaluatedOn(run.experiment)));
    });
    applyTheme();
}

void CurvesPlot::compareWith(const Fork& fork) {
    m_future.emplace(fork);
    for (Panel& panel : m_panels) {
        const bool isLoss = &panel == m_panels.data();
        auto* values = panel.rect->axis(QCPAxis::atLeft);
        m_future->add({.values = values,
                       .value = [isLoss](const train::Point& p) { return isLoss ? p.loss : p.error; },
                       .name = isLoss ? tr("that one, dashed") : QString(),
                       .isSmoothed = true});
        m_future->add({.values = values, .value = [isLoss](const train::Point& p) {
                           return isLoss ? p.evaluationLoss : p.evaluationError;
                       }});
    }
    applyFuturePens();
}

void CurvesPlot::applyFuturePens() {
    for (std::size_t i = 0; m_future && i < m_panels.size(); ++i) {
        m_future->setPen(2 * i, m_panels[i].smooth->pen());
        m_future->setPen(2 * i + 1, m_panels[i].evaluation->pen());
    }
}

void CurvesPlot::showFuture() {
    if (!m_future) return;
    for (std::size_t i = 0; i < m_future->count(); ++i)
        m_future->setFloor(i, isLogarithmic() ? kLogFloor[i / 2] : -1);
    m_future->update(m_smooth->isChecked() ? kSmoothing : 1);
}

std::vector<double> CurvesPlot::newestOfOther() const {
    std::vector<double> values;
    for (std::size_t i = 0; m_future && i < m_future->count(); i += 2)
        if (const auto* graph = m_future->graph(i); graph && !graph->data()->isEmpty())
            values.push_back(std::prev(graph->data()->constEnd())->value);
    return values;
}

QStringList CurvesPlot::overlayNames() const {
    QStringList names;
    if (m_overlays)
        for (const auto* graph : m_overlays->named()) names << graph->name();
    return names;
}

std::vector<QCPGraph*> CurvesPlot::namedCurves() const {
    const Panel& loss = m_panels[0];
    if (!loss.raw) return {};
    std::vector<QCPGraph*> curves = {loss.smooth, loss.evaluation};
    if (m_future)
        for (auto* graph : m_future->named()) curves.push_back(graph);
    if (m_overlays)
        for (auto* graph : m_overlays->named()) curves.push_back(graph);
    return curves;
}

void CurvesPlot::clearData() {
    for (auto& panel : m_panels) {
        panel.rawCurve.clear();
        panel.smoothCurve.clear();
        panel.evaluationCurve.clear();
        panel.averaging = false;
    }
    m_lastStep = -1;
}

void CurvesPlot::addTo(Panel& panel, double epoch, double training, double evaluation) {
    panel.evaluationCurve.add(epoch, evaluation);
    if (!std::isfinite(training)) return;
    panel.average = panel.averaging ? panel.average + kSmoothing * (training - panel.average) : training;
    panel.averaging = true;
    panel.rawCurve.add(epoch, training);
    panel.smoothCurve.add(epoch, panel.average);
}

void CurvesPlot::updateData() {
    const auto& points = run().history.points();
    // The history may have dropped old points since: the new ones are those after the last step drawn.
    auto first = points.end();
    while (first != points.begin() && std::prev(first)->step > m_lastStep) --first;
    for (; first != points.end(); ++first) {
        addTo(m_panels[0], first->epoch, first->loss, first->evaluationLoss);
        addTo(m_panels[1], first->epoch, first->error, first->evaluationError);
        m_lastStep = first->step;
    }
    if (m_overlays) m_overlays->update(*m_runs, run(), isLogarithmic() ? kLogFloor[1] : -1, palette());
    showFuture();
    showLevels();
    const bool isRegression = run().metric() != train::Metric::ErrorRate;
    m_panels[0].rect->axis(QCPAxis::atLeft)->setLabel(isRegression ? tr("loss") : tr("loss (nats)"));
    m_panels[1].rect->axis(QCPAxis::atLeft)->setLabel(errorAxis(run()));
    for (auto& panel : m_panels) {
        panel.evaluation->setName(evaluationName(evaluatedOn(run().experiment)));
        show(panel);
    }
}

void CurvesPlot::show(Panel& panel) {
    const double floor = isLogarithmic() ? kLogFloor[&panel - m_panels.data()] : -1;
    const bool smooth = m_smooth->isChecked();
    panel.raw->setVisible(smooth);
    setSamples(*panel.smooth, smooth ? panel.smoothCurve : panel.rawCurve, floor);
    if (smooth) setSamples(*panel.raw, panel.rawCurve, floor);
    setSamples(*panel.evaluation, panel.evaluationCurve, floor);
    panel.smooth->setScatterStyle(panel.smooth->data()->size() == 1
                                      ? QCPScatterStyle(QCPScatterStyle::ssDisc, 3)
                                      : QCPScatterStyle(QCPScatterStyle::ssNone));
    // Few measurements are dots on a line; many would only make it fat.
    const bool dots = panel.evaluation->data()->size() <= kMaxDots;
    panel.evaluation->setScatterStyle(dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, 5)
                                           : QCPScatterStyle(QCPScatterStyle::ssNone));
    fitValues(panel);
}

void CurvesPlot::fitValues(Panel& panel) {
    const QCPRange visible(time().lower(), time().upper());
    const auto sign = isLogarithmic() ? QCP::sdPositive : QCP::sdBoth;
    QCPRange range;
    bool any = false;
    for (auto* graph : {panel.smooth, panel.evaluation}) {
        bool found = false;
        const QCPRange values = graph->getValueRange(found, sign, visible);
        if (!found) continue;
        range = any ? range.expanded(values) : values;
        any = true;
    }
    for (std::size_t i = 0; m_future && i < 2; ++i) {
        const auto* graph = m_future->graph(2 * static_cast<std::size_t>(&panel - m_panels.data()) + i);
        bool found = false;
        const QCPRange values = graph ? graph->getValueRange(found, sign, visible) : QCPRange();
        if (!found) continue;
        range = any ? range.expanded(values) : values;
        any = true;
    }
    if (!any) return;
    for (const auto level : {target(), imported()})
        if (level && &panel == &m_panels[1]) range.expand(*level);
    auto* axis = panel.rect->axis(QCPAxis::atLeft);
    if (isLogarithmic())
        axis->setRange(range.lower / 1.25, range.upper * 1.25);
    else
        axis->setRange(0, std::max(range.upper * 1.06, 1e-6));
}

QString CurvesPlot::valuesAt(const train::Point& point) const {
    QString text =
        (run().metric() == train::Metric::ErrorRate ? tr("loss %1   error %2") : tr("loss %1   RMSE %2"))
            .arg(QLocale().toString(point.loss, 'g', 3), metricText(run().metric(), point.error));
    if (std::isfinite(point.evaluationError))
        text += QStringLiteral("   %1 %2, %3")
                    .arg(evaluationName(evaluatedOn(run().experiment)),
                         QLocale().toString(point.evaluationLoss, 'g', 3),
                         metricText(run().metric(), point.evaluationError));
    return text;
}

} // namespace tristate::ui
