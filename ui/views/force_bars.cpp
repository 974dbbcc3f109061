#include "ui/views/force_bars.h"

#include "ui/look/palette.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::ui {
namespace {
constexpr int kBarGap = 8;
constexpr int kBarRoom = 100;        ///< for the bars, at least
constexpr double kMostOfNames = 0.4; ///< of the width; longer names are cut
} // namespace

QString signedText(double value, int decimals) {
    const QString size = QLocale().toString(std::abs(value), 'f', decimals);
    return (value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + size;
}

ForceBars::ForceBars(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("What moved the gate"));
}

void ForceBars::show(std::vector<Bar> bars) {
    m_bars = std::move(bars);
    QStringList words;
    for (const Bar& bar : m_bars) words << QStringLiteral("%1: %2").arg(bar.name, signedText(bar.moved));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int ForceBars::nameWidth() const {
    int widest = 0;
    for (const Bar& bar : m_bars) widest = std::max(widest, fontMetrics().horizontalAdvance(bar.name));
    return widest;
}

QSize ForceBars::minimumSizeHint() const {
    const int value = fontMetrics().horizontalAdvance(signedText(-10)) + kBarGap;
    return {static_cast<int>((2 * kBarGap + kBarRoom + 2 * value) / (1 - kMostOfNames)),
            rowHeight() * std::max(1, static_cast<int>(m_bars.size())) + kBarGap};
}

void ForceBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto colours = viewColours(palette());
    double largest = 1e-9;
    for (const Bar& bar : m_bars) largest = std::max(largest, std::abs(bar.moved));
    const int names = std::min(nameWidth(), static_cast<int>(kMostOfNames * width())),
              values = fontMetrics().horizontalAdvance(signedText(-10)) + kBarGap;
    const double begin = names + kBarGap, half = (width() - begin - kBarGap) / 2.0;
    const double middle = begin + half, room = std::max(1.0, half - values);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const double top = static_cast<double>(i) * rowHeight() + (bar.isSum ? kBarGap : 0);
        const double length = room * std::abs(bar.moved) / largest;
        const bool isDown = bar.moved < 0;
        if (bar.isSum) {
            painter.setPen(colours.grid);
            painter.drawLine(QPointF(0, top - kBarGap / 2.0), QPointF(width(), top - kBarGap / 2.0));
        }
        const QRectF shape(isDown ? middle - length : middle, top + 3, std::max(1.0, length),
                           rowHeight() - 6);
        const QColor colour = bar.isSum ? colours.faintText : lineColour(isDown ? 1 : 0);
        painter.fillRect(shape, colour);
        painter.setPen(colours.text);
        painter.drawText(QRectF(0, top, names, rowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(bar.name, Qt::ElideRight, names));
        const QRectF number(isDown ? shape.left() - values : shape.right(), top, values, rowHeight());
        painter.drawText(number, Qt::AlignCenter, signedText(bar.moved));
    }
    painter.setPen(colours.faintText);
    painter.drawLine(QPointF(middle, 0), QPointF(middle, height()));
}

} // namespace tristate::ui
