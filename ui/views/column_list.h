#pragma once

#include "core/data/source_details.h"

#include <QTreeWidget>

#include <vector>

namespace tristate::ui {

/// The columns of a table with their type, range or number of categories, and missing values. A person takes
/// a column of numbers for categories, or back, and leaves columns out: the check mark says that one is an
/// input. GUI thread.
class ColumnList : public QTreeWidget {
    Q_OBJECT
public:
    explicit ColumnList(QWidget* parent = nullptr);

    void setColumns(const std::vector<data::ColumnSummary>& columns);
    /// What is left out, as data.leaveOut has it; column `but` is not.
    QString leftOut(int but = -1) const;
    /// Columns of numbers that are categories, as data.categories has it.
    QString categories() const;

Q_SIGNALS:
    /// A person chose otherwise for a column.
    void chosen();

private:
    void addColumn(const data::ColumnSummary& column);
    void changeType(QTreeWidgetItem* item, int place);
    QString settingName(int column) const;

    std::vector<data::ColumnSummary> m_columns;
};

} // namespace tristate::ui
