#pragma once

#include "core/train/reports.h"
#include "ui/run/net_outline.h"

#include <QAbstractTableModel>

#include <vector>

namespace tristate::ui {

/// The lines of the layer table: the layers, under a heading with the totals of their block where they are in
/// one, which opens and closes it; and a last one with the totals of all. Units that several layers have
/// count once.
class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Open, Closed, Depth, Parameters, Operations, Share, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// Layers are the rows of the outline, in their order; none are in blocks where it has no more rows.
    void setLayers(const std::vector<train::LayerRow>& layers, const NetOutline& outline = {});
    /// Large numbers as "16.5 k"; the exact ones are tool tips then.
    void setBrief(bool brief);
    const train::LayerRow& totals() const { return m_totals; }

    /// The gated layer of a line, -1 where it has none.
    int layerAt(int line) const;
    /// The block that a line is the heading of, -1 where it is none.
    int blockAt(int line) const;
    /// The line of a gated layer, or the heading that it is closed in; -1 where it has neither.
    int lineOf(int layer) const;
    /// Opens or closes a block.
    void toggle(int block);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        int row = -1;   ///< of the layers; -1: a heading, or the totals
        int block = -1; ///< it stands in
    };
    void setShape(const NetOutline& outline);
    void setLines();
    void addUp();
    const train::LayerRow& rowOf(const Line& line) const;
    QString nameOf(const Line& line) const;
    QString text(const Line& line, int column, bool brief) const;

    std::vector<train::LayerRow> m_layers;
    std::vector<NetOutline::Row> m_rows;   ///< of m_layers
    std::vector<int> m_blockOfLayer;       ///< of gated layers
    std::vector<train::LayerRow> m_blocks; ///< totals of each
    std::vector<bool> m_isClosed;          ///< of blocks
    std::vector<Line> m_lines;
    train::LayerRow m_totals;
    bool m_brief = false;
};

} // namespace tristate::ui
