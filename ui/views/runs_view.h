#pragma once

#include "ui/run/evaluated_on.h"
#include "ui/run/live_view.h"
#include "ui/run/runs.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QWidget>

#include <set>

class QPushButton;
class QTableView;

namespace tristate::ui {

class TradeOffPlot;

/// A row for every run: the present one first, then those that were left, the latest first. A left run is
/// shown or hidden in the plots by its check mark, which those of other data do not have at first; names are
/// edited in place.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Begins, Step, Error, Neurons, Parameters, Strength, Net, Data, ColumnCount };
    RunsModel(const RunData& present, Runs& runs, QObject* parent = nullptr);

    /// The present run has news: only the cells that changed are painted. Whether a text became longer or
    /// shorter.
    bool refresh();
    /// Id of the run in a row, -1 for none.
    int runAt(int row) const;
    bool isPresent(int row) const { return row == 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    const RunData* run(int row) const;
    QString text(const RunData& run, int column) const;
    QString errorText(const RunData& run) const;
    QString beginning(const RunData& run) const;

    const RunData& m_present;
    Runs& m_runs;
    EvaluatedOn m_evaluatedOn; ///< what the errors are of
    QStringList m_shown;       ///< the texts of the present run
    graph::Graph m_shownNet;   ///< the net among them
};

/// All runs of this session of the window: the table, and error against parameters of every measured moment.
class RunsView : public QWidget, public LiveView {
    Q_OBJECT
public:
    RunsView(const RunData& present, Runs& runs, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    RunsModel& model() { return *m_model; }
    TradeOffPlot& tradeOff() { return *m_tradeOff; }
    void select(int row);
    void showColumn(RunsModel::Column column, bool shown);
    bool isShown(RunsModel::Column column) const;
    QPushButton& goTo() { return *m_goTo; }
    QPushButton& remove() { return *m_remove; }

Q_SIGNALS:
    void goToAsked(int id);
    void momentAsked(std::int64_t step);

private:
    int selectedRun() const; ///< a left one, or -1
    void showButtons();
    /// In a narrow table the tool tips of the names alone tell where runs began.
    void fitColumns();
    /// Which columns there are is chosen in the menu of the head.
    void askColumns(const QPoint& place);

    Runs& m_runs;
    RunsModel* m_model;
    QTableView* m_table;
    QPushButton* m_goTo;
    QPushButton* m_remove;
    TradeOffPlot* m_tradeOff;
    std::set<int> m_left{RunsModel::Net, RunsModel::Data}; ///< columns that nobody wants to see
};

} // namespace tristate::ui
