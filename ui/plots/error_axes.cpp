#include "ui/plots/error_axes.h"

#include "ui/plots/count_ticker.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr double kClickReach = 10;   ///< pixels from a dot that still click it
constexpr double kLeastError = 0.01; ///< where no dot has an error
constexpr double kMargin = 1.3;      ///< a factor, around the dots

} // namespace

ErrorAxes::ErrorAxes(QCustomPlot& plot) : m_plot(plot) {
    fitTicks(plot);
    useShortCounts(*plot.xAxis, true);
    setLogarithmic(*plot.yAxis, true);
}

void ErrorAxes::fit(const std::vector<Dot>& dots) {
    for (auto* axis : {m_plot.xAxis, m_plot.yAxis}) axis->setTickLabels(!dots.empty());
    if (dots.empty()) return;
    double left = 1e300, right = 0, low = 1e300, high = 0;
    bool hasZero = false;
    for (const auto& [cost, error] : dots) {
        if (cost > 0) left = std::min(left, cost);
        right = std::max(right, cost);
        if (error > 0) low = std::min(low, error);
        high = std::max(high, error);
        hasZero = hasZero || error <= 0;
    }
    if (right <= 0) left = right = 1;
    if (high <= 0) low = high = kLeastError;
    m_floor = low / (hasZero ? 3 : kMargin);
    m_plot.xAxis->setRange(left / kMargin, right * kMargin);
    m_plot.yAxis->setRange(m_floor, high * kMargin);
}

double ErrorAxes::heightOf(double error) const {
    return std::max(error, m_floor);
}

std::ptrdiff_t ErrorAxes::dotAt(const QPointF& place, const std::vector<Dot>& dots) const {
    double nearest = kClickReach;
    std::ptrdiff_t found = -1;
    for (std::size_t i = 0; i < dots.size(); ++i) {
        const double distance = std::hypot(m_plot.xAxis->coordToPixel(dots[i].first) - place.x(),
                                           m_plot.yAxis->coordToPixel(heightOf(dots[i].second)) - place.y());
        if (distance < nearest) {
            nearest = distance;
            found = static_cast<std::ptrdiff_t>(i);
        }
    }
    return found;
}

} // namespace tristate::ui
