#include "core/train/history.h"

#include <algorithm>
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
    if (m_points.size() > kMostPoints) thinPoints(kMostPoints);
    ++m_revision;
}

void History::add(Event event) {
    if (event.kind == EventKind::EpochFinished) return;
    m_events.push_back(std::move(event));
    if (m_events.size() > kMostEvents) thinEvents();
}

void History::thinEvents() {
    // What a layer does over and over again in a small network; settings are needed to play the run again.
    const auto repeats = [](const Event& event) {
        return event.kind == EventKind::LastUnitKept || event.kind == EventKind::LayerLinear ||
               event.kind == EventKind::LayerNonlinear;
    };
    auto left = std::count_if(m_events.begin(), m_events.end(), repeats);
    std::erase_if(m_events, [&](const Event& event) { return repeats(event) && --left % 2 == 1; });
}

History History::upTo(std::int64_t step) const {
    std::vector<const Point*> kept;
    for (auto point = m_points.rbegin(); point != m_points.rend(); ++point)
        if (point->step <= step && (kept.empty() || point->step < kept.back()->step)) kept.push_back(&*point);
    History before;
    for (auto point = kept.rbegin(); point != kept.rend(); ++point) before.add(**point);
    for (const Event& event : m_events)
        if (event.step <= step) before.add(event);
    return before;
}

void History::thinColumns() {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if ((m_columns.size() - 1 - i) % 2 == 0) { // the newest stays
            kept.push_back(m_columns[i]);
            continue;
        }
        Point& point = m_points[m_columns[i]];
        point.gates = {};
        point.depths = {};
    }
    m_columns = std::move(kept);
}

void History::thinTo(std::size_t columns, std::size_t points) {
    while (m_columns.size() > std::max<std::size_t>(columns, 1)) thinColumns();
    while (m_points.size() > std::max<std::size_t>(points, 1)) thinPoints(points);
    m_points.shrink_to_fit();
    ++m_revision;
}

void History::thinPoints(std::size_t most) {
    // Points with gates or with a held-out measurement are spared as long as enough others are there to drop.
    const auto isSpecial = [](const Point& point) {
        return !point.gates.empty() || !std::isnan(point.heldOutError);
    };
    const auto special = static_cast<std::size_t>(std::count_if(m_points.begin(), m_points.end(), isSpecial));
    const bool spare = special < most / 2;
    std::vector<Point> kept;
    m_columns.clear();
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        Point& point = m_points[i];
        if ((m_points.size() - 1 - i) % 2 == 1 && !(spare && isSpecial(point))) continue;
        if (!point.gates.empty()) m_columns.push_back(kept.size());
        kept.push_back(std::move(point));
    }
    m_points = std::move(kept);
}

} // namespace tristate::train
