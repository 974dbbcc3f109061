#include "ui/jobs/background_work.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <time.h>
#include <utility>

namespace tristate::ui {
namespace {

/// Processor time of this thread: what waiting for a core takes is not counted.
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Tells when it goes how much processor time went by; also when something was thrown.
class Stopwatch {
public:
    explicit Stopwatch(std::atomic<double>& seconds) : m_seconds(seconds) {}
    ~Stopwatch() { m_seconds = threadSeconds() - m_begin; }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    std::atomic<double>& m_seconds;
    double m_begin = threadSeconds();
};

} // namespace

BackgroundWork::BackgroundWork(QObject* parent) : QObject(parent) {
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &BackgroundWork::startNext);
    connect(&m_job, &Job::failed, this, &BackgroundWork::problem);
    connect(&m_job, &Job::busyChanged, this, [this](bool busy) {
        if (!busy) rest();
    });
}

void BackgroundWork::ask(QObject* owner, Pace pace, Work work) {
    const auto same = std::find_if(m_waiting.begin(), m_waiting.end(),
                                   [&](const Question& question) { return question.owner == owner; });
    if (same != m_waiting.end()) {
        if (pace == Pace::AtOnce) same->pace = pace;
        same->work = std::move(work);
    } else {
        m_waiting.push_back({owner, pace, std::move(work)});
    }
    startNext();
}

void BackgroundWork::setLimited(bool limited) {
    m_limited = limited;
    if (!limited) m_rest.stop();
    startNext();
}

void BackgroundWork::settle(int milliseconds) {
    const bool wasLimited = m_limited;
    setLimited(false);
    QElapsedTimer clock;
    clock.start();
    while (!isIdle() && clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, milliseconds);
    setLimited(wasLimited);
}

void BackgroundWork::startNext() {
    if (m_job.isBusy()) return;
    std::erase_if(m_waiting, [](const Question& question) { return question.owner.isNull(); });
    const bool mayStart = !m_limited || !m_rest.isActive();
    const auto next = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const Question& question) {
        return mayStart || question.pace == Pace::AtOnce;
    });
    if (next == m_waiting.end()) return;
    Question question = std::move(*next);
    m_waiting.erase(next);
    run(std::move(question));
}

void BackgroundWork::run(Question question) {
    m_job.start(question.owner, [this, work = std::move(question.work)](const Job::Progress&) {
        const Stopwatch watch(m_seconds);
        return work();
    });
}

void BackgroundWork::rest() {
    // What somebody waits for is done meanwhile, but takes nothing off the rest that is due.
    if (m_limited)
        m_rest.start(std::max(m_rest.remainingTime(), 0) +
                     static_cast<int>(1000 * m_seconds * (1 / kShare - 1)));
    startNext();
}

} // namespace tristate::ui
