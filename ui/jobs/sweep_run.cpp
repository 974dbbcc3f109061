#include "ui/jobs/sweep_run.h"

#include "core/base/error.h"
#include "core/messages/sweeps.h"
#include "core/sweep/local_workers.h"
#include "ui/look/message_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

constexpr const char* kProgram = "tristate";
constexpr std::ptrdiff_t kMostAtOnce = 500; ///< results that are told: the event loop goes on between

QString workerProgram() {
    const QFileInfo beside(QCoreApplication::applicationDirPath(), QLatin1String(kProgram));
    if (beside.isExecutable()) return beside.filePath();
    return QStandardPaths::findExecutable(QLatin1String(kProgram));
}

std::string version() {
    return QCoreApplication::applicationVersion().toStdString();
}

} // namespace

SweepRun::SweepRun(QObject* parent) : QObject(parent) {
    connect(&m_job, &Job::failed, this, [this](const QString& problem) {
        m_isWorking = false;
        Q_EMIT ended(problem);
    });
}

void SweepRun::open(const std::filesystem::path& folder) {
    start([folder] { return sweep::Folder(folder); }, 0);
}

void SweepRun::begin(const std::filesystem::path& folder, const sweep::Plan& plan, int workers) {
    start([folder, plan, version = version()] { return sweep::Folder::begin(folder, plan, version); },
          workers);
}

void SweepRun::goOn(const std::filesystem::path& folder, int workers) {
    start(
        [folder, version = version()] {
            sweep::Folder found(folder);
            found.requireVersion(version);
            return found;
        },
        workers);
}

void SweepRun::start(MakeFolder makeFolder, int workers) {
    m_isWorking = workers > 0;
    m_job.start(
        this,
        [this, makeFolder = std::move(makeFolder), workers](const Job::Progress& progress) -> Job::Finish {
            const auto folder = std::make_shared<const sweep::Folder>(makeFolder());
            progress.tell([this, folder] { Q_EMIT opened(folder); });
            readOthers(*folder, progress);
            const auto engine = workers > 0 ? startWorkers(*folder, workers) : nullptr;
            follow(*folder, engine.get(), progress);
            return [this] {
                m_isWorking = false;
                Q_EMIT ended({});
            };
        });
}

void SweepRun::readOthers(const sweep::Folder& folder, const Job::Progress& progress) {
    try {
        progress.tell([this, others = sweep::othersOf(folder)] { Q_EMIT othersRead(others); });
    } catch (const Error& error) { // no reason to show no runs
        progress.tell([this, sentence = messageText(error.message())] { Q_EMIT noted(sentence); });
    }
}

std::unique_ptr<sweep::Engine> SweepRun::startWorkers(const sweep::Folder& folder, int workers) const {
    const QString program = m_program.isEmpty() ? workerProgram() : m_program;
    if (program.isEmpty()) throw Error(say::kNoProgram, kProgram);
    return std::make_unique<sweep::LocalWorkers>(
        sweep::childWorkerCommand(program.toStdString(), folder.path()), workers);
}

void SweepRun::follow(const sweep::Folder& folder, sweep::Engine* engine, const Job::Progress& progress) {
    sweep::Follower follower(folder, [&](const Message& message) {
        progress.tell([this, sentence = messageText(message)] { Q_EMIT noted(sentence); });
    });
    sweep::TimeLeft timeLeft;
    const auto look = [&] {
        const std::vector<sweep::Result> results = follower.look();
        SweepProgress now{.counts = follower.counts(true), .isOver = follower.isOver()};
        now.secondsLeft = timeLeft.seconds(now.counts);
        auto first = results.begin();
        do {
            const auto end = first + std::min(results.end() - first, kMostAtOnce);
            progress.tell(
                [this, portion = std::vector(first, end), now] { Q_EMIT progressed(portion, now); });
            first = end;
        } while (first != results.end());
    };
    sweep::followEngine(
        engine, look, [&] { return follower.isOver(); }, [&] { return progress.isStopped(); });
    if (follower.isOver() || !engine) return;
    engine->stop();
    look();
    if (follower.isOver() || progress.isStopped()) return;
    if (!engine->complaint().empty()) throw Error(engine->complaint());
    throw Error(say::kWorkersGaveUp, follower.counts().done, follower.counts().runs);
}

} // namespace tristate::ui
