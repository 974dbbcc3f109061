#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/generated_sets.h"
#include "core/graph/graph_text.h"
#include "core/io/export/import_model.h"
#include "core/io/store/session_folders.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/normalise.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/data_names.h"
#include "ui/run/saved_past.h"
#include "ui/run/session_bridge.h"
#include "ui/run/timeline_scale.h"

#include <algorithm>
#include <exception>
#include <utility>

/// What SessionBridge does with files: saving, opening, importing, loading data, and what an export begins
/// with. Reading and writing happen in its job, everything else on the GUI thread.
namespace tristate::ui {
namespace {

/// Whether the run began in this window and nobody has changed anything in it.
bool isUntouched(const RunData& run) {
    return std::ranges::none_of(run.history.events(), [](const train::Event& event) {
        using enum train::EventKind;
        return event.kind == SettingsChanged || event.kind == UnitPruned || event.kind == UnitRestored ||
               (event.kind == Started && event.step > 0);
    });
}

QString toText(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

} // namespace

std::function<std::int64_t()> SessionBridge::savingTo(const std::filesystem::path& file) {
    const auto checkpoint = m_session.checkpoint().share();
    return [file, checkpoint, history = m_arrivals.with(m_data),
            past = pastToSave(m_data, m_runs, m_fork.other())] {
        const auto state = checkpoint.get();
        io::saveSession(file, *state, history, gather(past, state->trainer.step));
        return state->trainer.step;
    };
}

void SessionBridge::save(const std::filesystem::path& file) {
    m_files.enqueue(this, [this, file, saveIt = savingTo(file), now = present(0)](const Job::Progress&) {
        Saved done = now;
        done.step = saveIt();
        return [this, file, done] {
            m_saved = done;
            Q_EMIT saved(toText(file));
        };
    });
}

void SessionBridge::autosave(const std::filesystem::path& file) {
    m_files.enqueue(this, [this, saveIt = savingTo(file)](const Job::Progress&) {
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
    loadAndBegin(file, paused, [this, file](std::int64_t step) {
        m_saved = present(step);
        Q_EMIT opened(toText(file));
    });
}

void SessionBridge::openRun(const std::filesystem::path& file) {
    loadAndBegin(file, true, [this, file](std::int64_t) { Q_EMIT runOpened(toText(file)); });
}

void SessionBridge::loadAndBegin(const std::filesystem::path& file, bool paused,
                                 const std::function<void(std::int64_t step)>& then) {
    load(file, [this, file, paused, then](const io::SavedSession& session) {
        std::vector<std::string> folders = io::foldersOf(session);
        std::erase(folders, m_data.experiment.data.source); // read already
        const auto start = [this, session, paused, then] {
            begin(session, paused, [then, step = session.checkpoint->trainer.step] { then(step); });
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

/// What the program saved by itself has its data from where a person said. The run that the program has begun
/// by itself meanwhile makes room.
void SessionBridge::recover(const std::filesystem::path& file) {
    load(file, [this](const io::SavedSession& session) {
        const int unwanted = m_runs.left().empty() && isUntouched(m_data) ? m_data.label.id : 0;
        begin(session, true, [this, unwanted] {
            m_runs.remove(unwanted);
            Q_EMIT recovered();
        });
    });
}

void SessionBridge::load(const std::filesystem::path& file,
                         const std::function<void(const io::SavedSession&)>& then) {
    m_files.enqueue(this, [this, file, then](const Job::Progress&) {
        return [this, then, session = io::openSession(file)] { attempt([&] { then(session); }); };
    });
}

void SessionBridge::begin(const io::SavedSession& session, bool paused, const std::function<void()>& then) {
    const auto start = [=, this](const DataPtr& data) {
        attempt([&] {
            beginWith(data, session, paused);
            then();
        });
    };
    if (session.checkpoint->data) return start(session.checkpoint->data);
    withData(session.checkpoint->experiment.data, true, start);
}

void SessionBridge::beginWith(const DataPtr& data, const io::SavedSession& session, bool paused) {
    const int number = m_session.start(session.checkpoint, paused, data);
    beginRun(number, *session.checkpoint, m_runs.nextLabel());
    m_data.history = session.history;
    m_data.marks = marksOf(m_data.history);
    restore(session.past, *m_data.snapshots, m_runs, [this] { return m_moments.makeStore(); });
    Q_EMIT historyChanged();
}

void SessionBridge::withData(const data::DataSpec& spec, bool always,
                             const std::function<void(const DataPtr&)>& then) {
    std::error_code ignored;
    const DataPtr there = loaded(spec);
    const bool leavesNothing = m_data.number == 0; // then nobody minds when the session loads them
    if (there || leavesNothing || data::isSetName(spec.source) ||
        !std::filesystem::exists(spec.source, ignored))
        return then(there);
    m_loading.start(this, [spec, always, then](LoadProgress& progress) -> Job::Finish {
        DataPtr data;
        try {
            data = std::make_shared<const data::Splits>(data::load(spec, progress));
        } catch (const Interrupted&) {
            throw;
        } catch (const Error&) {
            if (!always) throw;
        }
        return [then, data] { then(data); };
    });
}

void SessionBridge::startFitted(const train::Experiment& experiment) {
    if (!data::takesLongToOpen(experiment.data))
        return startFitting(experiment, train::completed(experiment), nullptr);
    m_loading.start(this, [this, experiment](LoadProgress& progress) -> Job::Finish {
        const train::Experiment fitting = train::completed(experiment, &progress);
        const auto data = std::make_shared<const data::Splits>(data::load(fitting.data, progress));
        return [=, this] { startFitting(experiment, fitting, data); };
    });
}

void SessionBridge::startFitting(const train::Experiment& asked, const train::Experiment& fitting,
                                 const DataPtr& data) {
    if (fitting != asked) Q_EMIT fitted(fitting);
    data ? startWith(data, fitting, false) : start(fitting);
}

void SessionBridge::cancelLoading() {
    if (m_loading.isOn()) return m_loading.cancel();
    if (m_state == train::RunState::Loading) m_session.stop();
}

std::optional<int> SessionBridge::loadingPercent() const {
    if (m_loading.isOn()) return m_loading.percent();
    if (m_state != train::RunState::Loading || data::isSetName(m_data.experiment.data.source))
        return std::nullopt;
    return static_cast<int>(100 * m_session.fractionLoaded());
}

ExportSource SessionBridge::exportSource() const {
    const bool isNewest = !m_data.past && m_data.state;
    const std::int64_t step = m_data.shownStep();
    return {.network = m_data.shownNetwork(),
            .data = m_data.state ? m_data.state->data : nullptr,
            .experiment = isNewest ? m_data.state->experiment : m_data.experiment,
            .history = m_data.history.upTo(step),
            .epoch = static_cast<double>(step) / static_cast<double>(stepsPerEpoch(m_data.history))};
}

std::shared_ptr<const data::Splits> SessionBridge::loaded(const data::DataSpec& data) const {
    return data == m_data.experiment.data && m_data.snapshots ? m_data.snapshots->data() : nullptr;
}

void SessionBridge::importModel(const ImportOrder& order) {
    m_files.enqueue(this, [this, order](const Job::Progress&) {
        std::optional<graph::Graph> spec;
        if (const std::string net = order.net.trimmed().toStdString(); !net.empty())
            spec = graph::parseGraph(net);
        const io::ImportedModel model = io::importModel(order.file, spec, order.range);
        const train::Experiment& experiment = order.experiment;
        auto data = order.data;
        if (!data) data = std::make_shared<const data::Splits>(data::load(experiment.data));
        const auto start = io::startingFrom(model, experiment, data);
        const auto test = train::evaluate(*model.network, data->test, experiment.train.threads);
        QStringList facts{
            tr("Net %1.").arg(QString::fromStdString(graph::toString(model.network->graph()))),
            messageText(io::equality(model, start.equality)),
            (data->test.isRegression() ? tr("Its test RMSE is %1, on %2 samples of the data chosen: %3.")
                                       : tr("Its test error is %1, on %2 samples of the data chosen: %3."))
                .arg(metricText(train::metricOf(data->test), test.error),
                     countText(static_cast<long long>(test.samples)), dataName(experiment.data.source))};
        for (std::size_t i = 1; i < start.truth.size(); ++i) facts << messageText(start.truth[i]);
        for (const Message& note : model.notes) facts << messageText(note);
        return [this, file = order.file, facts, from = start.checkpoint, event = io::importEvent(start)] {
            attempt([&] {
                beginRun(m_session.start(from, true), *from, m_runs.nextLabel());
                noteImport(event);
                Q_EMIT imported(toText(file), facts);
            });
        };
    });
}

} // namespace tristate::ui
