#pragma once

#include "core/sweep/follower.h"
#include "core/sweep/others.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

namespace tristate::sweep {
class Engine;
} // namespace tristate::sweep

namespace tristate::ui {

/// How far a sweep is.
struct SweepProgress {
    sweep::Counts counts;
    double secondsLeft = -1; ///< negative: not known
    bool isOver = false;
};

/// Follows a sweep by its folder beside the event loop, and starts worker processes for it: what a run does
/// to its process, a crash or a want of memory, is nothing to the window. One sweep at a time. GUI thread.
class SweepRun : public QObject {
    Q_OBJECT
public:
    explicit SweepRun(QObject* parent = nullptr);
    /// The command line, which workers are. By default it is the one beside this program, or on the path.
    void setProgram(const QString& program) { m_program = program; }

    /// Shows what is in the folder, and what others do there until every run has its result.
    void open(const std::filesystem::path& folder);
    /// Begins a sweep in the folder, or goes on with the same one, by so many workers.
    void begin(const std::filesystem::path& folder, const sweep::Plan& plan, int workers);
    /// Goes on with the sweep that is there.
    void goOn(const std::filesystem::path& folder, int workers);
    /// Ends the workers, which leave checkpoints, or the watching.
    void stop() { m_job.requestStop(); }
    /// Workers of this window are at work.
    bool isWorking() const { return m_isWorking; }
    /// A folder is being read or watched, or worked on.
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    /// The folder is read, and results will follow.
    void opened(std::shared_ptr<const tristate::sweep::Folder> folder);
    /// What is known of others, to be drawn beside the runs; perhaps nothing.
    void othersRead(const std::vector<tristate::sweep::Others>& others);
    /// Results that were not told before, perhaps none, and how far it is.
    void progressed(const std::vector<tristate::sweep::Result>& results,
                    const tristate::ui::SweepProgress& progress);
    /// A damaged result was put aside, or what is known of others cannot be read.
    void noted(const QString& sentence);
    /// `problem` is a sentence, empty when the sweep is over, or was stopped.
    void ended(const QString& problem);

private:
    using MakeFolder = std::function<sweep::Folder()>;
    void start(MakeFolder makeFolder, int workers);
    void readOthers(const sweep::Folder& folder, const Job::Progress& progress);
    /// The job's thread: as long as somebody works or may work; no engine: somebody else does.
    void follow(const sweep::Folder& folder, sweep::Engine* engine, const Job::Progress& progress);
    std::unique_ptr<sweep::Engine> startWorkers(const sweep::Folder& folder, int workers) const;

    QString m_program;
    bool m_isWorking = false;
    Job m_job; ///< last: it uses what is above
};

} // namespace tristate::ui
