#include "ui/plots/time_axis.h"

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr double kMin = 1e-3; ///< epochs: an axis must not be empty
constexpr double kRoomAhead = 1.02;
} // namespace

void TimeAxis::restart() {
    m_last = 0;
    follow();
}

void TimeAxis::extendTo(double epoch) {
    m_last = epoch;
    if (m_following) showAll();
}

void TimeAxis::showAll() {
    m_lower = 0;
    m_upper = std::max(m_last * kRoomAhead, kMin);
}

void TimeAxis::zoom(double lower, double upper) {
    lower = std::max(lower, 0.0);
    upper = std::max(upper, lower + kMin);
    if (lower == m_lower && upper == m_upper) return;
    m_lower = lower;
    m_upper = upper;
    if (m_following) {
        m_following = false;
        Q_EMIT followingChanged(false);
    }
    Q_EMIT zoomed();
}

void TimeAxis::follow() {
    showAll();
    if (!m_following) {
        m_following = true;
        Q_EMIT followingChanged(true);
    }
    Q_EMIT zoomed();
}

void TimeAxis::pointAt(double epoch) {
    Q_EMIT pointedAt(epoch);
}

} // namespace tristate::ui
