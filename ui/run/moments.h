#pragma once

#include "ui/jobs/replays.h"
#include "ui/run/run_data.h"

#include <QObject>
#include <QTemporaryDir>

namespace tristate::ui {

/// Goes back in the present run: keeps its snapshots, in memory and on disk, and puts the moment the user
/// asks for into RunData::past, at once what was reported then and soon, played again on a thread of its own,
/// everything as it was. GUI thread.
class Moments : public QObject {
    Q_OBJECT
public:
    /// Its end waits for files that are being written, then removes them all.
    explicit Moments(RunData& run, QObject* parent = nullptr);

    /// A store for the snapshots of a new run.
    std::shared_ptr<io::SnapshotStore> makeStore() const;
    void keep(std::shared_ptr<const train::Checkpoint> snapshot);
    /// Writes to disk, beside the event loop, what the store has too much of in memory.
    void spillSoon(std::shared_ptr<io::SnapshotStore> store);
    /// The run went back to `step`: what came after it was not.
    void forgetAfter(std::int64_t step);

    /// Shows the run as it was at `step`, which is made to lie within the run. Before its oldest snapshot
    /// there are only reports to show.
    void show(std::int64_t step);
    /// From now on, or no more, moments cannot be shown: heldBack() tells who asks.
    void hold(bool isHeld) { m_isHeld = isHeld; }
    /// Keeps up with the run again.
    void showLive();
    /// What a branch from the moment shown is to begin with.
    void setLive(const train::LiveSettings& live);
    /// Plays the run again up to the moment shown, if it was not yet, and calls `done` with its state and the
    /// moment's settings.
    void takeShown(Replays::Done done);
    /// The state in which a run was left, for `done`.
    void takeLast(const RunData& run, Replays::Done done);
    /// Stops playing; what was reported of the moment stays on view.
    void cancel() { m_replays.cancel(); }

    const Replays& replays() const { return m_replays; }
    Replays& replays() { return m_replays; }

Q_SIGNALS:
    /// RunData::past is another, or gone.
    void changed();
    void heldBack();
    void problem(const QString& sentence);

private:
    ReplayRequest request(std::int64_t step) const;
    void showState(std::shared_ptr<const train::Checkpoint> state);

    RunData& m_run;
    bool m_isHeld = false;
    QTemporaryDir m_directory;
    Replays m_replays;
    Job m_writer; ///< last: the files it writes go with the directory
};

} // namespace tristate::ui
