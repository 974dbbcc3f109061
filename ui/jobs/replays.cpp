#include "ui/jobs/replays.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/messages/files.h"
#include "core/train/replay.h"
#include "ui/look/message_text.h"

#include <QElapsedTimer>
#include <QMetaObject>

#include <exception>
#include <utility>

namespace tristate::ui {
namespace {
constexpr int kProgressMilliseconds = 50;
} // namespace

Replays::Replays(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Replays::~Replays() {
    ++m_number;
    m_pool.waitForDone();
}

void Replays::setBusy(bool busy) {
    if (std::exchange(m_busy, busy) != busy) Q_EMIT busyChanged(busy);
}

void Replays::cancel() {
    ++m_number;
    setBusy(false);
}

void Replays::ask(ReplayRequest request, Done done) {
    const int number = ++m_number;
    setBusy(true);
    m_pool.start([this, number, request = std::move(request), done = std::move(done)] {
        std::function<void()> report;
        try {
            const auto state = play(request, number);
            if (!state) return; // a later request counts
            report = [done, state] { done(state); };
        } catch (const std::exception& error) {
            report = [this, sentence = messageText(error)] { Q_EMIT failed(sentence); };
        }
        QMetaObject::invokeMethod(
            this, [this, number, report] { finish(number, report); }, Qt::QueuedConnection);
    });
}

void Replays::finish(int number, const std::function<void()>& report) {
    if (number != m_number) return;
    setBusy(false);
    report();
}

std::shared_ptr<const train::Checkpoint> Replays::play(const ReplayRequest& request, int number) {
    if (number != m_number) return nullptr;
    yieldToInteractiveThreads();
    auto from = request.snapshots->atOrBefore(request.step);
    if (!from) throw Error(say::kNoStateKept, request.step);
    // One step further than the last time need not begin at the snapshot again.
    if (m_forget.exchange(false)) m_last = nullptr;
    const bool goesOn = m_last && m_lastSnapshots == request.snapshots &&
                        m_last->trainer.step <= request.step && m_last->trainer.step > from->trainer.step;
    if (goesOn) from = m_last;
    if (!from->data) {
        auto loaded = std::make_shared<train::Checkpoint>(*from);
        loaded->data = request.data ? request.data
                                    : std::make_shared<const data::Splits>(data::load(from->experiment.data));
        from = std::move(loaded);
    }
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto first = from->trainer.step;
    const auto goOn = [&](std::int64_t step) {
        if (number != m_number) return false;
        if (sinceTold.elapsed() >= kProgressMilliseconds) {
            sinceTold.restart();
            const double share =
                static_cast<double>(step - first) / static_cast<double>(request.step - first);
            QMetaObject::invokeMethod(
                this,
                [this, number, share] {
                    if (number == m_number) Q_EMIT progressed(share);
                },
                Qt::QueuedConnection);
        }
        return true;
    };
    auto state = train::replay(*from, request.events, request.step, goOn);
    if (state) {
        m_last = state;
        m_lastSnapshots = request.snapshots;
    }
    return state;
}

} // namespace tristate::ui
