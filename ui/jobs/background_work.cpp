#include "ui/jobs/background_work.h"

#include "core/base/threads.h"
#include "ui/look/message_text.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <algorithm>
#include <exception>
#include <time.h>

namespace tristate::ui {
namespace {

/// Processor time of this thread: what waiting for a core takes is not counted.
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

BackgroundWork::BackgroundWork(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &BackgroundWork::startNext);
}

BackgroundWork::~BackgroundWork() {
    m_pool.waitForDone();
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
    if (m_running) return;
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
    m_running = true;
    m_pool.start([this, question = std::move(question)] {
        yieldToInteractiveThreads();
        const double begin = threadSeconds();
        Finish result;
        try {
            result = question.work();
        } catch (const std::exception& error) {
            result = [this, sentence = messageText(error)] { Q_EMIT problem(sentence); };
        }
        const double seconds = threadSeconds() - begin;
        QMetaObject::invokeMethod(
            this, [this, owner = question.owner, result, seconds] { finish(owner, result, seconds); },
            Qt::QueuedConnection);
    });
}

void BackgroundWork::finish(const QPointer<QObject>& owner, const Finish& finish, double seconds) {
    m_running = false;
    if (m_limited) m_rest.start(static_cast<int>(1000 * seconds * (1 / kShare - 1)));
    if (owner && finish) finish();
    startNext();
}

} // namespace tristate::ui
