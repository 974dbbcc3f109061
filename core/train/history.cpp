#include "core/train/history.h"

#include <cmath>
#include <utility>

namespace tristate::train {

void History::clear() {
    *this = History();
}

void History::add(Mail mail) {
    for (auto& point : mail.points) add(std::move(point));
    for (auto& event : mail.events) add(std::move(event));
}

void History::add(Point point) {
    if (!point.gates.empty()) m_columns.push_back(m_points.size());
    m_points.push_back(std::move(point));
    if (m_columns.size() > kMostColumns) thinColumns();
    if (m_points.size() > kMostPoints) thinPoints();
    ++m_revision;
}

void History::add(Event event) {
    m_events.push_back(std::move(event));
}

void History::thinColumns() {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (i % 2 == 0) {
            kept.push_back(m_columns[i]);
            continue;
        }
        Point& point = m_points[m_columns[i]];
        point.gates = {};
        point.depths = {};
    }
    m_columns = std::move(kept);
}

void History::thinPoints() {
    std::vector<Point> kept;
    m_columns.clear();
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        Point& point = m_points[i];
        if (i % 2 == 1 && point.gates.empty() && std::isnan(point.heldOutError)) continue;
        if (!point.gates.empty()) m_columns.push_back(kept.size());
        kept.push_back(std::move(point));
    }
    m_points = std::move(kept);
}

} // namespace tristate::train
