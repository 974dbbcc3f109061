#pragma once

#include "core/io/store/snapshot_store.h"
#include "core/train/reports.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <stop_token>
#include <vector>

namespace tristate::ui {

/// Which state is wanted. Copies, so that the run may go on meanwhile.
struct ReplayRequest {
    std::shared_ptr<const io::SnapshotStore> snapshots;
    std::vector<train::Event> events;
    std::int64_t step = 0;
    std::shared_ptr<const data::Splits> data; ///< null: they are loaded when the snapshot has none
};

/// Plays runs again up to a step, on a thread of its own. The latest request counts: one before it ends
/// without an answer. GUI thread.
class Replays : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(std::shared_ptr<const train::Checkpoint>)>;

    explicit Replays(QObject* parent = nullptr);
    /// Stops what is under way and waits for it.
    ~Replays() override;

    /// `done` is called on the GUI thread with the state, or failed() tells why there is none.
    void ask(ReplayRequest request, Done done);
    void cancel();
    /// The run went back: where the last replay ended is no state of it any more.
    void forget() { m_forget = true; }
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void busyChanged(bool busy);
    /// So much of the way is done, from 0 to 1; a few times a second.
    void progressed(double share);
    void failed(const QString& sentence);

private:
    std::shared_ptr<const train::Checkpoint> play(const ReplayRequest& request, int number,
                                                  const std::stop_token& stop);
    void finish(int number, const std::function<void()>& report);
    void setBusy(bool busy);

    QThreadPool m_pool;
    std::atomic<int> m_number = 0; ///< of the latest request
    std::stop_source m_stop;       ///< of the same
    std::atomic<bool> m_forget = false;
    bool m_busy = false;
    std::shared_ptr<const train::Checkpoint> m_last;          ///< where the last one ended ...
    std::shared_ptr<const io::SnapshotStore> m_lastSnapshots; ///< ... and of which run; the pool's thread
};

} // namespace tristate::ui
