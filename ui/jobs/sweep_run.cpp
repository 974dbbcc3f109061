#include "ui/jobs/sweep_run.h"

#include "core/base/error.h"
#include "core/messages/sweeps.h"
#include "core/sweep/local_workers.h"
#include "ui/look/message_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <chrono>
#include <thread>
#include <unistd.h>
#include <utility>

namespace tristate::ui {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLookAfterWorkersEvery = std::chrono::milliseconds(20);
constexpr const char* kProgram = "tristate";

QString workerProgram() {
    const QFileInfo beside(QCoreApplication::applicationDirPath(), QLatin1String(kProgram));
    if (beside.isExecutable()) return beside.filePath();
    return QStandardPaths::findExecutable(QLatin1String(kProgram));
}

std::string version() {
    return QCoreApplication::applicationVersion().toStdString();
}

/// As long for each run as for those that were seen to end.
class Estimate {
public:
    double secondsLeft(const sweep::Counts& counts) {
        if (!m_isBegun) m_first = counts.done, m_isBegun = true;
        if (counts.done == m_first) return -1;
        const double seconds = std::chrono::duration<double>(Clock::now() - m_begin).count();
        return seconds / static_cast<double>(counts.done - m_first) * static_cast<double>(counts.left());
    }

private:
    Clock::time_point m_begin = Clock::now();
    std::size_t m_first = 0;
    bool m_isBegun = false;
};

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
            const auto engine = workers > 0 ? startWorkers(*folder, workers) : nullptr;
            follow(*folder, engine.get(), progress);
            return [this] {
                m_isWorking = false;
                Q_EMIT ended({});
            };
        });
}

std::unique_ptr<sweep::Engine> SweepRun::startWorkers(const sweep::Folder& folder, int workers) const {
    const QString program = m_program.isEmpty() ? workerProgram() : m_program;
    if (program.isEmpty()) throw Error(say::kNoProgram, kProgram);
    return std::make_unique<sweep::LocalWorkers>(
        std::vector<std::string>{program.toStdString(), "sweep", "--worker",
                                 std::filesystem::absolute(folder.path()).string(), "--parent",
                                 std::to_string(::getpid())},
        workers);
}

void SweepRun::follow(const sweep::Folder& folder, sweep::Engine* engine, const Job::Progress& progress) {
    sweep::Follower follower(folder, [&](const Message& message) {
        progress.tell([this, sentence = messageText(message)] { Q_EMIT noted(sentence); });
    });
    sweep::LookInterval interval;
    Estimate estimate;
    const auto look = [&] {
        const auto begin = Clock::now();
        const std::vector<sweep::Result> results = follower.look();
        SweepProgress now{.counts = follower.counts(true), .isOver = follower.isOver()};
        now.secondsLeft = estimate.secondsLeft(now.counts);
        progress.tell([this, results, now] { Q_EMIT progressed(results, now); });
        interval.looked(begin);
    };
    while (true) {
        const bool isWorking =
            !engine || engine->isWorking(); // before the look: what ended then left its results
        if (!isWorking || interval.isDue()) look();
        if (follower.isOver() || progress.isStopped() || !isWorking) break;
        std::this_thread::sleep_for(kLookAfterWorkersEvery);
        if (engine) engine->look();
    }
    if (follower.isOver() || !engine) return;
    engine->stop();
    look();
    if (follower.isOver() || progress.isStopped()) return;
    if (!engine->complaint().empty()) throw Error(engine->complaint());
    throw Error(say::kWorkersGaveUp, follower.counts().done, follower.counts().runs);
}

} // namespace tristate::ui
