#pragma once

#include "core/io/store/snapshot_store.h"
#include "core/train/reports.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace tristate::ui {

/// Which state is wanted. Copies, so that the run may go on meanwhile.
struct ReplayRequest {
    std::shared_ptr<const io::SnapshotStore> snapshots;
    std::vector<train::Event> events;
    std::int64_t step = 0;
    std::shared_ptr<const data::Splits> data;  ///< null: they are loaded when the snapshot has none
    std::optional<train::LiveSettings> live{}; ///< to be in force in the state; none: those that were
};

/// Plays runs again up to a step, beside the event loop. The latest request counts: one before it ends
/// without an answer. GUI thread.
class Replays : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(std::shared_ptr<const train::Checkpoint>)>;

    explicit Replays(QObject* parent = nullptr);

    /// `done` is called on the GUI thread with the state, or failed() tells why there is none.
    void ask(ReplayRequest request, Done done);
    void cancel() { m_job.cancel(); }
    /// The run went back: where the last replay ended is no state of it any more.
    void forget() { m_forget = true; }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void busyChanged(bool busy);
    /// So much of the way is done, from 0 to 1; a few times a second.
    void progressed(double share);
    void failed(const QString& sentence);

private:
    /// Null when it was stopped.
    std::shared_ptr<const train::Checkpoint> play(const ReplayRequest& request,
                                                  const Job::Progress& progress);

    std::atomic<bool> m_forget = false;
    std::shared_ptr<const train::Checkpoint> m_last;          ///< where the last one ended ...
    std::shared_ptr<const io::SnapshotStore> m_lastSnapshots; ///< ... and of which run; the job's thread
    Job m_job;                                                ///< last: it uses what is above
};

} // namespace tristate::ui
