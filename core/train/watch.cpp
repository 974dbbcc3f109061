#include "core/train/watch.h"

#include <algorithm>
#include <cmath>

namespace tristate::train {

namespace {

constexpr double kSmoothing = 0.05;   ///< of the fall: twenty minibatches
constexpr double kSameUnits = 0.005;  ///< of all units: windows differ by no more where nothing changes
constexpr double kBetterError = 0.95; ///< of the best error: what counts as better
constexpr double kSameError = 0.05;   ///< percent: less better is chance

} // namespace

Watch::Gates Watch::gatesOf(const Driver& driver) {
    Gates all;
    for (const auto* gates : driver.network().gates()) {
        const double limit = nn::openLimit(gates->estimator);
        all.units += gates->originalUnits();
        for (int unit = 0; unit < gates->units(); ++unit) {
            if (!gates->isOpen(unit)) continue;
            ++all.open;
            all.height += static_cast<double>(gates->width[unit]) - limit;
        }
    }
    return all;
}

double Watch::secondsFor(const Gates& now) {
    const double fall = (m_seen.before.height - now.height) / std::max(m_seen.before.open, 1);
    m_seen.fall += kSmoothing * (fall - m_seen.fall);
    const double closed = static_cast<double>(m_seen.before.open - now.open) / std::max(now.units, 1);
    const double forFall = std::min(std::max(m_seen.fall, 0.0) / kFall, kStep);
    return std::clamp(closed / kClosing, forFall, kMostSeconds);
}

void Watch::afterStep(Driver& driver, const Minibatch& minibatch) {
    m_rest = driver.live().pauseSeconds;
    if (!driver.live().watch) {
        m_seen = {};
        return;
    }
    const Gates now = gatesOf(driver);
    if (m_seen.before.units > 0) m_rest = std::max(m_rest, secondsFor(now) - minibatch.seconds);
    m_seen.before = now;
    lookAround(driver, now.open);
}

void Watch::lookAround(const Driver& driver, int open) {
    m_seen.openSum += open;
    if (++m_seen.steps < kWindowEpochs * driver.stepsPerEpoch()) return;
    const double mean = m_seen.openSum / static_cast<double>(m_seen.steps);
    const bool isSame =
        m_seen.openMean >= 0 && std::abs(mean - m_seen.openMean) <= kSameUnits * m_seen.before.units;
    m_seen.stillWindows = isSame && !m_seen.isBetter ? m_seen.stillWindows + 1 : 0;
    m_seen.openMean = mean;
    m_seen.openSum = 0;
    m_seen.steps = 0;
    m_seen.isBetter = false;
}

void Watch::evaluated(const Driver&, const Evaluation& evaluation) {
    if (m_seen.error >= 0 &&
        evaluation.error >= std::min(kBetterError * m_seen.error, m_seen.error - kSameError))
        return;
    m_seen.error = evaluation.error;
    m_seen.isBetter = true;
}

void Watch::settingsChanged(const Driver&, const LiveSettings&) {
    m_seen = {};
}

bool Watch::takeStandstill() {
    if (!standsStill()) return false;
    m_seen = {};
    return true;
}

} // namespace tristate::train
