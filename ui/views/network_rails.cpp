#include "ui/views/network_rails.h"

#include "ui/look/palette.h"

#include <QPainter>

#include <algorithm>
#include <numeric>
#include <optional>

namespace tristate::ui {
namespace {

constexpr int kMostLanes = 4;
constexpr double kJoinRadius = 5;
constexpr double kDotRadius = 2.5;
constexpr double kFaded = 0.3;   ///< opacity
constexpr double kLaneShift = 4; ///< between the taps of several rails at one column, in pixels

void addOnce(std::vector<std::size_t>& columns, std::size_t column) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

/// Which readings a rail is drawn for: not those between neighbours, which have links.
bool needsRail(const std::vector<NetworkColumn>& columns, const NetOutline::Reading& reading) {
    const auto from = columnOf(columns, reading.source), to = columnOf(columns, reading.reader);
    if (from == to) return false;
    if (reading.isBackward() || from > to) return true;
    for (std::size_t i = from + 1; i < to; ++i)
        if (!columns[i].merged) return true;
    return columns[from].collapsed || columns[to].collapsed || !reading.isLinked;
}

/// Layers whose units the same weights see share a rail: for each layer, and the input before them, the first
/// one of those it shares with.
std::vector<int> sharing(const NetOutline& outline) {
    std::vector<int> first(outline.layers.size() + 1);
    std::iota(first.begin(), first.end(), 0);
    const auto root = [&](int at) {
        while (first[static_cast<std::size_t>(at)] != at) at = first[static_cast<std::size_t>(at)];
        return at;
    };
    for (std::size_t i = 1; i < outline.readings.size(); ++i) {
        const auto &a = outline.readings[i - 1], &b = outline.readings[i];
        if (a.row != b.row || a.isBackward() || b.isBackward()) continue;
        const int one = root(a.source + 1), other = root(b.source + 1);
        first[static_cast<std::size_t>(std::max(one, other))] = std::min(one, other);
    }
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = root(static_cast<int>(i));
    return first;
}

void chooseLanes(std::vector<Rail>& rails) {
    std::sort(rails.begin(), rails.end(), [](const Rail& a, const Rail& b) { return a.begin() < b.begin(); });
    std::vector<std::size_t> ends; // of every lane
    for (auto& rail : rails) {
        const auto free =
            std::find_if(ends.begin(), ends.end(), [&](std::size_t end) { return end < rail.begin(); });
        const auto lane =
            std::min<std::size_t>(static_cast<std::size_t>(free - ends.begin()), kMostLanes - 1);
        rail.lane = static_cast<int>(lane);
        if (lane == ends.size()) ends.push_back(0);
        ends[lane] = std::max(ends[lane], rail.end());
    }
}

} // namespace

std::size_t Rail::begin() const {
    std::size_t first = sources.front();
    for (const auto* columns : {&sources, &readers, &joins})
        for (const auto column : *columns) first = std::min(first, column);
    return first;
}

std::size_t Rail::end() const {
    std::size_t last = 0;
    for (const auto* columns : {&sources, &readers, &joins})
        for (const auto column : *columns) last = std::max(last, column);
    return last;
}

std::vector<Rail> findRails(const std::vector<NetworkColumn>& columns, const NetOutline& outline) {
    const auto shared = sharing(outline);
    std::vector<std::optional<Rail>> found(outline.layers.size() + 1);
    for (const auto& reading : outline.readings) {
        if (!needsRail(columns, reading)) continue;
        const auto from = columnOf(columns, reading.source), to = columnOf(columns, reading.reader);
        // A branch feeds the rail of the stream that it adds to.
        const int carried = reading.isBackward() ? reading.reader : reading.source;
        auto& rail = found[static_cast<std::size_t>(shared[static_cast<std::size_t>(carried + 1)])];
        if (!rail) rail.emplace();
        addOnce(rail->sources, columnOf(columns, carried));
        addOnce(reading.isBackward() ? rail->joins : rail->readers, reading.isBackward() ? from : to);
    }
    std::vector<Rail> rails;
    for (auto& rail : found)
        if (rail) rails.push_back(std::move(*rail));
    chooseLanes(rails);
    return rails;
}

int lanesOf(const std::vector<Rail>& rails) {
    int lanes = 0;
    for (const auto& rail : rails) lanes = std::max(lanes, rail.lane + 1);
    return lanes;
}

namespace {

/// Paints one rail of a picture.
class RailPainter {
public:
    RailPainter(QPainter& painter, const Rail& rail, const std::vector<NetworkColumn>& columns,
                const NetworkLayout& layout, int lanes)
        : m_painter(painter), m_columns(columns), m_shift(rail.lane * kLaneShift) {
        m_y = layout.rails.top() + layout.rails.height() * (rail.lane + 0.5) / lanes;
        const double left = rail.begin() < layout.first ? layout.rails.left() : startOf(rail);
        const double right = rail.end() >= layout.end ? layout.rails.right() : endOf(rail);
        m_painter.drawLine(QPointF(left, m_y), QPointF(right, m_y));
    }

    void source(std::size_t column) { drop(column, m_columns[column].area.center().x(), kDotRadius); }
    void reader(std::size_t column) {
        if (!isInView(column)) return;
        const double x = tapOf(column), top = m_columns[column].area.bottom();
        fade(column);
        m_painter.drawLine(QPointF(x, m_y), QPointF(x, top));
        m_painter.drawLine(QPointF(x, top), QPointF(x - 3, top + 5)); // an arrow, up
        m_painter.drawLine(QPointF(x, top), QPointF(x + 3, top + 5));
        dot(x, kDotRadius);
        m_painter.setOpacity(1);
    }
    void join(std::size_t column) {
        if (!isInView(column)) return;
        fade(column);
        drop(column, joinOf(column), kJoinRadius);
        const double x = joinOf(column), r = kJoinRadius - 2;
        m_painter.drawLine(QPointF(x - r, m_y), QPointF(x + r, m_y));
        m_painter.drawLine(QPointF(x, m_y - r), QPointF(x, m_y + r));
        m_painter.setOpacity(1);
    }

private:
    /// What has vanished is passed by.
    void fade(std::size_t column) {
        if (m_columns[column].vanished) m_painter.setOpacity(kFaded);
    }
    bool isInView(std::size_t column) const { return m_columns[column].isInView(); }
    double tapOf(std::size_t column) const {
        const auto& of = m_columns[column];
        return std::min(of.cell.left() + 6 + m_shift, of.area.left());
    }
    double joinOf(std::size_t column) const {
        const auto& of = m_columns[column];
        return std::max(of.cell.right() - 8 - m_shift, of.area.right());
    }
    double startOf(const Rail& rail) const {
        const auto column = rail.begin();
        const bool isSource =
            std::find(rail.sources.begin(), rail.sources.end(), column) != rail.sources.end();
        return isSource ? m_columns[column].area.center().x() : tapOf(column);
    }
    double endOf(const Rail& rail) const {
        const auto column = rail.end();
        if (std::find(rail.joins.begin(), rail.joins.end(), column) != rail.joins.end())
            return joinOf(column);
        const bool isSource =
            std::find(rail.sources.begin(), rail.sources.end(), column) != rail.sources.end();
        return isSource ? m_columns[column].area.center().x() : tapOf(column);
    }
    void drop(std::size_t column, double x, double radius) {
        if (!isInView(column)) return;
        m_painter.drawLine(QPointF(x, m_columns[column].area.bottom() + 2), QPointF(x, m_y - radius));
        dot(x, radius);
    }
    void dot(double x, double radius) { m_painter.drawEllipse(QPointF(x, m_y), radius, radius); }

    QPainter& m_painter;
    const std::vector<NetworkColumn>& m_columns;
    double m_shift;
    double m_y = 0;
};

} // namespace

void paintRails(QPainter& painter, const std::vector<Rail>& rails, const std::vector<NetworkColumn>& columns,
                const NetworkLayout& layout, const QPalette& palette) {
    const int lanes = lanesOf(rails);
    painter.setPen(QPen(viewColours(palette).faintText, 1.5));
    painter.setBrush(viewColours(palette).background);
    for (const auto& rail : rails) {
        if (rail.end() < layout.first || rail.begin() >= layout.end) continue;
        RailPainter of(painter, rail, columns, layout, lanes);
        for (const auto column : rail.sources) of.source(column);
        for (const auto column : rail.readers) of.reader(column);
        for (const auto column : rail.joins) of.join(column);
    }
}

} // namespace tristate::ui
