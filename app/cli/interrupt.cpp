#include "app/cli/interrupt.h"

namespace tristate::cli {

namespace {

volatile std::sig_atomic_t g_interrupted = 0; // a signal handler can reach nothing but a global

void raiseFlag(int) {
    g_interrupted = 1;
}

} // namespace

InterruptGuard::InterruptGuard() {
    g_interrupted = 0;
    struct sigaction action = {};
    action.sa_handler = raiseFlag;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, &m_oldInterrupt);
    sigaction(SIGTERM, &action, &m_oldTerminate);
}

InterruptGuard::~InterruptGuard() {
    sigaction(SIGINT, &m_oldInterrupt, nullptr);
    sigaction(SIGTERM, &m_oldTerminate, nullptr);
}

bool InterruptGuard::interrupted() const {
    return g_interrupted != 0;
}

} // namespace tristate::cli
