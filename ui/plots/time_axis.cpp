#include "ui/plots/time_axis.h"

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr double kMin = 1e-3;        ///< epochs: an axis must not be empty
constexpr double kRoomAhead = 0.02;  ///< of what is shown
constexpr double kRoomBefore = 0.05; ///< ... before a change, so that its mark is seen
constexpr double kDecades = 1e-4;    ///< of the run: where a logarithmic axis begins
} // namespace

void TimeAxis::restart() {
    m_last = m_change = 0;
    follow();
}

void TimeAxis::extendTo(double epoch, double change) {
    m_last = epoch;
    m_change = change;
    if (m_following) showStretch();
}

double TimeAxis::least() const {
    return isLogarithmic() ? std::max(m_last * kDecades, kMin) : 0;
}

void TimeAxis::showStretch() {
    double from = 0;
    if (m_stretch == Stretch::SinceChange && m_change > 0 && m_change < m_last)
        from = m_change - kRoomBefore * (m_last - m_change);
    if (m_stretch == Stretch::Last10) from = m_last - 10;
    if (m_stretch == Stretch::Last100) from = m_last - 100;
    m_lower = std::max(from, least());
    const double room = isLogarithmic() ? m_last : m_last - m_lower;
    m_upper = std::max(m_last + kRoomAhead * room, m_lower + kMin);
}

void TimeAxis::setStretch(Stretch stretch) {
    const bool isNew = stretch != m_stretch;
    m_stretch = stretch;
    follow();
    if (isNew) Q_EMIT stretchChanged(stretch);
}

void TimeAxis::zoom(double lower, double upper) {
    lower = std::max(lower, least());
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
    showStretch();
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
