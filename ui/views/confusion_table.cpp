#include "ui/views/confusion_table.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <cmath>

namespace tristate::ui {

void ConfusionTable::setConfusion(const inspect::Confusion& confusion, const QStringList& names,
                                  const QPalette& palette) {
    const bool sameShape = confusion.classes == m_confusion.classes && names == m_names;
    if (!sameShape) beginResetModel();
    m_confusion = confusion;
    m_names = names;
    m_palette = palette;
    if (!sameShape)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ConfusionTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_confusion.classes;
}

int ConfusionTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_confusion.classes == 0 ? 0 : m_confusion.classes + 1;
}

QColor ConfusionTable::shade(int label, int predicted) const {
    const int all = m_confusion.ofLabel(label), count = m_confusion.at(label, predicted);
    if (count == 0 || all == 0) return {};
    QColor colour = lineColour(label == predicted ? 0 : 1);
    // Few mistakes must be seen too: the square root lifts small shares.
    colour.setAlphaF(0.12 + 0.5 * std::sqrt(static_cast<double>(count) / all));
    return colour;
}

QVariant ConfusionTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const int label = index.row(), predicted = index.column();
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignCenter);
    if (!isCell(index)) {
        const int all = m_confusion.ofLabel(label);
        if (role != Qt::DisplayRole || all == 0) return {};
        return percentText(100.0 * (all - m_confusion.at(label, label)) / all, 1);
    }
    const int count = m_confusion.at(label, predicted);
    switch (role) {
    case Qt::DisplayRole:
        return count > 0 ? countText(count) : QStringLiteral("·");
    case Qt::BackgroundRole: {
        const QColor colour = shade(label, predicted);
        return colour.isValid() ? QVariant(colour) : QVariant();
    }
    case Qt::ForegroundRole:
        return viewColours(m_palette).text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1 taken for %2: %3")
            .arg(m_names.value(label), m_names.value(predicted), countText(count));
    default:
        return {};
    }
}

QVariant ConfusionTable::headerData(int section, Qt::Orientation, int role) const {
    if (role != Qt::DisplayRole) return {};
    return section < m_confusion.classes ? m_names.value(section) : tr("error");
}

} // namespace tristate::ui
