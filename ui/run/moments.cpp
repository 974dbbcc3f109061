#include "ui/run/moments.h"

#include "core/train/checkpoint.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace tristate::ui {

Moments::Moments(RunData& run, QObject* parent)
    : QObject(parent), m_run(run), m_directory(QDir::tempPath() + QStringLiteral("/tristate-lab-XXXXXX")) {
    connect(&m_replays, &Replays::failed, this, &Moments::problem);
    connect(&m_writer, &Job::failed, this, &Moments::problem);
}

std::shared_ptr<io::SnapshotStore> Moments::makeStore() const {
    return std::make_shared<io::SnapshotStore>(m_directory.path().toStdString());
}

void Moments::keep(std::shared_ptr<const train::Checkpoint> snapshot) {
    m_run.snapshots->add(std::move(snapshot));
    if (m_run.snapshots->isOverMemory()) spillSoon(m_run.snapshots);
}

void Moments::spillSoon(std::shared_ptr<io::SnapshotStore> store) {
    m_writer.enqueue(this, [store = std::move(store)](const Job::Progress&) -> Job::Finish {
        store->spill();
        return {};
    });
}

void Moments::forgetAfter(std::int64_t step) {
    if (m_run.snapshots) m_run.snapshots->dropFrom(step + 1);
    m_replays.forget();
    if (m_run.past && m_run.past->step > step) showLive();
}

ReplayRequest Moments::request(std::int64_t step) const {
    return {m_run.snapshots, m_run.history.events(), step, m_run.snapshots->data()};
}

void Moments::show(std::int64_t step) {
    const auto* last = m_run.lastPoint();
    if (!last || !m_run.snapshots) return;
    if (m_isHeld) return Q_EMIT heldBack();
    step = std::clamp<std::int64_t>(step, 0, last->step);
    if (m_run.past && m_run.past->step == step) return;
    m_run.past = reportedMoment(m_run, step);
    Q_EMIT changed();
    const auto kept = m_run.snapshots->steps();
    if (kept.empty() || kept.front() > step) return m_replays.cancel(); // reports are all there is
    m_replays.ask(request(step), [this](auto state) { showState(std::move(state)); });
}

void Moments::showState(std::shared_ptr<const train::Checkpoint> state) {
    if (!m_run.past || m_run.past->step != state->trainer.step) return;
    m_run.past = replayedMoment(std::move(*m_run.past), std::move(state));
    Q_EMIT changed();
}

void Moments::showLive() {
    if (!m_run.past) return;
    m_replays.cancel();
    m_run.past.reset();
    Q_EMIT changed();
}

void Moments::setLive(const train::LiveSettings& live) {
    if (!m_run.past || m_run.past->live == live) return;
    m_run.past->live = live;
    Q_EMIT changed();
}

void Moments::takeLast(const RunData& run, Replays::Done done) {
    // Data that are loaded already need not be loaded again.
    const bool sameData = run.experiment.data == m_run.experiment.data && m_run.snapshots;
    m_replays.ask({run.snapshots, run.history.events(), run.lastPoint()->step,
                   sameData ? m_run.snapshots->data() : nullptr},
                  std::move(done));
}

void Moments::takeShown(Replays::Done done) {
    if (!m_run.past) return;
    ReplayRequest shown = request(m_run.past->step);
    shown.live = m_run.past->live;
    m_replays.ask(std::move(shown), [this, done = std::move(done)](const auto& state) {
        showState(state);
        if (m_run.past) done(state);
    });
}

} // namespace tristate::ui
