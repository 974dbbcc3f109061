#include "ui/views/events_view.h"

#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/session_bridge.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace tristate::ui {
namespace {

QString groupText(EventGroup group) {
    switch (group) {
    case EventGroup::All:
        return EventsView::tr("Everything");
    case EventGroup::Run:
        return EventsView::tr("Run");
    case EventGroup::Settings:
        return EventsView::tr("Settings");
    case EventGroup::Neurons:
        return EventsView::tr("Neurons");
    case EventGroup::Layers:
        return EventsView::tr("Layers");
    case EventGroup::Problems:
        return EventsView::tr("Problems");
    }
    return {};
}

/// In words; what says itself by its kind comes without any.
QString happening(const train::Event& event) {
    switch (event.kind) {
    case train::EventKind::Paused:
        return EventsView::tr("The run paused.");
    case train::EventKind::Finished:
        return EventsView::tr("The last epoch is done.");
    default:
        return messageText(event.message);
    }
}

constexpr EventGroup kGroups[] = {EventGroup::All,     EventGroup::Run,    EventGroup::Settings,
                                  EventGroup::Neurons, EventGroup::Layers, EventGroup::Problems};

} // namespace

EventGroup groupOf(train::EventKind kind) {
    using train::EventKind;
    switch (kind) {
    case EventKind::SettingsChanged:
        return EventGroup::Settings;
    case EventKind::UnitsRemoved:
    case EventKind::LastUnitKept:
    case EventKind::UnitPruned:
    case EventKind::UnitRestored:
        return EventGroup::Neurons;
    case EventKind::LayerLinear:
    case EventKind::LayerNonlinear:
    case EventKind::LayerMerged:
    case EventKind::BlockVanished:
        return EventGroup::Layers;
    case EventKind::EditRefused:
    case EventKind::Diverged:
    case EventKind::Failed:
        return EventGroup::Problems;
    default:
        return EventGroup::Run;
    }
}

EventsModel::EventsModel(const RunData& run, QObject* parent) : QAbstractTableModel(parent), m_run(run) {}

std::vector<std::size_t> EventsModel::chosenFrom(std::size_t first) const {
    const auto& events = m_run.history.events();
    std::vector<std::size_t> chosen;
    for (std::size_t i = first; i < events.size(); ++i)
        if (m_group == EventGroup::All || groupOf(events[i].kind) == m_group) chosen.push_back(i);
    return chosen;
}

void EventsModel::reset() {
    beginResetModel();
    m_rows = chosenFrom(0);
    m_seen = m_run.history.events().size();
    m_runNumber = m_run.number;
    endResetModel();
}

void EventsModel::refresh() {
    const std::size_t present = m_run.history.events().size();
    if (m_runNumber != m_run.number || present < m_seen) return reset();
    const auto more = chosenFrom(m_seen);
    m_seen = present;
    if (more.empty()) return;
    beginInsertRows({}, 0, static_cast<int>(more.size()) - 1);
    m_rows.insert(m_rows.end(), more.begin(), more.end());
    endInsertRows();
}

void EventsModel::setGroup(EventGroup group) {
    m_group = group;
    reset();
}

const train::Event& EventsModel::eventAt(int row) const {
    return m_run.history.events()[m_rows[m_rows.size() - 1 - static_cast<std::size_t>(row)]];
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    // Another run may have taken the place of the one whose events these are.
    const bool isPresent = m_runNumber == m_run.number && m_seen <= m_run.history.events().size();
    return parent.isValid() || !isPresent ? 0 : static_cast<int>(m_rows.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const bool isNumber = index.column() == Step || index.column() == Epoch;
    if (role == Qt::TextAlignmentRole && isNumber) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && (role != Qt::ToolTipRole || index.column() != What)) return {};
    const train::Event& event = eventAt(index.row());
    switch (index.column()) {
    case Step:
        return countText(event.step);
    case Epoch:
        return QLocale().toString(event.epoch, 'f', 2);
    case About:
        return groupText(groupOf(event.kind));
    case What:
        return happening(event);
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == Step || section == Epoch))
        return int(Qt::AlignRight | Qt::AlignVCenter); // above their numbers
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Step:
        return tr("Step");
    case Epoch:
        return tr("Epoch");
    case About:
        return tr("About");
    case What:
        return tr("What happened");
    default:
        return {};
    }
}

EventsView::EventsView(SessionBridge& bridge, QWidget* parent)
    : QWidget(parent),
      m_bridge(bridge),
      m_model(new EventsModel(bridge.data(), this)),
      m_group(new QComboBox(this)),
      m_table(new QTableView(this)) {
    build();
    const auto goThere = [this](const QModelIndex& index) {
        if (index.row() < m_model->rowCount()) m_bridge.moments().show(m_model->eventAt(index.row()).step);
    };
    connect(m_table, &QTableView::clicked, this, goThere);
    connect(m_table, &QTableView::activated, this, goThere);
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_model->setGroup(kGroups[static_cast<std::size_t>(index)]); });
    for (auto other : {&SessionBridge::runStarted, &SessionBridge::secondKept})
        connect(&m_bridge, other, m_model, &EventsModel::refresh);
}

void EventsView::build() {
    setAccessibleName(tr("Events"));
    setObjectName(QStringLiteral("eventsView"));
    for (const EventGroup group : kGroups) m_group->addItem(groupText(group));
    m_group->setObjectName(QStringLiteral("eventGroup"));
    m_group->setAccessibleName(tr("Events to show"));
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("eventTable"));
    m_table->setAccessibleName(tr("Table of events"));
    m_table->setToolTip(tr("Click an event to go back to its moment"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(
        QHeaderView::Fixed); // measures no row that is out of view
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    auto* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('M'));
    header->resizeSection(EventsModel::Step, 8 * letter);
    header->resizeSection(EventsModel::Epoch, 6 * letter);
    header->resizeSection(EventsModel::About, 10 * letter);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    auto* label = new QLabel(tr("S&how"), this);
    label->setBuddy(m_group);
    row->addWidget(label);
    row->addWidget(m_group);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_table, 1);
}

void EventsView::refresh() {
    m_model->refresh();
}

} // namespace tristate::ui
