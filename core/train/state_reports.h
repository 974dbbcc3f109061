#pragma once

#include "core/train/driver.h"
#include "core/train/mailbox.h"
#include "core/train/snapshots.h"
#include "core/train/step_speed.h"

namespace tristate::train {

/// Puts the newest frame into a mailbox whenever the one before was taken.
class FrameReports final : public Observer {
public:
    explicit FrameReports(Mailbox& mailbox) : m_mailbox(mailbox) {}

    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void put(const Driver& driver);
    /// Percent of the test set, for the next frames.
    void setTestError(double error) { m_testError = error; }

private:
    Mailbox& m_mailbox;
    StepSpeed m_speed;
    double m_testError = kNotMeasured;
};

/// Puts the state into a mailbox from time to time, so that one can come back to it (SnapshotPace); nothing
/// before begin().
class SnapshotReports final : public Observer {
public:
    explicit SnapshotReports(Mailbox& mailbox) : m_mailbox(mailbox) {}

    void begin(const Driver& driver);
    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void put(const Driver& driver);

private:
    Mailbox& m_mailbox;
    bool m_wanted = false;
    SnapshotPace m_pace;
};

} // namespace tristate::train
