#include "ui/run/timeline_scale.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::ui {

TimelineScale::TimelineScale(double left, double width, std::int64_t lastStep)
    : m_left(left), m_width(std::max(width, 1.0)), m_last(std::max<std::int64_t>(lastStep, 1)) {}

double TimelineScale::xOf(std::int64_t step) const {
    return m_left + m_width * static_cast<double>(step) / static_cast<double>(m_last);
}

std::int64_t TimelineScale::stepAt(double x) const {
    const double share = std::clamp((x - m_left) / m_width, 0.0, 1.0);
    return std::llround(share * static_cast<double>(m_last));
}

std::int64_t stepsPerEpoch(const train::History& history) {
    if (history.points().empty() || history.points().back().epoch <= 0) return 1;
    const auto& last = history.points().back();
    return std::max<std::int64_t>(1, std::llround(static_cast<double>(last.step) / last.epoch));
}

std::vector<double> openShares(const train::History& history, int stretches) {
    const auto& points = history.points();
    if (points.empty() || stretches <= 0) return {};
    const auto units = [](const train::Point& point) {
        return std::accumulate(point.open.begin(), point.open.end(), 0.0);
    };
    double most = 1; // the run may have come from a file with some units gone: then its most is the whole
    for (const auto& point : points) most = std::max(most, units(point));
    const auto last = static_cast<double>(std::max<std::int64_t>(points.back().step, 1));
    std::vector<double> shares(static_cast<std::size_t>(stretches), 1.0);
    std::size_t next = 0;
    double share = 1.0;
    for (int i = 0; i < stretches; ++i) {
        while (next < points.size() && static_cast<double>(points[next].step) <= last * (i + 1) / stretches)
            share = units(points[next++]) / most;
        shares[static_cast<std::size_t>(i)] = share;
    }
    return shares;
}

} // namespace tristate::ui
