#include "core/train/history.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace tristate::train {
namespace {

/// At most `most` of `from`, indices of points, oldest first: spread evenly over the steps of the run, the
/// oldest and the newest among them. Dropping every second one again and again would thin out the past more
/// each time, until nothing of it was left.
std::vector<std::size_t> spreadEvenly(const std::vector<Point>& points, const std::vector<std::size_t>& from,
                                      std::size_t most) {
    if (from.size() <= most) return from;
    if (most < 2) return {from.back()};
    const auto distance = [&points](std::size_t a, std::size_t b) {
        return std::abs(points[b].step - points[a].step); // a run that diverged goes back
    };
    auto gap = distance(from.front(), from.back()) / static_cast<std::int64_t>(most - 1) + 1;
    for (;; gap *= 2) {
        std::vector<std::size_t> kept{from.front()};
        for (const std::size_t i : from)
            if (distance(kept.back(), i) >= gap) kept.push_back(i);
        if (kept.back() != from.back()) {
            if (kept.size() > 1) kept.pop_back();
            kept.push_back(from.back());
        }
        if (kept.size() <= most) return kept;
    }
}

} // namespace

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
    if (m_columns.size() > kMaxColumns) thinColumns(kMaxColumns / 2);
    if (m_points.size() > kMaxPoints) thinPoints(kMaxPoints);
    ++m_revision;
}

void History::add(Event event) {
    if (event.kind == EventKind::EpochFinished) return;
    m_events.push_back(std::move(event));
    if (m_events.size() > kMaxEvents) thinEvents();
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

void History::thinColumns(std::size_t most) {
    const auto kept = spreadEvenly(m_points, m_columns, most);
    for (const std::size_t column : m_columns) {
        if (std::binary_search(kept.begin(), kept.end(), column)) continue;
        m_points[column].gates = {};
        m_points[column].depths = {};
    }
    m_columns = kept;
}

void History::thinTo(std::size_t columns, std::size_t points) {
    thinColumns(columns);
    if (m_points.size() > points) thinPoints(points);
    m_points.shrink_to_fit();
    ++m_revision;
}

void History::thinPoints(std::size_t most) {
    thinColumns(most / 4);
    std::vector<std::size_t> measured, others;
    for (std::size_t i = 0; i < m_points.size(); ++i)
        if (m_points[i].gates.empty())
            (std::isnan(m_points[i].evaluationError) ? others : measured).push_back(i);
    auto indices = m_columns;
    for (const auto* part : {&measured, &others})
        for (const std::size_t i : spreadEvenly(m_points, *part, most / 4)) indices.push_back(i);
    std::sort(indices.begin(), indices.end());
    std::vector<Point> kept;
    m_columns.clear();
    for (const std::size_t i : indices) {
        if (!m_points[i].gates.empty()) m_columns.push_back(kept.size());
        kept.push_back(std::move(m_points[i]));
    }
    m_points = std::move(kept);
}

} // namespace tristate::train
