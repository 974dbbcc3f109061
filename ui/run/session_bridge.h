#pragma once

#include "core/io/store/session_file.h"
#include "core/train/session.h"
#include "ui/jobs/data_loading.h"
#include "ui/jobs/export_order.h"
#include "ui/jobs/import_order.h"
#include "ui/jobs/job.h"
#include "ui/run/fork.h"
#include "ui/run/moments.h"
#include "ui/run/run_data.h"
#include "ui/run/runs.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tristate::ui {

/// The only class that knows both the session and Qt. A timer drains the session; what came is put into a
/// RunData, the store all views read, at once or, when the views are drawn in turns, at the next takeIn(): a
/// frame, and what was reported up to its minibatch. Signals say what is new. Slots do not block: saving
/// and opening run beside the event loop and report through a signal. Whatever goes wrong arrives
/// as problem(), a sentence for a person. GUI thread only.
class SessionBridge : public QObject {
    Q_OBJECT
public:
    static constexpr int kDrainMilliseconds = 33;

    explicit SessionBridge(QObject* parent = nullptr);
    /// Waits for saves under way, then ends the run.
    ~SessionBridge() override;

    const RunData& data() const { return m_data; }
    train::RunState state() const { return m_state; }
    bool isRunning() const { return m_state == train::RunState::Running; }
    /// It trains as fast as it can: drawing takes from that. A run that is slowed down leaves room.
    bool isAtFullSpeed() const { return isRunning() && !m_data.live.watch && m_data.live.pauseSeconds == 0; }
    /// A save or open is under way.
    bool isBusy() const { return m_files.isBusy(); }
    /// How much of the data of a run that is to begin is loaded, in percent; nothing while none are, or those
    /// that the program makes itself.
    std::optional<int> loadingPercent() const;
    /// The run stands still, and everything of the moment it stands at is in data().
    bool hasArrived() const;
    /// The data of the present run where these are the same; otherwise null.
    std::shared_ptr<const data::Splits> loaded(const data::DataSpec& data) const;
    /// Every run is in a session file as it is now, or there is nothing to save.
    bool isSaved() const;
    /// Going back in the present run.
    Moments& moments() { return m_moments; }
    /// The runs that were left for another one.
    Runs& runs() { return m_runs; }
    /// The second future of the present run.
    const Fork& futures() const { return m_fork; }
    /// The moment shown, for an export; its network is null before the first weights have arrived.
    ExportSource exportSource() const;

    /// From now on data() changes in takeIn(), and when the state of the run does, not whenever something
    /// arrives.
    void waitForTakeIn() { m_waitsForTakeIn = true; }

public Q_SLOTS:
    /// Puts into data() what has arrived: views that are drawn now show one moment.
    void takeIn();
    /// As long as the net is the one that was imported last, the run begins with its weights again. The
    /// present run goes on until the data of the new one are loaded, when that takes reading files.
    void start(const tristate::train::Experiment& experiment, bool paused = false);
    /// The same with the net as the data want it (train::completed), which fitted() tells when that is
    /// another one. What takes long to open is opened beside the event loop.
    void startFitted(const tristate::train::Experiment& experiment);
    /// No run begins with the data that are being loaded, and the present one stays.
    void cancelLoading();
    void play();
    void pause();
    void togglePlay();
    void stepMinibatch();
    void stepEpoch();
    /// The same experiment from its beginning, with the settings in force now; paused when it was paused.
    void reset();
    /// While a moment of the past is shown, these are the settings of a branch from there, and the run keeps
    /// its own.
    void setLive(const tristate::train::LiveSettings& live);
    /// Begins a new run at the moment shown, under the settings shown; does nothing when that is the newest.
    void branch();
    /// Begins a second future at the moment shown, with one thing different; when that is in the past, in a
    /// branch from there. Both train in step from then on, and what is asked of the run is asked of both, but
    /// for what is different.
    void fork(const tristate::train::Difference& difference);
    /// Ends the fork; the other future is dropped ...
    void keep(tristate::train::Future kept);
    /// ... or left as a run, beside this one, which goes on.
    void keepBoth();
    /// Makes a run that was left the present one again, paused where it was; the present one is left.
    void goTo(int run);
    /// Opens or closes a gate by hand; why it cannot be arrives as a problem.
    void editGate(const tristate::train::GateEdit& edit);

    /// A session may name any folder for its data, and may come from anybody: unless the present run has the
    /// same one, nothing is read and nothing begins before dataAsked() is answered by readAskedData().
    void open(const std::filesystem::path& file, bool paused = true);
    void readAskedData();
    /// As open(), but the run does not belong to the file, which stays as it is: runOpened() tells, not
    /// opened().
    void openRun(const std::filesystem::path& file);
    /// As open(), of what a program that is gone saved by itself: recovered() tells, not opened().
    void recover(const std::filesystem::path& file);
    void save(const std::filesystem::path& file);
    /// As save(), unasked: nothing is said when it went well, and of problems the same one only once.
    /// autosaveFailed() tells every time.
    void autosave(const std::filesystem::path& file);
    /// Begins a paused run of a pre-trained network; its history begins with what the file itself does.
    void importModel(const tristate::ui::ImportOrder& order);

Q_SIGNALS:
    void runStarted();
    void historyChanged();
    void frameChanged();
    void weightsChanged();
    void eventsArrived();
    void stateChanged(tristate::train::RunState state);
    /// hasArrived() is true now and was not before.
    void arrived();
    void liveChanged(const tristate::train::LiveSettings& live);
    /// There are two futures now, or one again.
    void forkChanged();
    /// The second future goes on alone: data() are those of that one now. What is selected, edited and can be
    /// undone stays.
    void secondKept();
    /// Another run began while there were two futures, which are runs of the list now.
    void futuresLeft();
    void busyChanged(bool busy);
    void opened(const QString& file);
    /// Nothing changes any more, and the run has paused: a sentence.
    void rested(const QString& sentence);
    void runOpened(const QString& file);
    /// The session waits for readAskedData(), until another run begins.
    void fitted(const tristate::train::Experiment& experiment);
    void dataAsked(const QString& file, const QStringList& folders);
    void recovered();
    void saved(const QString& file);
    void autosaveFailed();
    /// A sentence each: the net, its equality with the file, its error, what was left out.
    void imported(const QString& file, const QStringList& facts);
    void problem(const QString& sentence);

private:
    using DataPtr = std::shared_ptr<const data::Splits>;

    /// Calls `then` with the data: at once where they are there; null where the session is to load them. What
    /// goes wrong is a problem(), or with `always` left to the session.
    void withData(const data::DataSpec& spec, bool always, const std::function<void(const DataPtr&)>& then);
    void startWith(const DataPtr& data, const train::Experiment& experiment, bool paused);
    void startFitting(const train::Experiment& asked, const train::Experiment& fitting, const DataPtr& data);
    void drain();
    void receive(train::Mail mail);
    /// Both futures begin to be on view once the second one has a state.
    void beginFork();
    /// Whether what has arrived of both futures is of one minibatch, or all that there will be.
    bool hasWholeState() const;
    bool goesOn() const;
    void takeInOther(bool withState);
    bool leaveOther();
    void takeEvents(const std::vector<train::Event>& events);
    /// Of a run that begins with the network of a file.
    void noteImport(const std::optional<train::Event>& import);
    /// False when it cannot, which is a problem().
    bool beginBranch(const std::shared_ptr<const train::Checkpoint>& from);
    /// What writes the whole session as it is now, on any thread, and returns the step.
    std::function<std::int64_t()> savingTo(const std::filesystem::path& file);
    /// Loads a session and begins it, once it may read its data; `then` gets its step.
    void loadAndBegin(const std::filesystem::path& file, bool paused,
                      const std::function<void(std::int64_t step)>& then);
    /// Loads a session; `then` runs here when that went well.
    void load(const std::filesystem::path& file, const std::function<void(const io::SavedSession&)>& then);
    void begin(const io::SavedSession& session, bool paused, const std::function<void()>& then);
    void beginWith(const DataPtr& data, const io::SavedSession& session, bool paused);
    void returnTo(int run, const std::shared_ptr<const train::Checkpoint>& state);
    void leavePresent();
    /// Into the list of runs, when it has something to show.
    void leave(RunData run);
    void beginRun(int number, const train::Experiment& experiment, const train::LiveSettings& live,
                  const std::shared_ptr<const nn::Network>& imported, const RunLabel& label);
    /// As it is at a checkpoint.
    void beginRun(int number, const train::Checkpoint& from, const RunLabel& label);
    void showState();
    void show(train::RunState state);
    /// Calls into the session; an Error becomes a problem(), and false.
    bool attempt(const std::function<void()>& call);
    /// What is in a session file, to compare.
    struct Saved {
        int run = 0; ///< number; 0: nothing is
        std::int64_t step = 0;
        std::uint64_t left = 0; ///< revision of the other runs
        friend bool operator==(const Saved&, const Saved&) = default;
    };
    Saved present(std::int64_t step) const { return {m_data.number, step, m_runs.revision()}; }

    train::Session m_session{train::Session::Priority::BelowEventLoop, train::Session::Snapshots::Mailed};
    RunData m_data;
    Runs m_runs;
    Moments m_moments{m_data};
    Arrivals m_arrivals; ///< that are not in m_data yet
    Fork m_fork;
    train::RunState m_reported = train::RunState::Idle; ///< when they were fetched
    bool m_waitsForTakeIn = false;
    train::RunState m_state = train::RunState::Idle;
    QTimer m_timer;
    QElapsedTimer m_clock;           ///< for the arrival of events
    QString m_autosaveProblem;       ///< the last one told
    std::function<void()> m_waiting; ///< begins the session that dataAsked() tells of
    Saved m_saved;
    bool m_arrived = false; ///< at the last drain
    DataLoading m_loading;  ///< of the run that is to begin
    /// One after the other: saves of one file must not overtake each other. Last: their checkpoints come from
    /// the session, which is there until they are written.
    Job m_files;
};

} // namespace tristate::ui
