#include "app/cli/interrupt.h"

namespace tristate::cli {

namespace {

volatile std::sig_atomic_t g_signal = 0; // a signal handler can reach nothing but a global

void remember(int signal) {
    g_signal = signal;
}

} // namespace

InterruptGuard::InterruptGuard() {
    g_signal = 0;
    struct sigaction action = {};
    action.sa_handler = remember;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
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
