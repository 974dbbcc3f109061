#include "ui/run/session_bridge.h"

#include "core/base/error.h"
#include "core/io/export/import_model.h"
#include "core/train/checkpoint.h"
#include "ui/look/message_text.h"

#include <algorithm>
#include <utility>

namespace tristate::ui {

SessionBridge::SessionBridge(QObject* parent) : QObject(parent) {
    m_clock.start();
    connect(&m_files, &Job::busyChanged, this, &SessionBridge::busyChanged);
    connect(&m_files, &Job::failed, this, &SessionBridge::problem);
    connect(&m_loading, &DataLoading::failed, this, &SessionBridge::problem);
    connect(&m_moments, &Moments::problem, this, &SessionBridge::problem);
    connect(&m_moments, &Moments::changed, this, [this] { Q_EMIT liveChanged(m_data.shownLive()); });
    connect(&m_timer, &QTimer::timeout, this, &SessionBridge::drain);
    m_timer.start(kDrainMilliseconds);
}

SessionBridge::~SessionBridge() {
    m_timer.stop();
}

bool SessionBridge::attempt(const std::function<void()>& call) {
    try {
        call();
        return true;
    } catch (const Error& error) {
        Q_EMIT problem(messageText(error.message()));
        return false;
    }
}

void SessionBridge::start(const train::Experiment& experiment, bool paused) {
    attempt([&] {
        train::validate(experiment);
        withData(experiment.data, false,
                 [=, this](const DataPtr& data) { startWith(data, experiment, paused); });
    });
}

void SessionBridge::startWith(const DataPtr& data, const train::Experiment& experiment, bool paused) {
    attempt([&] {
        auto imported = m_data.imported;
        if (imported && imported->graph() != experiment.net) imported = nullptr;
        std::optional<train::Event> import; // is as true of these data again
        if (imported && experiment.data == m_data.experiment.data)
            for (const train::Event& event : m_data.history.events())
                if (io::isImport(event)) import = event;
        const int number = m_session.start(experiment, paused, imported, data);
        beginRun(number, experiment, train::liveSettings(experiment.train), imported, m_runs.nextLabel());
        noteImport(import);
    });
}

void SessionBridge::noteImport(const std::optional<train::Event>& import) {
    if (!import) return;
    m_data.history.add(*import);
    m_data.marks.add(*import, static_cast<double>(m_clock.elapsed()) / 1000.0);
    Q_EMIT historyChanged();
}

void SessionBridge::beginRun(int number, const train::Experiment& experiment, const train::LiveSettings& live,
                             const std::shared_ptr<const nn::Network>& imported, const RunLabel& label) {
    m_loading.cancel();
    m_moments.cancel();
    const bool hadTwo = leaveOther();
    leavePresent();
    m_waiting = nullptr;
    m_arrivals = {};
    m_data = RunData{};
    m_data.number = number;
    m_data.label = label;
    m_data.snapshots = m_moments.makeStore();
    m_data.experiment = experiment;
    m_data.imported = imported;
    m_data.live = live;
    Q_EMIT runStarted();
    Q_EMIT liveChanged(m_data.live);
    showState();
    if (hadTwo) Q_EMIT futuresLeft();
}

void SessionBridge::beginRun(int number, const train::Checkpoint& from, const RunLabel& label) {
    beginRun(number, from.experiment, train::askedLive(from), from.imported, label);
}

void SessionBridge::play() {
    m_moments.showLive();
    m_session.resume();
    showState();
}

void SessionBridge::pause() {
    m_session.pause();
    showState();
}

void SessionBridge::togglePlay() {
    if (isRunning() || m_state == train::RunState::Loading)
        pause();
    else
        play();
}

void SessionBridge::stepMinibatch() {
    m_moments.showLive();
    m_session.step(1);
    showState();
}

void SessionBridge::stepEpoch() {
    m_moments.showLive();
    m_session.stepEpoch();
    showState();
}

void SessionBridge::reset() {
    const auto live = m_data.live;
    const auto experiment = m_data.experiment;
    startWith(loaded(experiment.data), experiment, m_state == train::RunState::Paused);
    setLive(live);
}

void SessionBridge::setLive(const train::LiveSettings& live) {
    if (live == m_data.shownLive()) return;
    attempt([&] {
        if (m_data.past) {
            validate(live);
            return m_moments.setLive(live);
        }
        m_session.setLive(live);
        m_data.live = live;
        m_fork.setLive(live);
    });
    Q_EMIT liveChanged(m_data.shownLive()); // also when refused: controls show what is in force
}

void SessionBridge::branch() {
    m_moments.takeShown([this](const auto& from) {
        if (beginBranch(from)) m_session.resume();
    });
}

bool SessionBridge::beginBranch(const std::shared_ptr<const train::Checkpoint>& from) {
    return attempt([&] {
        RunLabel label = m_runs.nextLabel();
        label.parent = m_data.label.name;
        label.branchStep = from->trainer.step;
        auto history = m_data.history.upTo(from->trainer.step);
        auto snapshots = m_data.snapshots->branch(from->trainer.step);
        const double epoch = m_data.past->epoch;
        beginRun(m_session.start(from, true), *from, label); // whoever asked for it resumes
        m_data.marks = marksOf(history);
        m_data.marks.addBranch(epoch, from->live);
        m_data.history = std::move(history);
        m_data.snapshots = std::move(snapshots);
        Q_EMIT historyChanged();
    });
}

void SessionBridge::leavePresent() {
    leave(std::move(m_data));
}

void SessionBridge::leave(RunData run) {
    if (run.history.points().empty()) return;
    auto snapshots = run.snapshots;
    m_runs.leave(std::move(run));
    snapshots->retire(Runs::kMaxSnapshots);
    m_moments.spillSoon(std::move(snapshots));
}

void SessionBridge::goTo(int run) {
    const auto* wanted = m_runs.find(run);
    if (!wanted) return;
    m_moments.takeLast(*wanted, [this, run](const auto& state) { returnTo(run, state); });
}

void SessionBridge::returnTo(int run, const std::shared_ptr<const train::Checkpoint>& state) {
    if (!m_runs.find(run)) return; // deleted meanwhile
    attempt([&] {
        const int number = m_session.start(state, true);
        auto back = m_runs.take(run);
        beginRun(number, *state, back.label);
        m_data.history = std::move(back.history);
        m_data.marks = std::move(back.marks);
        m_data.snapshots = back.snapshots->branch(state->trainer.step);
        Q_EMIT historyChanged();
    });
}

bool SessionBridge::hasArrived() const {
    using train::RunState;
    const bool standsStill = m_state == RunState::Paused || m_state == RunState::Finished;
    if (!standsStill || !m_data.frame || !m_data.state) return false;
    const auto* last = m_data.lastPoint();
    const std::int64_t step = m_data.state->trainer.step;
    return m_data.frame->step == step && step >= (last ? last->step : 0);
}

bool SessionBridge::isSaved() const {
    const auto* last = m_data.lastPoint();
    if ((!last || last->step == 0) && m_runs.left().empty()) return true;
    return !m_fork.isOn() && m_saved == present(last ? last->step : 0);
}

void SessionBridge::editGate(const train::GateEdit& edit) {
    m_session.editGate(edit);
}

void SessionBridge::drain() {
    m_reported = m_session.state();   // before the mail: of a run that stands still it is all there
    receive(m_session.drainSecond()); // before the run's: what led to its beginning is there, too
    receive(m_session.drain());
    if (m_fork.isBorn()) beginFork();
    if (!m_waitsForTakeIn || m_reported != m_state) takeIn();
    show(m_reported);
    const bool had = std::exchange(m_arrived, hasArrived());
    if (m_arrived && !had) Q_EMIT arrived();
}

void SessionBridge::receive(train::Mail mail) {
    if (mail.run == m_data.number) {
        // Of what waits only the newest is taken in: a run is to be told from its beginning.
        const auto& first = mail.beginning ? mail.beginning : mail.snapshot;
        if (first && m_data.snapshots->steps().empty()) m_moments.keep(first);
        m_arrivals.add(std::move(mail));
    } else if (m_fork.isOf(mail.run)) {
        m_fork.add(std::move(mail));
    }
}

bool SessionBridge::goesOn() const {
    return m_reported == train::RunState::Running || m_reported == train::RunState::Loading;
}

void SessionBridge::takeIn() {
    const auto revision = m_data.history.revision();
    const bool withState = hasWholeState();
    const bool newFrame = withState && m_arrivals.takeFrame(m_data);
    const bool newWeights = withState && m_arrivals.takeSnapshot(m_data);
    if (newWeights) m_moments.keep(m_data.state);
    m_arrivals.takePoints(m_data, goesOn());
    const auto events = m_arrivals.takeEvents(m_data);
    if (!events.empty()) takeEvents(events);
    if (m_fork.isOn()) takeInOther(withState);
    if (newFrame) Q_EMIT frameChanged();
    if (newWeights) Q_EMIT weightsChanged();
    if (m_data.history.revision() != revision) Q_EMIT historyChanged();
}

void SessionBridge::takeEvents(const std::vector<train::Event>& events) {
    for (const auto& event : events) {
        m_data.marks.add(event, static_cast<double>(m_clock.elapsed()) / 1000.0);
        if (event.kind == train::EventKind::Diverged) m_moments.forgetAfter(event.step);
        if (event.kind == train::EventKind::Failed || event.kind == train::EventKind::Diverged ||
            event.kind == train::EventKind::EditRefused)
            Q_EMIT problem(messageText(event.message));
        if (event.kind == train::EventKind::Paused && !event.message.empty())
            Q_EMIT rested(messageText(event.message));
    }
    Q_EMIT eventsArrived();
}

void SessionBridge::showState() {
    show(m_session.state());
}

void SessionBridge::show(train::RunState state) {
    if (state == m_state) return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tristate::ui
