#pragma once

#include "core/train/experiment.h"
#include "core/train/history.h"
#include "core/train/reports.h"
#include "ui/event_marks.h"

#include <memory>

namespace tristate::ui {

/// All the window knows of the present run: the single store on the GUI side. SessionBridge fills it, views
/// read it (and never keep copies of more than they draw). GUI thread only.
struct RunData {
    int number = 0; ///< grows with every new run, so that views drop what they cached
    train::Experiment experiment;
    train::LiveSettings live; ///< last asked for
    train::History history;
    EventMarks marks;
    std::shared_ptr<const train::Frame> frame; ///< null before the first one

    /// Null before the first point.
    const train::Point* lastPoint() const {
        return history.points().empty() ? nullptr : &history.points().back();
    }
    /// Null while no point with gates is there.
    const train::Point* lastColumn() const {
        return history.columns().empty() ? nullptr : &history.points()[history.columns().back()];
    }
};

} // namespace tristate::ui
