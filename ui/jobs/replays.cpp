#include "ui/jobs/replays.h"

#include "core/train/replay.h"
#include "ui/jobs/kept_state.h"

#include <QElapsedTimer>

#include <utility>

namespace tristate::ui {
namespace {
constexpr int kToldEveryMilliseconds = 50;

/// Copying a large network takes a while.
std::shared_ptr<const train::Checkpoint> withLive(std::shared_ptr<const train::Checkpoint> state,
                                                  const std::optional<train::LiveSettings>& live) {
    if (!live || *live == state->live) return state;
    auto changed = std::make_shared<train::Checkpoint>(*state);
    changed->live = *live;
    return changed;
}

} // namespace

Replays::Replays(QObject* parent) : QObject(parent) {
    connect(&m_job, &Job::busyChanged, this, &Replays::busyChanged);
    connect(&m_job, &Job::failed, this, &Replays::failed);
}

void Replays::ask(ReplayRequest request, Done done) {
    m_job.start(this,
                [this, request = std::move(request),
                 done = std::move(done)](const Job::Progress& progress) -> Job::Finish {
                    auto state = play(request, progress);
                    if (!state) return {};
                    return [done, state = withLive(std::move(state), request.live)] { done(state); };
                });
}

std::shared_ptr<const train::Checkpoint> Replays::play(const ReplayRequest& request,
                                                       const Job::Progress& progress) {
    auto from = keptState(request, request.step);
    // One step further than the last time need not begin at the snapshot again.
    if (m_forget.exchange(false)) m_last = nullptr;
    const bool goesOn = m_last && m_lastSnapshots == request.snapshots &&
                        m_last->trainer.step <= request.step && m_last->trainer.step > from->trainer.step;
    from = withData(goesOn ? m_last : from, request);
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto first = from->trainer.step;
    const auto tell = [&](std::int64_t step) {
        if (sinceTold.elapsed() < kToldEveryMilliseconds) return;
        sinceTold.restart();
        const double share = static_cast<double>(step - first) / static_cast<double>(request.step - first);
        progress.tell([this, share] { Q_EMIT progressed(share); });
    };
    auto state = train::replay(*from, request.events, request.step, progress.stop(), tell);
    if (state) {
        m_last = state;
        m_lastSnapshots = request.snapshots;
    }
    return state;
}

} // namespace tristate::ui
