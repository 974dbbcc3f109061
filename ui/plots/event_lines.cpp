#include "ui/plots/event_lines.h"

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr double kCloseMarks = 8;   ///< pixels; marks that are closer are one
constexpr double kBesideMark = 3;   ///< between a line and its text
constexpr double kBetweenTexts = 8; ///< at least
constexpr double kLinesApart = 3;   ///< of those that are drawn

QFont markFont(const QCustomPlot& plot) {
    QFont font = plot.font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

QString gathered(const MarkGroup& group) {
    return group.marks > 1 ? QStringLiteral("%1 (+%2)").arg(group.text).arg(group.marks - 1) : group.text;
}

} // namespace

std::vector<MarkGroup> gatherMarks(const std::vector<PlacedMark>& marks, double left, double right,
                                   const std::function<QString(const QString&, double)>& elide,
                                   const std::function<double(const QString&)>& widthOf) {
    std::vector<MarkGroup> groups;
    const double reserve = widthOf(QStringLiteral(" (+9999)")); // others may join
    double freeRight = right;
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        const double width = widthOf(mark->text) + reserve;
        const double beside = mark->x + kBesideMark;
        const double place = beside + width <= freeRight ? beside : mark->x - kBesideMark - width;
        const bool hasRoom = place >= left && place + width <= freeRight;
        if (groups.empty() || (hasRoom && groups.back().first - mark->x >= kCloseMarks)) {
            MarkGroup group{mark->x, place, mark->text, 1};
            if (!hasRoom) { // it is the only one
                group.text = elide(mark->text, right - left - reserve);
                group.label = std::clamp(beside, left, std::max(left, right - widthOf(group.text) - reserve));
            }
            groups.push_back(group);
        } else {
            groups.back().first = mark->x;
            ++groups.back().marks;
        }
        freeRight = std::min(groups.back().label, groups.back().first) - kBetweenTexts;
    }
    for (MarkGroup& group : groups) group.text = gathered(group);
    return groups;
}

EventLines::EventLines(QCPAxisRect* rect, bool withTexts)
    : QCPLayerable(rect->parentPlot(), QStringLiteral("main")), m_rect(rect), m_withTexts(withTexts) {}

void EventLines::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

int EventLines::roomAbove() const {
    return m_withTexts ? QFontMetrics(markFont(*mParentPlot)).height() + 1 : 0;
}

std::vector<QRectF> EventLines::labels() const {
    const QFontMetrics metrics(markFont(*mParentPlot));
    std::vector<QRectF> rects;
    for (const MarkGroup& group : groups())
        rects.emplace_back(group.label, m_rect->rect().top() - metrics.height(),
                           metrics.horizontalAdvance(group.text), metrics.height());
    return rects;
}

std::vector<MarkGroup> EventLines::groups() const {
    const QRect area = m_rect->rect();
    const QCPAxis* time = m_rect->axis(QCPAxis::atBottom);
    std::vector<PlacedMark> marks;
    for (const EventMark& mark : m_marks) {
        const double x = time->coordToPixel(mark.epoch);
        if (x >= area.left() && x <= area.right()) marks.push_back({x, mark.text});
    }
    const QFontMetrics metrics(markFont(*mParentPlot));
    return gatherMarks(
        marks, area.left(), area.right(),
        [&](const QString& text, double width) {
            return metrics.elidedText(text, Qt::ElideRight, static_cast<int>(width));
        },
        [&](const QString& text) { return static_cast<double>(metrics.horizontalAdvance(text)); });
}

void EventLines::draw(QCPPainter* painter) {
    const QRect area = m_rect->rect();
    const QCPAxis* time = m_rect->axis(QCPAxis::atBottom);
    painter->setPen(QPen(m_colour, 0, Qt::DashLine));
    double last = area.left() - kLinesApart;
    for (const EventMark& mark : m_marks) {
        const double x = time->coordToPixel(mark.epoch);
        if (x > area.right() || x - last < kLinesApart) continue;
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        last = x;
    }
    if (!m_withTexts) return;
    painter->setFont(markFont(*mParentPlot));
    const double base = area.top() - QFontMetrics(markFont(*mParentPlot)).descent() - 1;
    for (const MarkGroup& group : groups()) painter->drawText(QPointF(group.label, base), group.text);
}

PointerLine::PointerLine(QCPAxisRect* rect)
    : QCPLayerable(rect->parentPlot(), QStringLiteral("overlay")), m_rect(rect) {}

void PointerLine::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void PointerLine::draw(QCPPainter* painter) {
    const double x = m_rect->axis(QCPAxis::atBottom)->coordToPixel(m_epoch);
    const QRect area = m_rect->rect();
    if (m_epoch < 0 || x < area.left() || x > area.right()) return;
    painter->setPen(QPen(m_colour, m_width));
    painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
}

} // namespace tristate::ui
