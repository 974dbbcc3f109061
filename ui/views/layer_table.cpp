#include "ui/views/layer_table.h"

#include "ui/look/text.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace tristate::ui {
namespace {

double share(long long part, long long whole) {
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

QString factor(long long before, long long now) {
    if (now <= 0) return QStringLiteral("–");
    return QStringLiteral("%1×").arg(
        QLocale().toString(static_cast<double>(before) / static_cast<double>(now), 'f', 1));
}

/// What a minibatch took in the first epoch that was measured: the median, as the very first ones are slower.
std::optional<double> firstStepSeconds(const RunData& run) {
    std::vector<double> seconds;
    for (const auto& point : run.history.points()) {
        if (point.samplesPerSecond <= 0) continue;
        if (point.epoch > 1 && !seconds.empty()) break;
        seconds.push_back(run.experiment.train.batch / point.samplesPerSecond);
    }
    if (seconds.empty()) return {};
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

} // namespace

void LayerTableModel::setLayers(const std::vector<train::LayerRow>& layers) {
    if (layers == m_layers) return; // most frames: the table would be laid out and painted anew
    const bool sameShape = layers.size() == m_layers.size();
    if (!sameShape) beginResetModel();
    m_layers = layers;
    m_totals = {};
    m_totals.gated = true;
    for (const auto& layer : layers) {
        if (layer.gated) {
            m_totals.units += layer.units;
            m_totals.open += layer.open;
        }
        m_totals.parameters += layer.parameters;
        m_totals.originalParameters += layer.originalParameters;
        m_totals.flops += layer.flops;
        m_totals.originalFlops += layer.originalFlops;
    }
    if (!sameShape)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::DisplayRole});
}

int LayerTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_layers.empty() ? 0 : static_cast<int>(m_layers.size()) + 1;
}

int LayerTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

void LayerTableModel::setBrief(bool brief) {
    if (m_brief == brief) return;
    m_brief = brief;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::DisplayRole});
}

QString LayerTableModel::text(const train::LayerRow& row, int column, bool brief) const {
    const auto large = [brief](long long count) {
        return brief ? shortCountText(static_cast<double>(count)) : countText(count);
    };
    const bool totals = &row == &m_totals;
    switch (column) {
    case Name:
        return totals ? tr("Total (gated)") : QString::fromStdString(row.name);
    case Open:
        return tr("%1 of %2").arg(countText(row.open), countText(row.units));
    case Closed:
        return totals || row.gated ? countText(row.units - row.open) : QStringLiteral("–");
    case Depth:
        if (row.vanished) return brief ? tr("vanished") : tr("vanished with its block");
        if (totals || !row.gated) return QStringLiteral("–");
        if (row.merged) return brief ? tr("merged") : tr("merged into the next");
        return row.depth >= 0.5 ? tr("%1, linear").arg(QLocale().toString(row.depth, 'f', 2))
                                : QLocale().toString(row.depth, 'f', 2);
    case Parameters:
        return tr("%1 of %2").arg(large(row.parameters), large(row.originalParameters));
    case Operations:
        return tr("%1 of %2").arg(large(row.flops), large(row.originalFlops));
    case Share:
        return percentText(share(row.parameters, row.originalParameters), 1);
    default:
        return {};
    }
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = isTotals(index.row()) ? m_totals : m_layers[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(row, index.column(), m_brief);
    if (role == Qt::ToolTipRole && m_brief)
        return index.column() == Open ? tr("%1 closed or removed").arg(text(row, Closed, false))
                                      : text(row, index.column(), false);
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && isTotals(index.row())) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Depth)
        return tr("From 0.5 on the layer is linear: it costs no width and can be merged into the next one");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Layer");
    case Open:
        return tr("Open\nneurons");
    case Closed:
        return tr("Closed or\nremoved");
    case Depth:
        return tr("Depth\ngate d");
    case Parameters:
        return tr("Parameters");
    case Operations:
        return tr("Operations\nper sample");
    case Share:
        return tr("Parameters\nleft");
    default:
        return {};
    }
}

LayerTable::LayerTable(const RunData& run, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_model(new LayerTableModel(this)),
      m_table(new QTableView(this)),
      m_summary(new QLabel(this)) {
    setAccessibleName(tr("Layer table"));
    setObjectName(QStringLiteral("layerTable"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Layers"));
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(8, 4, 8, 6);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addWidget(m_summary);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { select(now.row()); });
    connect(&m_selection, &Selection::unitChanged, this, &LayerTable::showSelection);
}

void LayerTable::select(int row) {
    const auto* now = m_run.shownColumn(); // gated layers come first, and in the same order
    if (!now || row < 0 || row >= static_cast<int>(now->gates.size()) || m_selection.unitOf(row) >= 0) return;
    const auto& gates = now->gates[static_cast<std::size_t>(row)];
    const auto open =
        std::find_if(gates.begin(), gates.end(), [this](float gate) { return m_run.isOpen(gate); });
    m_selection.selectUnit(UnitRef{row, open == gates.end() ? 0 : static_cast<int>(open - gates.begin())});
}

void LayerTable::showSelection() {
    const auto& unit = m_selection.unit();
    const auto* rows = m_table->selectionModel();
    if (!unit)
        m_table->clearSelection();
    else if (!rows->isRowSelected(unit->layer))
        m_table->selectRow(unit->layer);
}

void LayerTable::refresh() {
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        m_model->setLayers({});
    }
    const auto* frame = m_run.shownFrame();
    if (!frame) return m_summary->setText(tr("No measurements yet."));
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setLayers(frame->layers);
    if (isFirst) fitColumns();
    showSelection();
    const double seconds = frame->stepSeconds;
    const double first = firstStepSeconds(m_run).value_or(seconds);
    const auto& totals = m_model->totals();
    m_summary->setText(
        tr("Compression: %1 fewer parameters, %2 fewer operations. A step takes %3 ms (%4 ms at first). "
           "Test error %5.")
            .arg(factor(totals.originalParameters, totals.parameters),
                 factor(totals.originalFlops, totals.flops), QLocale().toString(seconds * 1e3, 'f', 3),
                 QLocale().toString(first * 1e3, 'f', 3), percentText(frame->testError)));
}

void LayerTable::fitColumns() {
    m_model->setBrief(false);
    m_table->setColumnHidden(LayerTableModel::Closed, false);
    auto* header = m_table->horizontalHeader();
    header->resizeSections(QHeaderView::ResizeToContents);
    int wanted = header->sectionSizeHint(LayerTableModel::Share); // as the last one it is stretched
    for (int column = 0; column < LayerTableModel::Share; ++column) wanted += header->sectionSize(column);
    const bool isTight = wanted > m_table->viewport()->width();
    m_model->setBrief(isTight);
    m_table->setColumnHidden(LayerTableModel::Closed, isTight);
    header->setStretchLastSection(false); // or it would keep the width of its contents
    header->resizeSections(QHeaderView::ResizeToContents);
    header->setStretchLastSection(true);
}

void LayerTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

QString LayerTable::summary() const {
    return m_summary->text();
}

} // namespace tristate::ui
