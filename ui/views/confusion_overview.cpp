#include "ui/views/confusion_overview.h"

#include "ui/look/palette.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kLeastWidth = 22, kLeastHeight = 16; ///< of a cell with a count in it

/// Fills a cell with its colour, and nothing else.
class SmallCells : public QStyledItemDelegate {
public:
    explicit SmallCells(QTableView& matrix) : QStyledItemDelegate(&matrix), m_matrix(matrix) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QModelIndex current = m_matrix.currentIndex();
        const bool isRow = index.row() == current.row(), isColumn = index.column() == current.column();
        if (isRow && isColumn) return painter->fillRect(option.rect, viewColours(option.palette).text);
        const auto colour = index.data(Qt::BackgroundRole).value<QColor>();
        if (colour.isValid()) {
            QColor full = colour;
            constexpr float kSeen = 1.6F; // a few pixels have to be stronger than a field with a number
            full.setAlphaF(std::min(1.0F, kSeen * static_cast<float>(colour.alphaF())));
            painter->fillRect(option.rect, full);
        } else if (isRow || isColumn) {
            painter->fillRect(option.rect, viewColours(option.palette).grid);
        }
    }

private:
    QTableView& m_matrix;
};

} // namespace

ConfusionOverview::ConfusionOverview(QTableView& matrix)
    : QObject(&matrix), m_matrix(matrix), m_usual(matrix.itemDelegate()), m_small(new SmallCells(matrix)) {
    connect(matrix.selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (m_isWhole) m_matrix.viewport()->update(); // the tinted row and column
    });
    m_isWhole = true;
    setWhole(false);
}

void ConfusionOverview::setWhole(bool whole) {
    if (whole == m_isWhole) return;
    m_isWhole = whole;
    m_matrix.setItemDelegate(whole ? m_small : m_usual);
    m_matrix.setShowGrid(!whole);
    m_matrix.horizontalHeader()->setMinimumSectionSize(whole ? 1 : kLeastWidth);
    m_matrix.verticalHeader()->setMinimumSectionSize(whole ? 1 : kLeastHeight);
    for (QHeaderView* header : {m_matrix.horizontalHeader(), m_matrix.verticalHeader()}) {
        header->setVisible(!whole);
        header->setSectionResizeMode(QHeaderView::Stretch);
    }
}

} // namespace tristate::ui
