#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"
#include "ui/views/layer_table_model.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace tristate::ui {

/// What is left of every layer, and of the whole: neurons, parameters, operations, compression, time of a
/// step. Choosing a row selects the first open unit of its layer, unless one of it is selected; a click on
/// the heading of a block opens and closes it.
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
    void select(int line);
    void toggle(int line);

    const RunData& m_run;
    Selection& m_selection;
    NetOutline m_outline;
    LayerTableModel* m_model;
    QTableView* m_table;
    QLabel* m_summary;
    int m_runNumber = -1;
    bool m_isToggling = false; ///< no row is chosen by it
};

} // namespace tristate::ui
