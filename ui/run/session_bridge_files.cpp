#include "core/io/export/import_model.h"
#include "core/io/store/session_folders.h"
#include "core/train/checkpoint.h"
#include "ui/look/message_text.h"
#include "ui/run/saved_past.h"
#include "ui/run/session_bridge.h"

#include <QMetaObject>

#include <exception>
#include <utility>

/// What SessionBridge does with files: saving, opening, importing, and what an export begins with. Reading
/// and writing happen on its pool, everything else on the GUI thread.
namespace tristate::ui {
namespace {

using CheckpointFuture = std::shared_future<std::shared_ptr<const train::Checkpoint>>;

QString toText(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

} // namespace

void SessionBridge::inBackground(std::function<std::function<void()>()> work) {
    if (++m_busy == 1) Q_EMIT busyChanged(true);
    m_pool.start([this, work = std::move(work)] {
        std::function<void()> finish;
        try {
            finish = work();
        } catch (const std::exception& error) {
            finish = [this, sentence = messageText(error)] { Q_EMIT problem(sentence); };
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
            sentence = messageText(error);
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
                          messageText(io::equality(model, start.equality))};
        for (const Message& note : model.notes) facts << messageText(note);
        return [this, file, facts, from = start.checkpoint] {
            attempt([&] {
                beginRun(m_session.start(from, true), *from, m_runs.nextLabel());
                Q_EMIT imported(toText(file), facts);
            });
        };
    });
}

} // namespace tristate::ui
