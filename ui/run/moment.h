#pragma once

#include "core/nn/network.h"
#include "core/train/reports.h"

#include <cstdint>
#include <memory>

namespace tristate::train {
class History;
}

namespace tristate::ui {

/// A moment of a run that is shown instead of its newest state, because the user went back to it. At first it
/// holds what was reported at or before the step; once the run was played again up to there, everything as it
/// was then. A value; GUI thread.
struct Moment {
    std::int64_t step = 0; ///< minibatches done
    double epoch = 0;
    train::Point point; ///< gates, open units and curves: the last that were reported then
    std::shared_ptr<const train::Frame> frame;  ///< null until it was played again
    std::shared_ptr<const nn::Network> network; ///< weights; null until it was played again
    train::LiveSettings live;                   ///< in force then, or what a branch is to begin with

    bool isExact() const { return network != nullptr; }
};

struct RunData;

/// What the history of the run tells of a step: the last point with gates that was reported then, and the
/// settings in force.
Moment reportedMoment(const RunData& run, std::int64_t step);

/// The same moment once the run was played again up to it.
Moment replayedMoment(Moment moment, std::shared_ptr<const train::Checkpoint> state);

/// The last evaluation error measured at or before a step, percent; NaN when there was none yet.
double evaluationErrorAt(const train::History& history, std::int64_t step);

} // namespace tristate::ui
