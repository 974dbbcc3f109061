#include "app/cli/interrupt.h"

#include <ctime>

namespace tristate::cli {

namespace {

constexpr double kSecondsOfOneWish = 1;

// A signal handler can reach nothing but globals.
volatile std::sig_atomic_t g_signal = 0;
timespec g_first =
    {}; ///< when that one came; written by the handler alone, which the system does not interrupt

double secondsSince(const timespec& begin) {
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec - begin.tv_sec) +
           1e-9 * static_cast<double>(now.tv_nsec - begin.tv_nsec);
}

/// Calls only what a handler may call (POSIX: async-signal-safe).
void remember(int signal) {
    if (g_signal == 0) {
        clock_gettime(CLOCK_MONOTONIC, &g_first);
        g_signal = signal;
    } else if (secondsSince(g_first) > kSecondsOfOneWish) {
        std::signal(signal, SIG_DFL);
        std::raise(signal); // in force once this handler returns
    }
}

} // namespace

InterruptGuard::InterruptGuard() {
    g_signal = 0;
    struct sigaction action = {};
    action.sa_handler = remember;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM}) sigaddset(&action.sa_mask, signal); // one at a time
    sigaction(SIGINT, &action, &m_oldInterrupt);
    sigaction(SIGTERM, &action, &m_oldTerminate);
}

InterruptGuard::~InterruptGuard() {
    sigaction(SIGINT, &m_oldInterrupt, nullptr);
    sigaction(SIGTERM, &m_oldTerminate, nullptr);
}

int InterruptGuard::signal() const {
    return g_signal;
}

} // namespace tristate::cli
