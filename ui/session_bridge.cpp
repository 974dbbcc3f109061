#include "ui/session_bridge.h"

#include "core/base/error.h"
#include "core/io/import_model.h"
#include "core/io/session_folders.h"
#include "core/train/checkpoint.h"
#include "ui/core_texts.h"
#include "ui/saved_past.h"

#include <QMetaObject>

#include <exception>
#include <utility>

namespace tristate::ui {
namespace {

using CheckpointFuture = std::shared_future<std::shared_ptr<const train::Checkpoint>>;

QString toText(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

} // namespace

SessionBridge::SessionBridge(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1); // saves of one file must not overtake each other
    m_clock.start();
    connect(&m_moments, &Moments::problem, this, &SessionBridge::problem);
    connect(&m_moments, &Moments::changed, this, [this] { Q_EMIT liveChanged(m_data.shownLive()); });
    connect(&m_timer, &QTimer::timeout, this, &SessionBridge::drain);
    m_timer.start(kDrainMilliseconds);
}

SessionBridge::~SessionBridge() {
    m_timer.stop();
    m_pool.waitForDone(); // their checkpoints come from the session, which is still there
}

void SessionBridge::attempt(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        Q_EMIT problem(coreText(error.what()));
    }
}

void SessionBridge::start(const train::Experiment& experiment, bool paused) {
    attempt([&] {
        auto imported = m_data.imported;
        if (imported && imported->spec() != experiment.net) imported = nullptr;
        const int number = m_session.start(experiment, paused, imported);
        beginRun(number, experiment, train::liveSettings(experiment.train), imported, m_runs.nextLabel());
    });
}

void SessionBridge::beginRun(int number, const train::Experiment& experiment, const train::LiveSettings& live,
                             const std::shared_ptr<const nn::Network>& imported, const RunLabel& label) {
    m_moments.cancel();
    leavePresent();
    m_waiting = nullptr;
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
    start(experiment, m_state == train::RunState::Paused);
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
    });
    Q_EMIT liveChanged(m_data.shownLive()); // also when refused: controls show what is in force
}

void SessionBridge::branch() {
    m_moments.takeShown([this](const auto& from) { beginBranch(from); });
}

void SessionBridge::beginBranch(const std::shared_ptr<const train::Checkpoint>& from) {
    attempt([&] {
        RunLabel label = m_runs.nextLabel();
        label.parent = m_data.label.name;
        label.branchStep = from->trainer.step;
        auto history = m_data.history.upTo(from->trainer.step);
        auto snapshots = m_data.snapshots->branch(from->trainer.step);
        const double epoch = m_data.past->epoch;
        beginRun(m_session.start(from), *from, label);
        m_data.marks = marksOf(history);
        m_data.marks.addBranch(epoch, from->live);
        m_data.history = std::move(history);
        m_data.snapshots = std::move(snapshots);
        Q_EMIT historyChanged();
    });
}

void SessionBridge::leavePresent() {
    if (m_data.history.points().empty()) return;
    auto snapshots = m_data.snapshots;
    m_runs.leave(std::move(m_data));
    snapshots->retire(Runs::kMostSnapshots);
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

void SessionBridge::editGate(const train::GateEdit& edit) {
    m_session.editGate(edit);
}

void SessionBridge::drain() {
    auto mail = m_session.drain();
    if (mail.run == m_data.number) {
        const auto revision = m_data.history.revision();
        if (mail.frame) m_data.frame = mail.frame;
        const bool newFrame = mail.frame != nullptr, newWeights = mail.snapshot != nullptr;
        if (newWeights) {
            m_data.state = mail.snapshot;
            m_moments.keep(std::move(mail.snapshot));
        }
        const auto events = mail.events;
        m_data.history.add(std::move(mail));
        if (!events.empty()) takeEvents(events);
        if (newFrame) Q_EMIT frameChanged();
        if (newWeights) Q_EMIT weightsChanged();
        if (m_data.history.revision() != revision) Q_EMIT historyChanged();
    }
    showState();
}

void SessionBridge::takeEvents(const std::vector<train::Event>& events) {
    for (const auto& event : events) {
        m_data.marks.add(event, static_cast<double>(m_clock.elapsed()) / 1000.0);
        if (event.kind == train::EventKind::Diverged) m_moments.forgetAfter(event.step);
        if (event.kind == train::EventKind::Failed || event.kind == train::EventKind::Diverged ||
            event.kind == train::EventKind::EditRefused)
            Q_EMIT problem(coreText(event.text));
    }
    Q_EMIT eventsArrived();
}

void SessionBridge::showState() {
    const auto state = m_session.state();
    if (state == m_state) return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void SessionBridge::inBackground(std::function<std::function<void()>()> work) {
    if (++m_busy == 1) Q_EMIT busyChanged(true);
    m_pool.start([this, work = std::move(work)] {
        std::function<void()> finish;
        try {
            finish = work();
        } catch (const std::exception& error) {
            finish = [this, sentence = coreText(error.what())] { Q_EMIT problem(sentence); };
        }
        QMetaObject::invokeMethod(
            this,
            [this, finish] {
                if (--m_busy == 0) Q_EMIT busyChanged(false);
                finish();
            },
            Qt::QueuedConnection);
    });
}

std::function<void()> SessionBridge::savingTo(const std::filesystem::path& file) {
    const CheckpointFuture checkpoint = m_session.checkpoint().share();
    return [file, checkpoint, history = m_data.history, past = pastToSave(m_data, m_runs)] {
        const auto state = checkpoint.get();
        io::saveSession(file, *state, history, gather(past, state->trainer.step));
    };
}

void SessionBridge::save(const std::filesystem::path& file) {
    inBackground([this, file, saveIt = savingTo(file)]() -> std::function<void()> {
        saveIt();
        return [this, file] { Q_EMIT saved(toText(file)); };
    });
}

void SessionBridge::autosave(const std::filesystem::path& file) {
    inBackground([this, saveIt = savingTo(file)]() -> std::function<void()> {
        QString sentence;
        try {
            saveIt();
        } catch (const std::exception& error) {
            sentence = coreText(error.what());
        }
        return [this, sentence] {
            if (!sentence.isEmpty()) Q_EMIT autosaveFailed();
            if (sentence == std::exchange(m_autosaveProblem, sentence) || sentence.isEmpty()) return;
            Q_EMIT problem(tr("The run is not saved by itself: %1").arg(sentence));
        };
    });
}

void SessionBridge::open(const std::filesystem::path& file, bool paused) {
    load(file, [this, file, paused](const io::SavedSession& session) {
        std::vector<std::string> folders = io::foldersOf(session);
        std::erase(folders, m_data.experiment.data.source); // read already
        const auto start = [this, file, session, paused] {
            begin(session, paused, [this, file] { Q_EMIT opened(toText(file)); });
        };
        if (folders.empty()) return start();
        m_waiting = start; // in place of one that waited before
        QStringList names;
        for (const std::string& folder : folders) names << QString::fromStdString(folder);
        Q_EMIT dataAsked(toText(file), names);
    });
}

void SessionBridge::readAskedData() {
    if (const auto start = std::exchange(m_waiting, nullptr)) attempt(start);
}

/// What the program saved by itself has its data from where a person said.
void SessionBridge::recover(const std::filesystem::path& file) {
    load(file,
         [this](const io::SavedSession& session) { begin(session, true, [this] { Q_EMIT recovered(); }); });
}

void SessionBridge::load(const std::filesystem::path& file,
                         const std::function<void(const io::SavedSession&)>& then) {
    inBackground([this, file, then]() -> std::function<void()> {
        return [this, then, session = io::openSession(file)] { attempt([&] { then(session); }); };
    });
}

void SessionBridge::begin(const io::SavedSession& session, bool paused, const std::function<void()>& then) {
    const int number = m_session.start(session.checkpoint, paused);
    beginRun(number, *session.checkpoint, m_runs.nextLabel());
    m_data.history = session.history;
    m_data.marks = marksOf(m_data.history);
    restore(session.past, *m_data.snapshots, m_runs, [this] { return m_moments.makeStore(); });
    Q_EMIT historyChanged();
    then();
}

std::function<ExportSource()> SessionBridge::exportSource() {
    ExportSource source{.network = m_data.shownNetwork(),
                        .data = m_data.state ? m_data.state->data : nullptr,
                        .experiment = m_data.experiment,
                        .history = m_data.past ? m_data.history.upTo(m_data.past->step) : m_data.history};
    if (m_data.past) return [source] { return source; };
    // What arrived with the mail may be some minibatches old.
    const CheckpointFuture future = m_session.checkpoint().share();
    return [source, future]() mutable {
        const auto newest = future.get();
        source.network = {newest, &newest->network};
        source.data = newest->data;
        source.experiment = newest->experiment;
        return source;
    };
}

void SessionBridge::importModel(const std::filesystem::path& file, const QString& net) {
    auto data = m_data.snapshots ? m_data.snapshots->data() : nullptr;
    inBackground([this, file, net = net.trimmed().toStdString(), experiment = m_data.experiment,
                  data = std::move(data)]() -> std::function<void()> {
        std::optional<nn::NetworkSpec> spec;
        if (!net.empty()) spec = nn::parseNetworkSpec(net);
        const io::ImportedModel model = io::importModel(file, spec);
        const auto start =
            io::startingFrom(model, experiment,
                             data ? data : std::make_shared<const data::Splits>(data::load(experiment.data)));
        QStringList facts{tr("Net %1.").arg(QString::fromStdString(nn::toString(model.network->spec()))),
                          coreText(io::toSentence(model, start.equality))};
        for (const std::string& note : model.notes) facts << coreText(note);
        return [this, file, facts, from = start.checkpoint] {
            attempt([&] {
                beginRun(m_session.start(from, true), *from, m_runs.nextLabel());
                Q_EMIT imported(toText(file), facts);
            });
        };
    });
}

} // namespace tristate::ui
