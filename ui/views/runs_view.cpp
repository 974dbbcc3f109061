#include "ui/views/runs_view.h"

#include "core/graph/graph_text.h"
#include "ui/look/text.h"
#include "ui/plots/trade_off_plot.h"
#include "ui/run/data_names.h"
#include "ui/run/run_style.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace tristate::ui {
namespace {
constexpr int kWidestMinimum = 440; ///< pixels
} // namespace
RunsModel::RunsModel(const RunData& present, Runs& runs, QObject* parent)
    : QAbstractTableModel(parent),
      m_present(present),
      m_runs(runs),
      m_evaluatedOn(evaluatedOn(present, runs, false)) {
    connect(&m_runs, &Runs::changed, this, [this] {
        beginResetModel();
        m_evaluatedOn = evaluatedOn(m_present, m_runs, false);
        endResetModel();
    });
}

bool RunsModel::refresh() {
    const EvaluatedOn before = std::exchange(m_evaluatedOn, evaluatedOn(m_present, m_runs, false));
    if (m_evaluatedOn != before) {
        Q_EMIT headerDataChanged(Qt::Horizontal, Error, Error);
        Q_EMIT dataChanged(index(0, Error), index(rowCount() - 1, Error), {Qt::DisplayRole});
    }
    const bool isSameNet = m_shown.size() == ColumnCount && m_shownNet == m_present.experiment.net;
    if (!isSameNet) m_shownNet = m_present.experiment.net;
    QStringList texts;
    for (int column = 0; column < ColumnCount; ++column)
        texts << (isSameNet && column == Net ? m_shown[column] : text(m_present, column));
    bool isWider = m_evaluatedOn != before;
    for (int column = 0; column < ColumnCount; ++column) {
        const QString shown = m_shown.value(column);
        if (texts[column] == shown) continue;
        isWider = isWider || texts[column].size() != shown.size();
        Q_EMIT dataChanged(index(0, column), index(0, column), {Qt::DisplayRole});
    }
    m_shown = texts;
    return isWider;
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_runs.left().size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const RunData* RunsModel::run(int row) const {
    if (row == 0) return &m_present;
    const auto& left = m_runs.left();
    const auto fromNewest = static_cast<std::size_t>(row) - 1;
    return row > 0 && fromNewest < left.size() ? left[left.size() - 1 - fromNewest].get() : nullptr;
}

int RunsModel::runAt(int row) const {
    const auto* found = run(row);
    return found ? found->label.id : -1;
}

QString RunsModel::beginning(const RunData& of) const {
    if (of.label.parent.isEmpty()) return tr("new");
    return tr("%1, step %2").arg(of.label.parent, countText(of.label.branchStep));
}

/// With its part of the data where the runs differ in that.
QString RunsModel::errorText(const RunData& of) const {
    const double error = evaluationErrorAt(of.history, std::numeric_limits<std::int64_t>::max());
    const QString text = metricText(of.metric(), error);
    if (m_evaluatedOn != EvaluatedOn::Either || !std::isfinite(error)) return text;
    return QStringLiteral("%1 (%2)").arg(text, evaluationName(evaluatedOn(of.experiment)));
}

QString RunsModel::text(const RunData& of, int column) const {
    const auto* last = of.lastPoint();
    switch (column) {
    case Name:
        return &of == &m_present ? tr("%1 (present)").arg(of.label.name) : of.label.name;
    case Begins:
        return beginning(of);
    case Step:
        return last ? countText(last->step) : QStringLiteral("–");
    case Error:
        return errorText(of);
    case Neurons:
        return last ? countText(std::accumulate(last->open.begin(), last->open.end(), 0LL))
                    : QStringLiteral("–");
    case Parameters:
        return last ? countText(last->parameters) : QStringLiteral("–");
    case Strength:
        return strengthText(last ? last->lambdas.lambda3 : of.live.lambdas.lambda3);
    case Net:
        return QString::fromStdString(graph::toString(of.experiment.net));
    case Data:
        return dataName(of.experiment.data.source);
    default:
        return {};
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    const auto* of = index.isValid() ? run(index.row()) : nullptr;
    if (!of) return {};
    if (role == Qt::DisplayRole) return text(*of, index.column());
    if (role == Qt::TextAlignmentRole && index.column() >= Step && index.column() < Net)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (index.column() != Name) return {};
    if (role == Qt::EditRole) return of->label.name;
    if (role == Qt::DecorationRole)
        return runIcon(of->label, isPresent(index.row()) ? RunRole::Present : RunRole::Left,
                       QGuiApplication::palette());
    if (role == Qt::CheckStateRole && !isPresent(index.row()))
        return int(isInPlots(*of, m_present) ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::ToolTipRole) {
        const QString begins = tr("Begins at: %1").arg(beginning(*of));
        return isPresent(index.row())
                   ? begins
                   : begins + QLatin1Char('\n') +
                         tr("The check mark shows the run in the plots; double click to rename it");
    }
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Run");
    case Begins:
        return tr("Begins at");
    case Step:
        return tr("Step");
    case Error:
        if (m_present.metric() != train::Metric::ErrorRate) {
            if (m_evaluatedOn == EvaluatedOn::Validation) return tr("Validation\nRMSE");
            return m_evaluatedOn == EvaluatedOn::Test ? tr("Test\nRMSE") : tr("RMSE");
        }
        if (m_evaluatedOn == EvaluatedOn::Validation) return tr("Validation\nerror");
        return m_evaluatedOn == EvaluatedOn::Test ? tr("Test\nerror") : tr("Error");
    case Neurons:
        return tr("Open\nneurons");
    case Parameters:
        return tr("Parameters");
    case Strength:
        return tr("λ₃");
    case Net:
        return tr("Net");
    case Data:
        return tr("Data");
    default:
        return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    auto flags = QAbstractTableModel::flags(index);
    if (index.column() == Name && !isPresent(index.row()))
        flags |= Qt::ItemIsUserCheckable | Qt::ItemIsEditable;
    return flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const auto* of = index.isValid() ? run(index.row()) : nullptr;
    if (!of || index.column() != Name || isPresent(index.row())) return false;
    if (role == Qt::CheckStateRole)
        m_runs.setVisible(of->label.id, value.toInt() == Qt::Checked);
    else if (role == Qt::EditRole)
        m_runs.rename(of->label.id, value.toString().trimmed());
    else
        return false;
    return true;
}

RunsView::RunsView(const RunData& present, Runs& runs, QWidget* parent)
    : QWidget(parent),
      m_runs(runs),
      m_model(new RunsModel(present, runs, this)),
      m_table(new QTableView(this)),
      m_goTo(new QPushButton(tr("&Go to this run"), this)),
      m_remove(new QPushButton(tr("&Delete this run"), this)),
      m_tradeOff(new TradeOffPlot(present, runs, this)) {
    setAccessibleName(tr("Runs"));
    setObjectName(QStringLiteral("runsView"));
    m_table->setModel(m_model);
    m_table->setIconSize(runIconSize());
    m_table->setAccessibleName(tr("Table of runs"));
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->viewport()->installEventFilter(this);
    m_table->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->horizontalHeader()->setToolTip(tr("Right click: choose columns"));
    connect(m_table->horizontalHeader(), &QWidget::customContextMenuRequested, this, &RunsView::askColumns);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_goTo->setToolTip(tr("Make it the present run again, as it was when it was left; the present one stays "
                          "in the list"));

    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 4);
    column->addWidget(m_table, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 0, 8, 0);
    buttons->addWidget(m_goTo);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    column->addLayout(buttons);
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->addWidget(side);
    halves->addWidget(m_tradeOff);
    halves->setStretchFactor(0, 5);
    halves->setStretchFactor(1, 4);
    halves->setSizes({100, 80});
    halves->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(halves);

    connect(m_goTo, &QPushButton::clicked, this, [this] { Q_EMIT goToAsked(selectedRun()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_runs.remove(selectedRun()); });
    connect(m_tradeOff, &TradeOffPlot::momentAsked, this, &RunsView::momentAsked);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsView::showButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsView::fitColumns);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsView::showButtons);
    showButtons();
}

int RunsView::selectedRun() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() || m_model->isPresent(rows.first().row()) ? -1 : m_model->runAt(rows.first().row());
}

void RunsView::showButtons() {
    for (auto* button : {m_goTo, m_remove}) button->setEnabled(selectedRun() >= 0);
}

void RunsView::fitColumns() {
    auto* header = m_table->horizontalHeader();
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, m_left.count(column) > 0);
    header->resizeSections(QHeaderView::ResizeToContents);
    const int least =
        header->length() - header->sectionSize(RunsModel::Begins) - header->sectionSize(RunsModel::Strength);
    m_table->setMinimumWidth(std::min(least, kWidestMinimum));
    for (const int column : {RunsModel::Begins, RunsModel::Strength}) // what least is said by goes first
        if (header->length() > m_table->viewport()->width()) m_table->setColumnHidden(column, true);
}

void RunsView::showColumn(RunsModel::Column column, bool shown) {
    if (shown)
        m_left.erase(column);
    else
        m_left.insert(column);
    fitColumns();
}

bool RunsView::isShown(RunsModel::Column column) const {
    return m_left.count(column) == 0;
}

void RunsView::askColumns(const QPoint& place) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = RunsModel::Name + 1; i < RunsModel::ColumnCount; ++i) {
        const auto column = static_cast<RunsModel::Column>(i);
        const QString name = m_model->headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
        auto* action = menu->addAction(QString(name).replace(QLatin1Char('\n'), QLatin1Char(' ')));
        action->setCheckable(true);
        action->setChecked(isShown(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { showColumn(column, shown); });
    }
    menu->popup(m_table->horizontalHeader()->mapToGlobal(place));
}

bool RunsView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) fitColumns();
    return QWidget::eventFilter(watched, event);
}

void RunsView::select(int row) {
    m_table->selectRow(row);
}

void RunsView::refresh() {
    if (m_model->refresh()) fitColumns();
    m_tradeOff->refresh();
}

} // namespace tristate::ui
