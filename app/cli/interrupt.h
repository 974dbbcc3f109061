#pragma once

#include <csignal>

namespace tristate::cli {

/// While it lives, the first Ctrl-C (or a request of the system to end) only raises a flag, so that a run can
/// be saved before the program ends; a second one ends the program at once, as ever. One at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete; // what a signal does is one per process
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool interrupted() const;

private:
    struct sigaction m_oldInterrupt = {};
    struct sigaction m_oldTerminate = {};
};

} // namespace tristate::cli
