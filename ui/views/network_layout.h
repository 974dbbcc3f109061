#pragma once

#include "ui/views/network_columns.h"

#include <QFont>

#include <set>
#include <vector>

namespace tristate::ui {

/// How wide columns must be to be legible, and how high a line of text is: by the font.
struct ColumnSizes {
    double wide = 0;      ///< of a column with its texts
    double collapsed = 0; ///< of a block that is one column
    double line = 0;
};
ColumnSizes columnSizes(const QFont& font);

/// The ground of a block: the columns of it that are in view stand on it.
struct BlockGround {
    int block = 0;
    QRectF area;
    QRectF title;          ///< its name; a click there collapses the block, or opens it
    bool vanished = false; ///< no unit of the block is open
};

/// Where everything in the network picture stands. Nothing overlaps: texts stand in their column's cell, the
/// rails (see network_rails) below all columns.
struct NetworkLayout {
    std::vector<BlockGround> grounds;
    QRectF rails;           ///< the room for them
    std::size_t first = 0;  ///< column in view
    std::size_t end = 0;    ///< behind the last one in view
    bool isComplete = true; ///< all columns are in view

    /// The gated layers in view: the first one, and how many.
    int firstLayer(const std::vector<NetworkColumn>& columns) const;
    int layers(const std::vector<NetworkColumn>& columns) const;
};

/// The blocks to collapse when nobody said anything: all where the net fits with them collapsed only, none
/// otherwise.
std::set<int> collapsedAtFirst(const NetOutline& outline, const ColumnSizes& sizes, double width);

/// Places the columns from the one with gated layer `firstLayer` on, as many as there is room for, or the
/// last ones, and their dots; the others are out of view. `lanes` rails have room below.
NetworkLayout layOut(std::vector<NetworkColumn>& columns, const QRectF& area, const ColumnSizes& sizes,
                     int firstLayer, int lanes);

/// The two lines of text above a column.
QRectF textArea(const NetworkColumn& column, const ColumnSizes& sizes);

} // namespace tristate::ui
