#include "ui/plots/time_plot.h"

#include "ui/look/elided_label.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/curve_reducer.h"
#include "ui/plots/event_lines.h"
#include "ui/plots/legend_row.h"
#include "ui/plots/plot_readout.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/plots/time_axis_menu.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {

TimePlot::TimePlot(const QString& title, const RunData& run, TimeAxis& axis, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_axis(axis),
      m_plot(new QCustomPlot(this)),
      m_readout(new PlotReadout(m_plot)) {
    setAccessibleName(title);
    buildHeader(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_legend = new LegendRow(this);
    column->addLayout(m_header);
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);

    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->plotLayout()->clear();
    fitTicks(*m_plot);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setPlottingHint(QCP::phFastPolylines, true);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->setMinimumSize(160, 90);
    m_plot->setMouseTracking(true);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (m_rects.empty()) return;
        const QRect area = m_rects.front().rect->rect();
        const bool inside = event->pos().x() >= area.left() && event->pos().x() <= area.right();
        m_axis.pointAt(inside ? m_rects.front().rect->axis(QCPAxis::atBottom)->pixelToCoord(event->pos().x())
                              : -1);
    });
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        if (!m_rects.empty()) m_readout->placeOn(*m_rects.front().rect);
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, &m_axis, &TimeAxis::follow);
    connect(&m_axis, &TimeAxis::pointedAt, this, &TimePlot::pointAt);
    connect(&m_axis, &TimeAxis::zoomed, this, [this] {
        if (!isVisible()) return;
        bringUpToDate();
        replotSoon(); // a wheel turns faster than a plot is drawn
    });
}

TimePlot::~TimePlot() = default;

void TimePlot::buildHeader(const QString& title) {
    m_header = new QHBoxLayout;
    m_header->setContentsMargins(8, 3, 4, 1);
    m_header->setSpacing(4);
    m_title = new ElidedLabel(title, this);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_header->addWidget(m_title);
    m_header->addStretch(1);
    m_follow = makeToggle(tr("Follow"), tr("Keep up with the run (double click)"), true);
    m_follow->setMenu(new TimeAxisMenu(m_axis, m_follow));
    m_follow->setPopupMode(QToolButton::MenuButtonPopup);
    connect(m_follow, &QToolButton::clicked, this, [this](bool on) {
        if (on)
            m_axis.follow();
        else
            m_axis.zoom(m_axis.lower(), m_axis.upper() * (1 + 1e-9)); // stays where it is
    });
    connect(&m_axis, &TimeAxis::followingChanged, m_follow, &QToolButton::setChecked);
}

QToolButton* TimePlot::makeToggle(const QString& text, const QString& tip, bool checked) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setCheckable(true);
    button->setChecked(checked);
    button->setAutoRaise(true);
    m_header->insertWidget(2, button);
    return button;
}

/// It is in the menu beside Follow, too, for when the header has no room.
QToolButton* TimePlot::addToggle(const QString& text, const QString& tip, bool checked) {
    auto* button = makeToggle(text, tip, checked);
    m_toggles.push_back(button);
    if (m_toggles.size() == 1) m_follow->menu()->addSeparator();
    auto* action = m_follow->menu()->addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    connect(action, &QAction::triggered, button, &QToolButton::click);
    connect(button, &QToolButton::toggled, action, &QAction::setChecked);
    return button;
}

/// By rank: the title, Follow, the other buttons.
void TimePlot::fitHeader() {
    int room = width() - m_header->contentsMargins().left() - m_header->contentsMargins().right();
    for (int i = 0; i < m_header->count(); ++i) {
        if (const QWidget* part = m_header->itemAt(i)->widget()) room -= part->sizeHint().width();
        room -= m_header->spacing();
    }
    for (auto* toggle : m_toggles) {
        toggle->setVisible(room >= 0);
        if (room < 0) room += toggle->sizeHint().width();
    }
}

void TimePlot::addHeaderWidget(QWidget* widget) {
    m_header->insertWidget(2, widget);
}

void TimePlot::addTimeRect(QCPAxisRect* rect, bool markTexts) {
    rect->setRangeDrag(Qt::Horizontal);
    rect->setRangeZoom(Qt::Horizontal);
    rect->setMinimumMargins(QMargins(6, 4, 10, 4));
    auto* bottom = rect->axis(QCPAxis::atBottom);
    bottom->setTickLabels(false);
    auto* marks = new EventLines(rect, markTexts);
    auto* pointer = new PointerLine(rect);
    auto* moment = new PointerLine(rect);
    moment->setWidth(2);
    m_rects.push_back({rect, marks, pointer, moment});
    watchRange(rect);
}

void TimePlot::finishTimeRects() {
    if (m_rects.empty()) return;
    auto* bottom = m_rects.back().rect->axis(QCPAxis::atBottom);
    bottom->setTickLabels(true);
    bottom->setLabel(tr("epoch"));
    bottom->setLabelPadding(1);
    m_marksRevision = 0;
    applyTheme();
    m_legend->setCurves(namedCurves());
    showMarks();
    showTimeRange();
}

void TimePlot::removeTimeRects() {
    for (auto& [rect, marks, pointer, moment] : m_rects) {
        delete marks;
        delete pointer;
        delete moment;
    }
    m_rects.clear();
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->plotLayout()->clear();
}

void TimePlot::watchRange(QCPAxisRect* rect) {
    connect(rect->axis(QCPAxis::atBottom), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) {
                if (!m_settingRange) m_axis.zoom(range.lower, range.upper);
            });
}

void TimePlot::refresh() {
    bringUpToDate();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void TimePlot::bringUpToDate() {
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        m_marksRevision = 0;
        pointAt(-1); // what was read is of the run before
        clearData();
    }
    m_axis.extendTo(m_run.newestEpoch(), m_run.marks.lastChange());
    showTimeRange();
    showMarks();
    showMoment();
    updateData();
    m_legend->setCurves(namedCurves());
}

void TimePlot::replotSoon() {
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::showTimeRange() {
    m_settingRange = true;
    for (auto& entry : m_rects) {
        auto& bottom = *entry.rect->axis(QCPAxis::atBottom);
        if (const bool is = bottom.scaleType() == QCPAxis::stLogarithmic; is != m_axis.isLogarithmic())
            setLogarithmic(bottom, m_axis.isLogarithmic());
        bottom.setRange(m_axis.lower(), m_axis.upper());
    }
    m_settingRange = false;
}

void TimePlot::showMarks() {
    for (auto& entry : m_rects)
        if (m_marksRevision != m_run.marks.revision() || m_run.marks.marks().empty())
            entry.marks->setMarks(m_run.marks.marks());
    m_marksRevision = m_run.marks.revision();
}

std::size_t TimePlot::marks() const {
    return m_rects.empty() ? 0 : m_rects.front().marks->count();
}

std::vector<QRectF> TimePlot::markTexts() const {
    std::vector<QRectF> rects;
    for (const auto& entry : m_rects)
        if (entry.marks->roomAbove() > 0)
            for (const QRectF& rect : entry.marks->labels()) rects.push_back(rect);
    return rects;
}

/// The texts of marks stand above a rect, where no curve is.
void TimePlot::fitMargins() {
    for (auto& entry : m_rects)
        if (const int above = entry.marks->roomAbove(); above > 0) {
            QMargins margins = entry.rect->minimumMargins();
            margins.setTop(above + 2);
            entry.rect->setMinimumMargins(margins);
        }
}

const train::Point* TimePlot::pointNear(double epoch) const {
    const auto& points = m_run.history.points();
    if (points.empty() || epoch < 0) return nullptr;
    const auto after = std::lower_bound(points.begin(), points.end(), epoch,
                                        [](const train::Point& p, double e) { return p.epoch < e; });
    return after == points.end() ? &points.back() : &*after;
}

void TimePlot::pointAt(double epoch) {
    const auto* point = isVisible() ? pointNear(epoch) : nullptr;
    for (auto& entry : m_rects) entry.pointer->setEpoch(point ? point->epoch : -1);
    if (auto* overlay = m_plot->layer(QStringLiteral("overlay"))) overlay->replot();
    sayValues(point ? point : m_run.past && !m_run.past->point.open.empty() ? &m_run.past->point : nullptr);
}

void TimePlot::sayValues(const train::Point* point) {
    m_readout->say(
        point ? tr("epoch %1 (step %2)   %3")
                    .arg(QLocale().toString(point->epoch, 'f', 2), countText(point->step), valuesAt(*point))
              : QString(),
        point ? point->epoch : 0);
    if (!m_rects.empty()) m_readout->placeOn(*m_rects.front().rect);
}

void TimePlot::showMoment() {
    for (auto& entry : m_rects) entry.moment->setEpoch(momentEpoch());
    if (m_run.past && !m_run.past->point.open.empty())
        sayValues(&m_run.past->point);
    else if (m_momentShown)
        sayValues(nullptr);
    m_momentShown = m_run.past.has_value();
}

double TimePlot::momentEpoch() const {
    return m_run.past ? m_run.past->epoch : -1;
}

QString TimePlot::readout() const {
    return m_readout->text();
}

void TimePlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const auto colours = viewColours(palette());
    for (auto& entry : m_rects) {
        entry.marks->setColour(colours.mark);
        entry.pointer->setColour(colours.faintText);
        entry.moment->setColour(colours.text);
    }
    fitMargins();
}

void TimePlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyTheme();
        m_legend->setCurves(namedCurves());
        replotSoon();
    } else if (event->type() == QEvent::FontChange && m_plot) {
        fitMargins();
        fitHeader();
        replotSoon();
    }
}

void TimePlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeader();
}

void setSamples(QCPGraph& graph, const CurveReducer& reducer, double floor) {
    const auto samples = reducer.samples();
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(samples.size()));
    for (const auto& [x, y] : samples)
        data.append(QCPGraphData(x, y > floor ? y : train::kNotMeasured)); // a gap, not a line across it
    graph.data()->set(data, true);
}

} // namespace tristate::ui
