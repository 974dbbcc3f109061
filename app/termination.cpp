#include "app/termination.h"

#include <QSocketNotifier>

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace tristate::app {
namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

volatile std::sig_atomic_t writeEnd = -1;
volatile std::sig_atomic_t firstSecond = 0; ///< when the first one came, by a clock that only goes forward

/// Does nothing else than what a handler may do.
void passOn(int signal) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto second = static_cast<std::sig_atomic_t>(now.tv_sec) + 1; // never 0
    if (firstSecond == 0) {
        firstSecond = second;
        const char byte = 1;
        [[maybe_unused]] const auto written = write(writeEnd, &byte, 1);
    } else if (second - firstSecond > 1) {
        std::signal(signal, SIG_DFL);
        raise(signal);
    }
}

} // namespace

Termination::Termination(QObject* parent) : QObject(parent) {
    if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return; // signals end the program, as ever
    writeEnd = m_pipe[1];
    auto* notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Termination::read);
    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals) {
        struct sigaction before = {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr); // as under nohup
    }
}

Termination::~Termination() {
    for (const int signal : kSignals) {
        struct sigaction present = {};
        sigaction(signal, nullptr, &present);
        if (present.sa_handler == passOn) std::signal(signal, SIG_DFL);
    }
    writeEnd = -1;
    for (const int end : m_pipe)
        if (end >= 0) close(end);
}

void Termination::read() {
    char bytes[16];
    while (::read(m_pipe[0], bytes, sizeof bytes) > 0) {
    }
    Q_EMIT asked();
}

} // namespace tristate::app
