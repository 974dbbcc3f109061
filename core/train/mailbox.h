#pragma once

#include "core/train/reports.h"

#include <mutex>

namespace tristate::train {

/// What the worker says, until the consumer takes it: an append-only list of small points and events (nothing
/// of a curve is lost) and the latest frame and snapshot only. Any thread may call anything; nobody waits but
/// for a swap of pointers.
class Mailbox {
public:
    /// From now on this is run `run`; whatever an older run left is dropped.
    void beginRun(int run);
    void put(Point point);
    void put(Event event);
    void put(std::shared_ptr<const Frame> frame);
    void put(std::shared_ptr<const Checkpoint> snapshot);
    /// Whether the last frame was taken: only then is the next one worth making.
    bool wantsFrame() const;
    /// The same of snapshots.
    bool wantsSnapshot() const;
    Mail take();

private:
    mutable std::mutex m_mutex;
    Mail m_mail;
};

} // namespace tristate::train
