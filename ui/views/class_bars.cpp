#include "ui/views/class_bars.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <QPainter>

#include <algorithm>

namespace tristate::ui {

ClassBars::ClassBars(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Probabilities of the classes"));
}

void ClassBars::show(const std::vector<float>& shares, const QStringList& names) {
    m_shares = shares;
    m_names = names;
    QStringList words;
    for (std::size_t i = 0; i < shares.size(); ++i)
        words << QStringLiteral("%1: %2").arg(names.value(static_cast<qsizetype>(i)),
                                              percentText(100 * static_cast<double>(shares[i]), 1));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void ClassBars::paintEvent(QPaintEvent*) {
    if (m_shares.empty()) return;
    QPainter painter(this);
    const auto colours = viewColours(palette());
    int nameWidth = 0;
    for (const auto& name : m_names) nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(name));
    nameWidth = std::min(nameWidth, width() / 3);
    const int valueWidth = fontMetrics().horizontalAdvance(percentText(100, 1)) + 6;
    const double row = std::min(static_cast<double>(height()) / static_cast<double>(m_shares.size()), 26.0);
    const double left = nameWidth + 8, room = width() - left - valueWidth - 4;
    const auto best = std::max_element(m_shares.begin(), m_shares.end()) - m_shares.begin();
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const double y = static_cast<double>(i) * row, share = static_cast<double>(m_shares[i]);
        const bool isBest = static_cast<std::ptrdiff_t>(i) == best;
        painter.fillRect(QRectF(left, y + 2, room, row - 4), colours.grid);
        painter.fillRect(QRectF(left, y + 2, std::max(1.0, room * share), row - 4),
                         isBest ? lineColour(0) : colours.faintText);
        painter.setPen(isBest ? colours.text : colours.faintText);
        const QString name =
            fontMetrics().elidedText(m_names.value(static_cast<qsizetype>(i)), Qt::ElideRight, nameWidth);
        painter.drawText(QRectF(0, y, nameWidth, row), Qt::AlignRight | Qt::AlignVCenter, name);
        painter.drawText(QRectF(left + room, y, valueWidth, row), Qt::AlignRight | Qt::AlignVCenter,
                         percentText(100 * share, 1));
    }
}

} // namespace tristate::ui
