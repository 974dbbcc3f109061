#pragma once

#include "core/inspect/predictions.h"

#include <QAbstractTableModel>
#include <QPalette>
#include <QStringList>

namespace tristate::ui {

/// A confusion matrix for a table view: a row for each label, a column for each class it was taken for, and a
/// last column with the error of the label. Cells are shaded by their share of the label, with the count in
/// them.
class ConfusionTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setConfusion(const inspect::Confusion& confusion, const QStringList& names, const QPalette& palette);
    const inspect::Confusion& confusion() const { return m_confusion; }
    bool isCell(const QModelIndex& index) const {
        return index.isValid() && index.column() < m_confusion.classes;
    }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QColor shade(int label, int predicted) const;

    inspect::Confusion m_confusion{0};
    QStringList m_names;
    QPalette m_palette;
};

} // namespace tristate::ui
