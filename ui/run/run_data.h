#pragma once

#include "core/io/store/snapshot_store.h"
#include "core/nn/gate_estimator.h"
#include "core/train/checkpoint.h"
#include "core/train/experiment.h"
#include "core/train/history.h"
#include "core/train/reports.h"
#include "core/train/task.h"
#include "ui/run/event_marks.h"
#include "ui/run/moment.h"

#include <QString>

#include <memory>
#include <optional>

namespace tristate::ui {

/// What a run is called, and where it began.
struct RunLabel {
    int id = 0; ///< also its style in plots
    QString name;
    bool visible = true;         ///< in the plots, when it is not the present one
    bool asked = false;          ///< somebody asked for that, whatever data it learns
    QString parent;              ///< name of the run it branched from; empty: it began anew
    std::int64_t branchStep = 0; ///< of the parent
};

/// All the window knows of the present run: the single store on the GUI side. SessionBridge fills it, views
/// read it (and never keep copies of more than they draw). What is newest in it is one moment: `frame`, and
/// the history up to there. GUI thread only.
struct RunData {
    int number = 0; ///< grows with every new run, so that views drop what they cached
    RunLabel label;
    train::Experiment experiment;
    std::shared_ptr<const nn::Network> imported; ///< what the run began with; null: drawn weights
    train::LiveSettings live; ///< last asked for; a steered lambda3 is in force as points say
    train::History history;
    EventMarks marks;
    std::shared_ptr<const train::Frame> frame;    ///< null before the first one
    std::shared_ptr<io::SnapshotStore> snapshots; ///< to go back to moments from; null: that cannot be
    std::shared_ptr<const train::Checkpoint>
        state; ///< the newest weights, and the data; null before they arrive

    /// The moment the user went back to; nothing when the views keep up with the run. What every view shows
    /// comes from the functions below, which know the difference.
    std::optional<Moment> past;

    /// Gates and counts to show; null while none are known.
    const train::Point* shownColumn() const {
        if (past) return &past->point;
        return frame && !frame->point.gates.empty() ? &frame->point : lastColumn();
    }
    /// The layers to show; null when they are not known yet.
    const train::Frame* shownFrame() const { return past ? past->frame.get() : frame.get(); }
    /// The curves and counts to show as numbers; null before the first point.
    const train::Point* shownPoint() const {
        if (past) return &past->point;
        return frame && lastPoint() && !frame->point.open.empty() ? &frame->point : lastPoint();
    }
    /// The weights to show; null when they are not known yet.
    std::shared_ptr<const nn::Network> shownNetwork() const {
        if (past) return past->network;
        return state ? std::shared_ptr<const nn::Network>(state, &state->network) : nullptr;
    }
    /// The step that shownNetwork() was at, or will be.
    std::int64_t shownStep() const { return past ? past->step : state ? state->trainer.step : 0; }
    /// The data of the run; null before they are loaded.
    const data::Splits* data() const { return state ? state->data.get() : nullptr; }
    /// What the errors of the run are.
    train::Metric metric() const {
        return data() ? train::metricOf(data()->train) : train::metricOf(experiment);
    }
    const train::LiveSettings& shownLive() const { return past ? past->live : live; }

    /// Whether a unit with this gate takes part; it depends on the gate estimator.
    bool isOpen(float gate) const {
        return nn::isOpen(experiment.train.estimator, static_cast<double>(gate));
    }
    /// The smallest gate of an open unit.
    double openLimit() const { return nn::openLimit(experiment.train.estimator); }

    /// Where the run is, whatever is shown; 0 before it is known.
    double newestEpoch() const {
        const double reported = lastPoint() ? lastPoint()->epoch : 0;
        return frame && frame->epoch > reported ? frame->epoch : reported;
    }
    /// The newest of the curves, whatever is shown. Null before the first point.
    const train::Point* lastPoint() const {
        return history.points().empty() ? nullptr : &history.points().back();
    }
    /// The newest point with gates; null while there is none.
    const train::Point* lastColumn() const {
        return history.columns().empty() ? nullptr : &history.points()[history.columns().back()];
    }
};

} // namespace tristate::ui
