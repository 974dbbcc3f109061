#pragma once

#include "core/train/driver.h"
#include "core/train/mailbox.h"
#include "core/train/snapshots.h"
#include "core/train/step_speed.h"
#include "core/train/watch.h"

namespace tristate::train {

/// Puts the newest frame into a mailbox whenever the one before was taken.
class FrameReports final : public Observer {
public:
    FrameReports(Mailbox& mailbox, const Watch& watch) : m_mailbox(mailbox), m_watch(watch) {}

    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void put(const Driver& driver);
    /// The last point of the curves: the next frames have its loss and error.
    void setPoint(const Point& point) { m_point = point; }
    /// Percent of the test set, for the next frames.
    void setTestError(double error) { m_testError = error; }
    /// The last frame was taken.
    bool isWanted() const { return m_mailbox.wantsFrame(); }
    /// From now on frames are put by put() alone, or again by themselves.
    void setOnRequest(bool onRequest) { m_onRequest = onRequest; }
    /// Seconds between two minibatches that are no rest: part of the pace.
    void waited(double seconds) { m_pace.waited(seconds); }
    /// What is known of another run at the same moment.
    void continueFrom(const FrameReports& other);

private:
    Mailbox& m_mailbox;
    const Watch& m_watch;
    bool m_onRequest = false;
    StepSpeed m_speed, m_pace;
    Point m_point;
    double m_testError = kNotMeasured;
};

/// Puts the state into a mailbox from time to time, so that one can come back to it (SnapshotPace); nothing
/// before begin().
class SnapshotReports final : public Observer {
public:
    SnapshotReports(Mailbox& mailbox, const Watch& watch) : m_mailbox(mailbox), m_watch(watch) {}

    void begin(const Driver& driver);
    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void put(const Driver& driver);
    /// The last one was taken, and it is time for another one.
    bool isDue() const { return m_wanted && m_pace.isDue() && m_mailbox.wantsSnapshot(); }
    /// As FrameReports has it.
    void setOnRequest(bool onRequest) { m_onRequest = onRequest; }

private:
    Mailbox& m_mailbox;
    const Watch& m_watch;
    bool m_onRequest = false;
    bool m_wanted = false;
    SnapshotPace m_pace;
};

} // namespace tristate::train
