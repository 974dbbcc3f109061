#pragma once

#include "core/train/history.h"

#include <cstdint>
#include <vector>

namespace tristate::ui {

/// Where steps lie on the timeline: from step 0 at its left end to the newest step at its right end. A value
/// without widgets.
class TimelineScale {
public:
    /// `left` and `width` in pixels.
    TimelineScale(double left, double width, std::int64_t lastStep);

    double xOf(std::int64_t step) const;
    /// The step nearest to a place, within the run.
    std::int64_t stepAt(double x) const;

private:
    double m_left, m_width;
    std::int64_t m_last;
};

/// The steps of an epoch, as far as the curves tell; 1 before the first point.
std::int64_t stepsPerEpoch(const train::History& history);

/// Which share of its gated units the run had open, for each of so many stretches of equal length from the
/// start to the newest step: the ground on which the timeline is drawn. Empty before the first point.
std::vector<double> openShares(const train::History& history, int stretches);

} // namespace tristate::ui
