#pragma once

#include <QObject>

class QAbstractItemDelegate;
class QTableView;

namespace tristate::ui {

/// Shows the confusion matrix of many classes as a whole: every cell a few pixels in its colour, without
/// names and counts, and the row and column of the current cell tinted. What a cell is, its tooltip says. GUI
/// thread.
class ConfusionOverview : public QObject {
    Q_OBJECT
public:
    /// With more classes no window has room for all names.
    static constexpr int kManyClasses = 25;

    /// `matrix` has its model, and outlives this.
    explicit ConfusionOverview(QTableView& matrix);

    bool isWhole() const { return m_isWhole; }
    void setWhole(bool whole);

private:
    QTableView& m_matrix;
    QAbstractItemDelegate* m_usual;
    QAbstractItemDelegate* m_small;
    bool m_isWhole = false;
};

} // namespace tristate::ui
