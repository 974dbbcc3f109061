#include "ui/plots/event_lines.h"

namespace tristate::ui {

EventLines::EventLines(QCPAxisRect* rect, bool withTexts)
    : QCPLayerable(rect->parentPlot(), QStringLiteral("main")), m_rect(rect), m_withTexts(withTexts) {}

void EventLines::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void EventLines::draw(QCPPainter* painter) {
    const QRect area = m_rect->rect();
    const QCPAxis* time = m_rect->axis(QCPAxis::atBottom);
    painter->setPen(QPen(m_colour, 0, Qt::DashLine));
    painter->setClipRect(area);
    QFont font = mParentPlot->font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    painter->setFont(font);
    const QFontMetrics metrics(font);
    double freeRight = area.right() + 1.0; // texts are set from the right; this much is still free
    for (auto mark = m_marks.rbegin(); mark != m_marks.rend(); ++mark) {
        const double x = time->coordToPixel(mark->epoch);
        if (x < area.left() || x > area.right()) continue;
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        if (!m_withTexts) continue;
        const int width = metrics.horizontalAdvance(mark->text) + 6;
        const double left = x + 3 + width <= freeRight ? x + 3 : x - 3 - width;
        if (left < area.left() || left + width > freeRight) continue;
        painter->drawText(QPointF(left, area.top() + metrics.ascent() + 1), mark->text);
        freeRight = std::min(left, x) - 4;
    }
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
