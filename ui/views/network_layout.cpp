#include "ui/views/network_layout.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr double kMaxRadius = 9;          ///< of a dot, in pixels, in pictures of usual height
constexpr double kRadiusShare = 1 / 32.0; ///< of the height, in larger ones
constexpr double kLinkShare = 0.42;       ///< of a column's width, for the links beside it
constexpr double kTextMargin = 3;         ///< pixels left and right of a text
constexpr double kGroundMargin = 2;       ///< between the grounds of two blocks, half of it
constexpr double kLaneHeight = 11;        ///< of a rail

double leastWidth(const NetworkColumn& column, const ColumnSizes& sizes) {
    return column.collapsed || column.narrow ? sizes.collapsed : sizes.wide;
}

/// A column's width follows its number of dots, gently, so that small layers keep room for their names.
double wantedShare(const NetworkColumn& column) {
    if (column.collapsed || column.narrow) return 0.4;
    return column.isGated() ? 1 + std::sqrt(static_cast<double>(column.gates.size())) / 6 : 1;
}

void placeDots(NetworkColumn& column) {
    if (column.merged || column.gates.empty()) return;
    const auto dots = static_cast<double>(column.gates.size());
    const double ofDots = std::max(kMaxRadius, kRadiusShare * column.area.height());
    const double largest = column.kernels.empty() ? ofDots : 2 * ofDots;
    const double pitch =
        std::min(std::sqrt(column.area.width() * column.area.height() / dots), 2.6 * largest);
    const int across = std::max(1, static_cast<int>(column.area.width() / pitch));
    const int rows = static_cast<int>(std::ceil(dots / across));
    const int used = static_cast<int>(std::ceil(dots / rows));
    const double step = std::min(pitch, column.area.height() / rows);
    const QPointF first = column.area.center() - QPointF((used - 1) * step / 2, (rows - 1) * step / 2);
    column.radius = std::min(step * 0.4, largest);
    for (std::size_t i = 0; i < column.gates.size(); ++i)
        column.dots.push_back(first +
                              QPointF(static_cast<int>(i) / rows * step, static_cast<int>(i) % rows * step));
}

/// Sets which columns are in view.
void chooseView(NetworkLayout& layout, const std::vector<NetworkColumn>& columns, double width,
                const ColumnSizes& sizes, int firstLayer) {
    const auto endFrom = [&](std::size_t first) {
        double used = 0;
        std::size_t end = first;
        while (end < columns.size() && (used += leastWidth(columns[end], sizes)) <= width) ++end;
        return std::max(end, first + 1); // one, however narrow the picture
    };
    layout.first = firstLayer > 0 ? columnOf(columns, firstLayer) : 0;
    while (layout.first > 0 && endFrom(layout.first - 1) == columns.size()) --layout.first;
    layout.end = endFrom(layout.first);
    layout.isComplete = layout.first == 0 && layout.end == columns.size();
}

void placeCells(NetworkLayout& layout, std::vector<NetworkColumn>& columns, const QRectF& area,
                const ColumnSizes& sizes) {
    double least = 0, shares = 0;
    for (std::size_t i = layout.first; i < layout.end; ++i) {
        least += leastWidth(columns[i], sizes);
        shares += wantedShare(columns[i]);
    }
    // What their share of the whole would be, but nothing below the least width.
    const double spare = std::max(area.width() - least, 0.0);
    double x = area.left();
    for (std::size_t i = layout.first; i < layout.end; ++i) {
        auto& column = columns[i];
        const double width = std::min(leastWidth(column, sizes), area.width()) +
                             spare * wantedShare(column) / std::max(shares, 1.0);
        column.cell = QRectF(x, area.top(), width, area.height());
        x += width;
    }
}

void placeGrounds(NetworkLayout& layout, const std::vector<NetworkColumn>& columns, double titleHeight) {
    for (std::size_t i = layout.first; i < layout.end; ++i) {
        const auto& column = columns[i];
        if (column.block < 0) continue;
        const QRectF area = column.cell.adjusted(kGroundMargin, 0, -kGroundMargin, 0);
        auto& grounds = layout.grounds;
        if (!grounds.empty() && grounds.back().block == column.block)
            grounds.back().area |= area;
        else
            grounds.push_back({column.block, area, {}});
    }
    for (auto& ground : layout.grounds) {
        ground.title = QRectF(ground.area.topLeft(), QSizeF(ground.area.width(), titleHeight));
        ground.vanished = std::all_of(columns.begin(), columns.end(), [&](const NetworkColumn& column) {
            return column.block != ground.block || column.vanished;
        });
    }
}

} // namespace

ColumnSizes columnSizes(const QFont& font) {
    QFont bold = font;
    bold.setBold(true);
    const double name = QFontMetricsF(bold).horizontalAdvance(QStringLiteral("conv00"));
    const double count = QFontMetricsF(font).horizontalAdvance(QStringLiteral("128/256"));
    const double share = QFontMetricsF(font).horizontalAdvance(QStringLiteral("100 %"));
    return {.wide = std::max({name, count, 60.0}) + 2 * (kTextMargin + kGroundMargin) + 2,
            .collapsed = share + 2 * kTextMargin + 1,
            .line = QFontMetricsF(bold).height()};
}

std::set<int> collapsedAtFirst(const NetOutline& outline, const ColumnSizes& sizes, double width) {
    double open = 2 * sizes.wide, collapsed = open; // input and output
    int last = -1;
    for (const auto& layer : outline.layers) {
        open += sizes.wide;
        if (layer.block < 0)
            collapsed += sizes.wide;
        else if (layer.block != last)
            collapsed += sizes.collapsed;
        last = layer.block;
    }
    std::set<int> blocks;
    if (open > width && collapsed <= width)
        for (int block = 0; block < outline.blocks; ++block) blocks.insert(block);
    return blocks;
}

NetworkLayout layOut(std::vector<NetworkColumn>& columns, const QRectF& area, const ColumnSizes& sizes,
                     int firstLayer, int lanes) {
    NetworkLayout layout;
    if (columns.empty()) return layout;
    for (auto& column : columns) column.cell = column.area = QRectF(), column.dots.clear();
    const double railHeight = lanes > 0 ? lanes * kLaneHeight + 4 : 0;
    const bool hasBlocks =
        std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.block >= 0; });
    const double titleHeight = hasBlocks ? sizes.line + 2 : 0;
    chooseView(layout, columns, area.width(), sizes, firstLayer);
    placeCells(layout, columns, area.adjusted(0, 0, 0, -railHeight), sizes);
    placeGrounds(layout, columns, titleHeight);
    layout.rails = QRectF(area.left(), area.bottom() - railHeight, area.width(), railHeight);
    for (std::size_t i = layout.first; i < layout.end; ++i) {
        auto& column = columns[i];
        const double side = column.cell.width() * kLinkShare / 2;
        column.cell.setTop(column.cell.top() + titleHeight);
        column.area = column.cell.adjusted(side, 2 * sizes.line + 10, -side, -6);
        if (column.area.height() > 0) placeDots(column);
    }
    return layout;
}

int NetworkLayout::firstLayer(const std::vector<NetworkColumn>& columns) const {
    for (std::size_t i = first; i < end; ++i)
        if (columns[i].layer >= 0) return columns[i].layer;
    return 0;
}

int NetworkLayout::layers(const std::vector<NetworkColumn>& columns) const {
    int count = 0;
    for (std::size_t i = first; i < end; ++i)
        if (columns[i].layer >= 0) count += columns[i].lastLayer - columns[i].layer + 1;
    return count;
}

QRectF textArea(const NetworkColumn& column, const ColumnSizes& sizes) {
    return {column.cell.left() + kTextMargin, column.cell.top() + 2, column.cell.width() - 2 * kTextMargin,
            2 * sizes.line};
}

} // namespace tristate::ui
