#pragma once

#include "core/base/mutex.h"
#include "core/train/reports.h"

namespace tristate::train {

/// What the worker says, until the consumer takes it: an append-only list of small points and events (nothing
/// of a curve is lost), the latest frame and snapshot only, and the snapshot that a run begins with. Any
/// thread may call anything; nobody waits but for a swap of pointers.
class Mailbox {
public:
    /// From now on this is run `run`; whatever an older run left is dropped.
    void beginRun(int run) TRISTATE_EXCLUDES(m_mutex);
    void put(Point point) TRISTATE_EXCLUDES(m_mutex);
    void put(Event event) TRISTATE_EXCLUDES(m_mutex);
    void put(std::shared_ptr<const Frame> frame) TRISTATE_EXCLUDES(m_mutex);
    void put(std::shared_ptr<const Checkpoint> snapshot) TRISTATE_EXCLUDES(m_mutex);
    /// Whether the last frame was taken: only then is the next one worth making.
    bool wantsFrame() const TRISTATE_EXCLUDES(m_mutex);
    /// The same of snapshots.
    bool wantsSnapshot() const TRISTATE_EXCLUDES(m_mutex);
    Mail take() TRISTATE_EXCLUDES(m_mutex);

private:
    mutable Mutex m_mutex;
    Mail m_mail TRISTATE_GUARDED_BY(m_mutex);
    bool m_isFirst TRISTATE_GUARDED_BY(m_mutex) = true;     ///< the next snapshot, of the run
    bool m_holdsFirst TRISTATE_GUARDED_BY(m_mutex) = false; ///< the mail's snapshot is that
};

} // namespace tristate::train
