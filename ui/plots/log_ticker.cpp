#include "ui/plots/log_ticker.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tristate::ui {
namespace {

constexpr int kMaxDecadesApart = 6;

/// Those of `factors` times every `apart`th power of ten, within the range.
QVector<double> logarithmicTicks(const QCPRange& range, const std::vector<double>& factors, int apart) {
    QVector<double> ticks;
    const int last = static_cast<int>(std::floor(std::log10(range.upper)));
    for (int exponent = static_cast<int>(std::floor(std::log10(range.lower))); exponent <= last; ++exponent) {
        if (exponent % apart != 0) continue;
        for (const double factor : factors)
            if (const double tick = factor * std::pow(10, exponent); range.contains(tick)) ticks << tick;
    }
    return ticks;
}

} // namespace

QVector<double> LogTicker::createTickVector(double /*tickStep*/, const QCPRange& range) {
    if (range.lower <= 0 || range.upper <= range.lower) return {};
    const int most = std::max(tickCount(), 2) + 1; // they have one interval less
    for (const auto& factors : {std::vector<double>{1, 2, 5}, {1, 3}, {1}})
        if (const auto ticks = logarithmicTicks(range, factors, 1); ticks.size() > 1 && ticks.size() <= most)
            return ticks;
    for (int apart = 2; apart <= kMaxDecadesApart; ++apart)
        if (const auto ticks = logarithmicTicks(range, {1}, apart); ticks.size() > 1 && ticks.size() <= most)
            return ticks;
    if (tickCount() > 1) return linearTicks(range, most);
    // Two tell a scale; where there is room for one they lie as far from each other as they can.
    const auto ticks = linearTicks(range, 2 * most);
    return ticks.size() > 2 ? QVector<double>{ticks.front(), ticks.back()} : ticks;
}

/// Over less than a decade they are as good.
QVector<double> LogTicker::linearTicks(const QCPRange& range, int most) {
    double step = cleanMantissa(range.size() / (most - 1));
    if (range.size() / step >= most) step = cleanMantissa(2 * step);
    QVector<double> ticks;
    for (double tick = std::ceil(range.lower / step) * step; tick <= range.upper; tick += step) ticks << tick;
    return ticks;
}

} // namespace tristate::ui
