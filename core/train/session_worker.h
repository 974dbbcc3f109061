#pragma once

#include "core/base/mutex.h"
#include "core/train/futures.h"
#include "core/train/session.h"

#include <array>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace tristate::train {

/// The thread behind a Session. The verbs leave requests under the mutex; the worker takes them away between
/// two minibatches and serves them with the mutex free, so everything but the requests, the state and the
/// mailbox belongs to the worker alone, and no verb waits for more than a swap.
class Session::Worker {
public:
    Worker(Priority priority, Snapshots snapshots, std::shared_ptr<Observer> observer);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Exactly one of `experiment` and `from` is given.
    struct Start {
        std::optional<Experiment> experiment;
        std::shared_ptr<const nn::Network> imported; ///< what the experiment begins with; null: drawn weights
        std::shared_ptr<const Checkpoint> from;
        std::shared_ptr<const data::Splits> data; ///< that are loaded already; null: none, or those of `from`
    };
    int start(Start what, bool paused) TRISTATE_EXCLUDES(m_mutex);
    void pause() TRISTATE_EXCLUDES(m_mutex);
    void resume() TRISTATE_EXCLUDES(m_mutex) { goOn(kForever); }
    void step(int minibatches) TRISTATE_EXCLUDES(m_mutex) { goOn(minibatches); }
    void stepEpoch() TRISTATE_EXCLUDES(m_mutex) { goOn(kToEpochEnd); }
    void stop() TRISTATE_EXCLUDES(m_mutex);
    void setLive(const LiveSettings& live) TRISTATE_EXCLUDES(m_mutex);
    void editGate(const GateEdit& edit) TRISTATE_EXCLUDES(m_mutex);
    int fork(const Difference& difference) TRISTATE_EXCLUDES(m_mutex);
    void keep(Future kept) TRISTATE_EXCLUDES(m_mutex);
    std::future<std::shared_ptr<const Checkpoint>> checkpoint() TRISTATE_EXCLUDES(m_mutex);
    RunState state() const TRISTATE_EXCLUDES(m_mutex);
    double fractionLoaded() const TRISTATE_EXCLUDES(m_mutex);
    int run() const TRISTATE_EXCLUDES(m_mutex);
    Mail drain(Future of) TRISTATE_EXCLUDES(m_mutex) { return mailbox(of).take(); }
    void wait() TRISTATE_EXCLUDES(m_mutex);

private:
    using Clock = std::chrono::steady_clock;
    using CheckpointPromise = std::promise<std::shared_ptr<const Checkpoint>>;
    using CheckpointPromises = std::vector<CheckpointPromise>;
    static constexpr std::int64_t kForever = -1;
    static constexpr std::int64_t kToEpochEnd = -2;

    /// A second future that is to begin.
    struct Fork {
        int run = 0;
        Difference difference;
    };

    struct Requests {
        std::optional<Start> start;
        std::optional<LiveSettings> live;
        std::vector<GateEdit> edits;
        std::optional<Future> keep;
        std::optional<Fork> fork;
        CheckpointPromises checkpoints;
        bool stop = false;
        bool quit = false;
    };

    /// What the worker took away under the mutex, to do with the mutex free.
    struct Orders {
        enum class Then { Train, Pause, Wait, Leave };

        std::optional<LiveSettings> live;
        std::vector<GateEdit> edits;
        std::optional<Future> keep;
        std::optional<Fork> fork;
        CheckpointPromises checkpoints;
        Then then = Then::Wait; ///< when nothing is asked for
        bool rests = false;     ///< the run is not to be trained further for now

        bool empty() const { return !live && edits.empty() && !keep && !fork && checkpoints.empty(); }
    };

    // The worker's thread.
    void loop(Priority priority) TRISTATE_EXCLUDES(m_mutex);
    /// Waits for the next run; none when the session ends.
    std::optional<Start> nextStart() TRISTATE_EXCLUDES(m_mutex);
    void execute(const Start& start) TRISTATE_EXCLUDES(m_mutex);
    std::shared_ptr<const Checkpoint> begin(const Start& start) TRISTATE_EXCLUDES(m_mutex);
    std::shared_ptr<const data::Splits> load(const data::DataSpec& spec) TRISTATE_EXCLUDES(m_mutex);
    void train(Futures& run) TRISTATE_EXCLUDES(m_mutex);
    /// Serves the requests; waits while nothing is to be done. False when the run is over.
    bool serve(Futures& run) TRISTATE_EXCLUDES(m_mutex);
    Orders takeOrders(std::int64_t stepsToEpochEnd) TRISTATE_EXCLUDES(m_mutex);
    bool rests() const TRISTATE_REQUIRES(m_mutex) {
        return m_stepsToGo == 0 || m_state == RunState::Finished;
    }
    Orders::Then whatThen(std::int64_t stepsToEpochEnd) TRISTATE_REQUIRES(m_mutex);
    void carryOut(Orders orders, Futures& run) TRISTATE_EXCLUDES(m_mutex);
    void begin(const Fork& fork, Futures& run) TRISTATE_EXCLUDES(m_mutex);
    void goOnAlone(Future kept, Futures& run) TRISTATE_EXCLUDES(m_mutex);
    Mailbox& mailbox(Future of) TRISTATE_EXCLUDES(m_mutex);
    void waitForRequests() TRISTATE_EXCLUDES(m_mutex);
    /// `begin`: of the minibatch.
    void afterStep(Futures& run, bool healthy, Clock::time_point begin) TRISTATE_EXCLUDES(m_mutex);
    void rest(double seconds, Clock::time_point begin) TRISTATE_EXCLUDES(m_mutex);
    void setStateOfRun(RunState state) TRISTATE_EXCLUDES(m_mutex);
    void pauseRun() TRISTATE_EXCLUDES(m_mutex);
    bool hasEnded() const TRISTATE_EXCLUDES(m_mutex);

    void goOn(std::int64_t steps) TRISTATE_EXCLUDES(m_mutex);
    void setState(RunState state) TRISTATE_REQUIRES(m_mutex);
    bool asksForNothing() const TRISTATE_REQUIRES(m_mutex) {
        return !m_requests.live && m_requests.edits.empty() && !m_requests.keep && !m_requests.fork;
    }
    bool isOver() const TRISTATE_REQUIRES(m_mutex) {
        return m_requests.stop || m_requests.quit || m_requests.start;
    }

    const Snapshots m_snapshots;
    const std::shared_ptr<Observer> m_observer; ///< of every run; null: none
    std::array<Mailbox, 2> m_mailboxes; ///< of the first future and of the second, or the other way round
    mutable Mutex m_mutex;
    CondVar m_requested; ///< the worker waits here
    CondVar m_changed;   ///< wait() waits here
    Requests m_requests TRISTATE_GUARDED_BY(m_mutex);
    /// Minibatches until a pause, kForever, kToEpochEnd.
    std::int64_t m_stepsToGo TRISTATE_GUARDED_BY(m_mutex) = 0;
    RunState m_state TRISTATE_GUARDED_BY(m_mutex) = RunState::Idle;
    int m_run TRISTATE_GUARDED_BY(m_mutex) = 0;
    /// Of the data that the worker loaded last for the run; null: none.
    std::shared_ptr<const LoadProgress> m_loading TRISTATE_GUARDED_BY(m_mutex);
    std::stop_source m_stopLoading TRISTATE_GUARDED_BY(m_mutex);
    int m_lastNumber TRISTATE_GUARDED_BY(m_mutex) = 0;    ///< of a run or a second future
    std::size_t m_first TRISTATE_GUARDED_BY(m_mutex) = 0; ///< mailbox of the first future
    int m_secondRun = 0;                                  ///< worker's: number of the second future
    Clock::time_point m_next;                             ///< worker's: when the last rest was to end
    Message m_whyPaused; ///< worker's: when the run itself wants the pause that is next
    std::shared_ptr<const data::Splits> m_lastData; ///< worker's: a reset need not load again
    data::DataSpec m_lastDataSpec;
    std::thread m_thread; ///< last: starts when the rest is there
};

} // namespace tristate::train
