#include "ui/views/column_heads.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionHeader>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr int kRoom = 8;      ///< pixels that a head leaves free, both ends together
constexpr int kMaxLong = 160; ///< pixels; a longer head is cut
constexpr int kMaxShare = 3;  ///< so many heads on end would fill the table, rows come first
} // namespace

ColumnHeads::ColumnHeads(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(true);
    // The table asks for the height before it shares out the width.
    connect(this, &QHeaderView::sectionResized, this, &ColumnHeads::fit, Qt::QueuedConnection);
}

QString ColumnHeads::textOf(int section) const {
    return model() ? model()->headerData(section, orientation()).toString() : QString();
}

int ColumnHeads::longest() const {
    int pixels = 0;
    for (int section = 0; section + 1 < count(); ++section)
        pixels = std::max(pixels, fontMetrics().horizontalAdvance(textOf(section)) + kRoom);
    const int table = parentWidget() ? parentWidget()->height() : kMaxShare * kMaxLong;
    return std::min({pixels, kMaxLong, table / kMaxShare});
}

bool ColumnHeads::isTurned() const {
    for (int section = 0; section + 1 < count(); ++section)
        if (fontMetrics().horizontalAdvance(textOf(section)) + kRoom > sectionSize(section)) return true;
    return false;
}

QSize ColumnHeads::sizeHint() const {
    const QSize level = QHeaderView::sizeHint();
    return {level.width(), isTurned() ? std::max(level.height(), longest()) : level.height()};
}

void ColumnHeads::fit() {
    const int height = sizeHint().height();
    if (height == m_height) return;
    m_height = height;
    Q_EMIT geometriesChanged();
}

void ColumnHeads::paintSection(QPainter* painter, const QRect& area, int section) const {
    if (section + 1 == count() || !isTurned()) return QHeaderView::paintSection(painter, area, section);
    QStyleOptionHeaderV2 option;
    initStyleOption(&option);
    initStyleOptionForIndex(&option, section);
    option.rect = area;
    option.text.clear();
    painter->save();
    style()->drawControl(QStyle::CE_Header, &option, painter, this);
    painter->restore(); // a style leaves an empty clip behind
    painter->save();
    painter->translate(area.left(), area.bottom() + 1);
    painter->rotate(-90);
    const QRect turned(kRoom / 2, 0, area.height() - kRoom / 2, area.width());
    painter->setPen(palette().color(QPalette::ButtonText));
    painter->drawText(turned, Qt::AlignLeft | Qt::AlignVCenter,
                      fontMetrics().elidedText(textOf(section), Qt::ElideRight, turned.width()));
    painter->restore();
}

} // namespace tristate::ui
