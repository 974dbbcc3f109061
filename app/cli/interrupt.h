#pragma once

#include "core/base/error.h"

#include <csignal>

namespace tristate::cli {

/// The user, or the system, asked the program to end, and it did what it could before.
struct EndedBySignal : Error {
    EndedBySignal(const Message& message, int by) : Error(message), signal(by) {}
    int signal; ///< SIGINT or SIGTERM
};

/// A worker was asked to end and left a checkpoint: whoever started it may start it again.
struct EndedWithCheckpoint : Error {
    using Error::Error;
};

/// While it lives, the first Ctrl-C (or a request of the system to end) is only remembered, so that a run can
/// be saved before the program ends. One that comes more than a second later ends the program at once,
/// whatever it does: saving may hang. Those in between are of the same wish: `timeout`, a terminal and a
/// shell each send theirs. One at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete; // what a signal does is one per process
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool interrupted() const { return signal() != 0; }
    /// SIGINT or SIGTERM; 0 when there was none.
    int signal() const;

private:
    struct sigaction m_oldInterrupt = {};
    struct sigaction m_oldTerminate = {};
};

} // namespace tristate::cli
