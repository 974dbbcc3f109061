#include "ui/jobs/job.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "ui/look/message_text.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <utility>

namespace tristate::ui {

void Job::Progress::tell(Finish news) const {
    QMetaObject::invokeMethod(
        &m_job,
        [&job = m_job, number = m_number, owner = m_owner, news = std::move(news)] {
            if (job.counts(number) && owner) news();
        },
        Qt::QueuedConnection);
}

Job::Job(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Job::~Job() {
    m_stop.request_stop();
    m_pool.waitForDone();
}

void Job::retire() {
    disconnect(); // nobody is to hear of it
    cancel();
    setParent(QCoreApplication::instance()); // whose end waits
    m_pool.start([this] { QMetaObject::invokeMethod(this, &QObject::deleteLater, Qt::QueuedConnection); });
}

void Job::start(QObject* owner, Work work) {
    m_stop.request_stop();
    m_pool.clear();
    m_stop = std::stop_source();
    m_oldest = m_last + 1;
    run(owner, std::move(work));
    setPending(1);
}

void Job::enqueue(QObject* owner, Work work) {
    if (!isBusy()) m_stop = std::stop_source(); // an older wish to stop is not about this
    run(owner, std::move(work));
    setPending(m_pending + 1);
}

void Job::cancel() {
    m_stop.request_stop();
    m_pool.clear();
    m_stop = std::stop_source();
    m_oldest = m_last + 1;
    setPending(0);
}

void Job::setPending(int pending) {
    const bool was = isBusy();
    m_pending = pending;
    if (was != isBusy()) Q_EMIT busyChanged(isBusy());
}

void Job::run(QPointer<QObject> owner, Work work) {
    const Progress progress(*this, ++m_last, owner, m_stop.get_token());
    m_pool.start([this, progress, work = std::move(work)] {
        yieldToInteractiveThreads();
        Finish result;
        try {
            result = work(progress);
        } catch (const std::exception& error) {
            result = [this, sentence = messageText(error)] { Q_EMIT failed(sentence); };
        }
        QMetaObject::invokeMethod(
            this, [this, progress, result] { finish(progress.m_number, progress.m_owner, result); },
            Qt::QueuedConnection);
    });
}

void Job::finish(int number, const QPointer<QObject>& owner, const Finish& finish) {
    if (!counts(number)) return;
    setPending(m_pending - 1);
    if (owner && finish) finish();
}

} // namespace tristate::ui
