#include "ui/views/layer_table_model.h"

#include "ui/look/text.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr std::size_t kMostOpenRows = 40; ///< of a table whose blocks begin open

double share(long long part, long long whole) {
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

} // namespace

void LayerTableModel::setLayers(const std::vector<train::LayerRow>& layers, const NetOutline& outline) {
    if (layers == m_layers) return; // most frames: the table would be laid out and painted anew
    const bool isSameShape = layers.size() == m_layers.size();
    if (!isSameShape) beginResetModel();
    m_layers = layers;
    if (!isSameShape) setShape(outline);
    addUp();
    if (!isSameShape)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::DisplayRole});
}

void LayerTableModel::setShape(const NetOutline& outline) {
    m_rows = outline.rows;
    m_rows.resize(m_layers.size());
    m_blocks.assign(static_cast<std::size_t>(outline.blocks), {});
    m_blockOfLayer.clear();
    for (const auto& layer : outline.layers) m_blockOfLayer.push_back(layer.block);
    m_isClosed.assign(m_blocks.size(), m_layers.size() > kMostOpenRows);
    setLines();
}

void LayerTableModel::setLines() {
    m_lines.clear();
    int block = -1;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const int of = m_rows[row].block;
        if (of >= 0 && of != block) m_lines.push_back({-1, of});
        block = of;
        if (of < 0 || !m_isClosed[static_cast<std::size_t>(of)])
            m_lines.push_back({static_cast<int>(row), of});
    }
    if (!m_layers.empty()) m_lines.push_back({});
}

void LayerTableModel::addUp() {
    m_totals = {};
    std::fill(m_blocks.begin(), m_blocks.end(), train::LayerRow());
    std::vector<bool> isCounted(m_blockOfLayer.size(), false); // units that several layers have count once
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto& layer = m_layers[i];
        const int block = m_rows[i].block, gates = m_rows[i].layer;
        const auto known = static_cast<std::size_t>(std::max(gates, 0));
        const bool isNew = gates < 0 || !isCounted[known];
        if (gates >= 0) isCounted[known] = true;
        const auto add = [&](train::LayerRow& sum, bool counts) {
            sum.gated = true;
            if (layer.gated && isNew && counts) sum.units += layer.units, sum.open += layer.open;
            sum.parameters += layer.parameters;
            sum.originalParameters += layer.originalParameters;
            sum.flops += layer.flops;
            sum.originalFlops += layer.originalFlops;
        };
        add(m_totals, true);
        if (block >= 0)
            add(m_blocks[static_cast<std::size_t>(block)], gates >= 0 && m_blockOfLayer[known] == block);
    }
}

int LayerTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LayerTableModel::layerAt(int line) const {
    const int row = m_lines[static_cast<std::size_t>(line)].row;
    return row < 0 ? -1 : m_rows[static_cast<std::size_t>(row)].layer;
}

int LayerTableModel::blockAt(int line) const {
    const auto& at = m_lines[static_cast<std::size_t>(line)];
    return at.row < 0 ? at.block : -1;
}

int LayerTableModel::lineOf(int layer) const {
    int heading = -1;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& line = m_lines[i];
        if (line.row >= 0 && m_rows[static_cast<std::size_t>(line.row)].layer == layer)
            return static_cast<int>(i);
        const auto known = static_cast<std::size_t>(layer);
        if (line.block >= 0 && known < m_blockOfLayer.size() && m_blockOfLayer[known] == line.block &&
            heading < 0)
            heading = static_cast<int>(i);
    }
    return heading;
}

void LayerTableModel::toggle(int block) {
    beginResetModel();
    m_isClosed[static_cast<std::size_t>(block)] = !m_isClosed[static_cast<std::size_t>(block)];
    setLines();
    endResetModel();
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

const train::LayerRow& LayerTableModel::rowOf(const Line& line) const {
    if (line.row >= 0) return m_layers[static_cast<std::size_t>(line.row)];
    return line.block >= 0 ? m_blocks[static_cast<std::size_t>(line.block)] : m_totals;
}

QString LayerTableModel::nameOf(const Line& line) const {
    if (line.row >= 0)
        return (line.block >= 0 ? QStringLiteral("      ") : QString()) +
               QString::fromStdString(rowOf(line).name);
    if (line.block < 0) return tr("Total (gated)");
    const bool isClosed = m_isClosed[static_cast<std::size_t>(line.block)];
    return (isClosed ? QStringLiteral("\u25b8 ") : QStringLiteral("\u25be ")) + blockName(line.block);
}

QString LayerTableModel::text(const Line& line, int column, bool brief) const {
    const auto& row = rowOf(line);
    const auto large = [brief](long long count) {
        return brief ? shortCountText(static_cast<double>(count)) : countText(count);
    };
    const bool isSum = line.row < 0;
    switch (column) {
    case Name:
        return nameOf(line);
    case Open:
        return tr("%1 of %2").arg(countText(row.open), countText(row.units));
    case Closed:
        return isSum || row.gated ? countText(row.units - row.open) : QStringLiteral("–");
    case Depth:
        if (row.vanished) return brief ? tr("vanished") : tr("vanished with its block");
        if (isSum || !row.gated) return QStringLiteral("–");
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
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(line, index.column(), m_brief);
    if (role == Qt::ToolTipRole && m_brief)
        return index.column() == Open ? tr("%1 closed or removed").arg(text(line, Closed, false))
                                      : text(line, index.column(), false);
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && line.row < 0) {
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

} // namespace tristate::ui
