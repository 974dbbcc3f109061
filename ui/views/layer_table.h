#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QTableView;

namespace tristate::ui {

/// The rows of the layer table and a last one with the totals.
class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Open, Closed, Depth, Parameters, Operations, Share, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setLayers(const std::vector<train::LayerRow>& layers);
    /// Large numbers as "16.5 k"; the exact ones are tool tips then.
    void setBrief(bool brief);
    const train::LayerRow& totals() const { return m_totals; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const train::LayerRow& row, int column, bool brief) const;
    bool isTotals(int row) const { return row == static_cast<int>(m_layers.size()); }

    std::vector<train::LayerRow> m_layers;
    train::LayerRow m_totals;
    bool m_brief = false;
};

/// What is left of every layer, and of the whole: neurons, parameters, operations, compression, time of a
/// step. Choosing a row selects the first open unit of its layer, unless one of it is selected.
class LayerTable : public QWidget, public LiveView {
    Q_OBJECT
public:
    LayerTable(const RunData& run, Selection& selection, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    const LayerTableModel& model() const { return *m_model; }
    QTableView& table() { return *m_table; }
    QString summary() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Exact numbers, and how many are closed, where all columns have room for that.
    void fitColumns();
    void showSelection();
    void select(int row);

    const RunData& m_run;
    Selection& m_selection;
    LayerTableModel* m_model;
    QTableView* m_table;
    QLabel* m_summary;
    int m_runNumber = -1;
};

} // namespace tristate::ui
