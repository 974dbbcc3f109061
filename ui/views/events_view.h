#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <vector>

class QComboBox;
class QTableView;

namespace tristate::ui {

class SessionBridge;

/// What events are about, for choosing among them.
enum class EventGroup { All, Run, Settings, Neurons, Layers, Problems };

EventGroup groupOf(train::EventKind kind);

/// A row for everything that happened in the present run, the latest first.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Epoch, About, What, ColumnCount };
    explicit EventsModel(const RunData& run, QObject* parent = nullptr);

    /// Takes in what is new since the last time.
    void refresh();
    void setGroup(EventGroup group);
    const train::Event& eventAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Indices of the events from `first` on that are of the group chosen.
    std::vector<std::size_t> chosenFrom(std::size_t first) const;
    void reset();

    const RunData& m_run;
    EventGroup m_group = EventGroup::All;
    std::vector<std::size_t> m_rows; ///< events of the history, the oldest first
    std::size_t m_seen = 0;          ///< so many events of the history are taken in
    int m_runNumber = -1;
};

/// The events of the run in words. Choosing one goes back to its moment. GUI thread.
class EventsView : public QWidget, public LiveView {
    Q_OBJECT
public:
    explicit EventsView(SessionBridge& bridge, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;

private:
    void build();

    SessionBridge& m_bridge;
    EventsModel* m_model;
    QComboBox* m_group;
    QTableView* m_table;
};

} // namespace tristate::ui
