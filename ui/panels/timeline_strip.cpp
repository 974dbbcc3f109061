#include "ui/panels/timeline_strip.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/run/timeline_scale.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace tristate::ui {
namespace {
constexpr double kSideMargin = 7, kTopMargin = 5; ///< room for the handle
constexpr double kHandleWidth = 8;
} // namespace

TimelineStrip::TimelineStrip(const RunData& run, QWidget* parent) : QAbstractSlider(parent), m_run(run) {
    setAccessibleName(tr("Timeline"));
    setToolTip(tr("Drag to go back to any moment of the run. Arrow keys: a minibatch; page keys: an epoch; "
                  "Home: the start; End: the newest moment"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
}

QRectF TimelineStrip::track() const {
    return QRectF(rect()).adjusted(kSideMargin, kTopMargin, -kSideMargin, -kTopMargin);
}

std::int64_t TimelineStrip::lastStep() const {
    return m_run.lastPoint() ? m_run.lastPoint()->step : 0;
}

std::int64_t TimelineStrip::shownStep() const {
    return m_run.past ? m_run.past->step : lastStep();
}

void TimelineStrip::refresh() {
    m_open = openShares(m_run.history, static_cast<int>(track().width()));
    const auto toInt = [](std::int64_t step) {
        return static_cast<int>(std::min<std::int64_t>(step, std::numeric_limits<int>::max()));
    };
    setRange(0, toInt(lastStep()));
    setValue(toInt(shownStep()));
    setAccessibleDescription(m_run.past ? tr("step %1 of %2").arg(shownStep()).arg(lastStep())
                                        : tr("step %1, the newest").arg(lastStep()));
    update();
}

void TimelineStrip::setReplay(double share) {
    m_replay = share;
    update();
}

void TimelineStrip::askFor(std::int64_t step) {
    if (lastStep() > 0) Q_EMIT momentAsked(std::clamp<std::int64_t>(step, 0, lastStep()));
}

void TimelineStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    askFor(TimelineScale(track().left(), track().width(), lastStep()).stepAt(event->position().x()));
}

void TimelineStrip::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        askFor(TimelineScale(track().left(), track().width(), lastStep()).stepAt(event->position().x()));
}

void TimelineStrip::wheelEvent(QWheelEvent* event) {
    event->ignore(); // scrolling past must not change what is shown
}

void TimelineStrip::focusInEvent(QFocusEvent*) {
    update();
}

void TimelineStrip::keyPressEvent(QKeyEvent* event) {
    const auto epoch = stepsPerEpoch(m_run.history);
    switch (event->key()) {
    case Qt::Key_Left:
        return askFor(shownStep() - 1);
    case Qt::Key_Right:
        return askFor(shownStep() + 1);
    case Qt::Key_PageUp:
        return askFor(shownStep() - epoch);
    case Qt::Key_PageDown:
        return askFor(shownStep() + epoch);
    case Qt::Key_Home:
        return askFor(0);
    case Qt::Key_End:
        Q_EMIT liveAsked();
        return;
    default:
        event->ignore(); // the base class has keys of its own, which would move the handle alone
    }
}

void TimelineStrip::paintGround(QPainter& painter, const QRectF& area) const {
    QColor open(gateColour(0.62));
    open.setAlpha(isDark(palette()) ? 150 : 110);
    painter.setPen(Qt::NoPen);
    painter.setBrush(viewColours(palette()).grid);
    painter.drawRect(area);
    if (m_open.empty()) return;
    QPolygonF ground;
    ground << area.bottomLeft();
    const double pitch = area.width() / static_cast<double>(m_open.size());
    for (std::size_t i = 0; i < m_open.size(); ++i)
        ground << QPointF(area.left() + pitch * static_cast<double>(i),
                          area.bottom() - area.height() * m_open[i]);
    ground << QPointF(area.right(), area.bottom() - area.height() * m_open.back()) << area.bottomRight();
    painter.setBrush(open);
    painter.drawPolygon(ground);
}

void TimelineStrip::paintMarks(QPainter& painter, const QRectF& area) const {
    const auto* last = m_run.lastPoint();
    if (!last || last->epoch <= 0) return;
    painter.setPen(QPen(viewColours(palette()).mark, 1, Qt::DashLine));
    for (const auto& mark : m_run.marks.marks()) {
        const double x = area.left() + area.width() * mark.epoch / last->epoch;
        if (x <= area.right()) painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom() + 3));
    }
}

void TimelineStrip::paintMoment(QPainter& painter, const QRectF& area) const {
    const auto colours = viewColours(palette());
    const double x = TimelineScale(area.left(), area.width(), lastStep()).xOf(shownStep());
    const QRectF handle(x - kHandleWidth / 2, area.top() - 4, kHandleWidth, area.height() + 8);
    if (m_replay >= 0) { // what is still to be played is hatched
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(colours.faintText, Qt::BDiagPattern));
        painter.drawRect(QRectF(area.left() + (x - area.left()) * m_replay, area.top(),
                                (x - area.left()) * (1 - m_replay), area.height()));
    }
    painter.setPen(
        QPen(hasFocus() ? palette().color(QPalette::Highlight) : colours.text, hasFocus() ? 2 : 1));
    painter.setBrush(m_run.past ? colours.text : colours.background);
    painter.drawRoundedRect(handle, 2, 2);
}

void TimelineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF area = track();
    paintGround(painter, area);
    paintMarks(painter, area);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMoment(painter, area);
}

} // namespace tristate::ui
