#pragma once

#include <QHeaderView>

namespace tristate::ui {

/// Column heads that are read from bottom to top as soon as one of them has no room beside its neighbours;
/// the last column, a total, stays level. None is cut unless it is longer than is sensible, or than a third
/// of the table.
class ColumnHeads : public QHeaderView {
    Q_OBJECT
public:
    explicit ColumnHeads(QWidget* parent = nullptr);

    /// Whether the heads are turned now.
    bool isTurned() const;
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& area, int section) const override;

private:
    QString textOf(int section) const;
    /// Pixels that the longest of the heads needs.
    int longest() const;
    void fit();

    int m_height = 0; ///< that was last asked for
};

} // namespace tristate::ui
