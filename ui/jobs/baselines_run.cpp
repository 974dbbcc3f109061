#include "ui/jobs/baselines_run.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "ui/look/message_text.h"

#include <QElapsedTimer>
#include <QMetaObject>

#include <exception>

namespace tristate::ui {
namespace {
constexpr int kProgressMilliseconds = 100;
} // namespace

BaselinesRun::BaselinesRun(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

BaselinesRun::~BaselinesRun() {
    m_cancelled = true;
    m_pool.waitForDone();
}

void BaselinesRun::start(const baselines::BaselinesPlan& plan) {
    if (m_busy) return;
    m_busy = true;
    m_cancelled = false;
    m_pool.start([this, plan] {
        yieldToInteractiveThreads();
        QString problem;
        try {
            compare(plan);
        } catch (const std::exception& error) {
            if (!m_cancelled) problem = messageText(error);
        }
        QMetaObject::invokeMethod(
            this,
            [this, problem] {
                m_busy = false;
                Q_EMIT ended(problem);
            },
            Qt::QueuedConnection);
    });
}

void BaselinesRun::compare(const baselines::BaselinesPlan& plan) {
    QElapsedTimer sinceTold;
    sinceTold.start();
    double before = 0; // epochs of the trainings that are done
    double present = 0;
    const auto goOn = [&](const std::string& what, double epoch, int epochs) {
        if (epoch == 0) { // the next training begins
            before += present;
            present = epochs;
        }
        if (epoch == 0 || sinceTold.elapsed() >= kProgressMilliseconds) {
            sinceTold.restart();
            const auto tell = [this, what = QString::fromStdString(what), done = before + epoch] {
                Q_EMIT progressed(what, done);
            };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        }
        return !m_cancelled;
    };
    const auto done = [this](const baselines::BaselineResult& result) {
        const auto tell = [this, result] { Q_EMIT resultArrived(result); };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    };
    baselines::compareBaselines(plan, goOn, done);
}

} // namespace tristate::ui
