#pragma once

#include "core/train/driver.h"
#include "core/train/mailbox.h"
#include "core/train/reports.h"

#include <cstdint>
#include <vector>

namespace tristate::train {

/// Puts events of a training into a mailbox, each with the moment and the settings in force.
class EventLog {
public:
    EventLog(const Driver& driver, Mailbox& mailbox) : m_driver(driver), m_mailbox(mailbox) {}

    void report(EventKind kind, Message message = {}, int layer = -1, int unit = -1);

private:
    const Driver& m_driver;
    Mailbox& m_mailbox;
};

/// Reports what leaves the network: units and whole layers; and what nearly did.
class RemovalReports final : public Observer {
public:
    RemovalReports(const Driver& driver, EventLog& events);

    void afterStep(Driver& driver, const Minibatch& minibatch) override;

private:
    void reportKept(const Driver& driver, int layer);

    EventLog& m_events;
    std::vector<std::int64_t> m_keptLastAt; ///< for each gated layer, when its last unit was kept open, or -1
};

/// Reports layers that became linear, or ceased to be. Asked to at every point of the curves: a d that
/// flickers in between is not worth an event each time.
class DepthReports {
public:
    DepthReports(const Driver& driver, EventLog& events);

    void report(const Driver& driver);

private:
    EventLog& m_events;
    std::vector<bool> m_saidLinear; ///< for each gated layer, as last reported; true of a merged one
};

/// Reports other settings, and the ends of epochs. Attached after the curves, so that an epoch ends with its
/// last point.
class CourseReports final : public Observer {
public:
    explicit CourseReports(EventLog& events) : m_events(events) {}

    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void settingsChanged(const Driver& driver, const LiveSettings& before) override;

private:
    EventLog& m_events;
};

} // namespace tristate::train
