#pragma once

#include "core/train/curve_reports.h"
#include "core/train/driver.h"
#include "core/train/event_reports.h"
#include "core/train/good_state.h"
#include "core/train/mailbox.h"
#include "core/train/state_reports.h"
#include "core/train/target_controller.h"
#include "core/train/watch.h"

#include <memory>

namespace tristate::train {

/// One training run that reports to a mailbox: a driver and all that is attached to it. It knows no threads;
/// whoever has one (the session's worker, a test) calls step().
class Run {
public:
    /// A new run (freshCheckpoint), or one that goes on from a checkpoint. Loads data unless the checkpoint
    /// brings them. Throws Error.
    Run(const std::shared_ptr<const Checkpoint>& from, Mailbox& mailbox);
    Run(const Run&) = delete; // its parts refer to each other
    Run& operator=(const Run&) = delete;

    /// One more that is called, after the run's own; it outlives the run.
    void attach(Observer& observer) { m_driver.attach(observer); }

    /// Trains one minibatch. False when the loss was no number: the last good state is back in place then.
    bool step() { return m_driver.step(); }
    bool finished() const { return m_driver.finished(); }
    /// That it was asked to train on; 0: every core.
    int threads() const { return m_driver.experiment().train.threads; }
    /// Minibatches done.
    std::int64_t stepsDone() const { return m_driver.stepsDone(); }
    /// Seconds to wait after the last minibatch, for somebody who watches.
    double rest() const { return m_watch.rest(); }
    /// Whether nothing changes any more, of a run that somebody watches; the next time is as long away.
    bool takeStandstill() { return m_watch.takeStandstill(); }
    /// The same, and it may be asked again.
    bool standsStill() const { return m_watch.standsStill(); }
    /// Minibatches until the present epoch ends, at least 1.
    std::int64_t stepsToEpochEnd() const { return m_driver.stepsPerEpoch() - m_driver.stepsIntoEpoch(); }
    /// Passes over the training data so far.
    double epoch() const { return m_driver.epoch(); }

    const LiveSettings& live() const { return m_driver.live(); }
    /// In force from the next minibatch on, and on record there. In a run with a target lambda3 is the
    /// strength that is steered: asked for as it was before, it goes on as it is in force.
    void setLive(const LiveSettings& asked) { askFor(m_driver, asked); }

    /// Sets a gate by hand before the next minibatch, and puts it, or why it is refused, on record.
    void edit(const GateEdit& edit);
    bool canEdit(const GateEdit& edit) const { return refusal(m_driver.network(), edit).empty(); }
    /// Reports the gates and everything else as they are now, though no minibatch was trained.
    void reportEdits();

    /// Reports what has gathered since the last point, a frame and a snapshot: for pauses and ends.
    void flush();
    void report(EventKind kind, Message message = {}) { m_events.report(kind, std::move(message)); }
    /// Measures the test set, for the last frame.
    void measureTest();
    std::shared_ptr<const Checkpoint> checkpoint() const { return m_driver.checkpoint(); }
    /// From now on puts its state into the mailbox from time to time, at once for the first time.
    void mailSnapshots() { m_snapshots.begin(m_driver); }

    // Of two runs in step (core/train/futures.h).

    /// What has gathered for the next reports of a run at the same moment, which this one goes on from.
    void continueReports(const Run& from);
    /// From now on frames and snapshots are put when they are asked for below, and at pauses and ends; or
    /// again by themselves.
    void reportStateOnRequest(bool onRequest);
    bool wantsFrame() const { return m_frames.isWanted(); }
    bool wantsSnapshot() const { return m_snapshots.isDue(); }
    void putFrame() { m_frames.put(m_driver); }
    void putSnapshot() { m_snapshots.put(m_driver); }
    /// So long did it wait for the other one.
    void waited(double seconds) { m_frames.waited(seconds); }

private:
    Driver m_driver;
    EventLog m_events;
    GoodState m_good;
    RemovalReports m_removals;
    DepthReports m_depths;
    EpochEvaluation m_evaluation;
    TargetController m_target;
    Watch m_watch;
    CurveReports m_curves;
    CourseReports m_course;
    FrameReports m_frames;
    SnapshotReports m_snapshots;
};

} // namespace tristate::train
