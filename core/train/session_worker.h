#pragma once

#include "core/train/run.h"
#include "core/train/session.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tristate::train {

/// The thread behind a Session. The verbs leave requests under the mutex; the worker picks them up between
/// two minibatches, so everything but the requests, the state and the mailbox belongs to the worker alone.
class Session::Worker {
public:
    Worker(Priority priority, Snapshots snapshots);
    ~Worker();

    /// Exactly one of `experiment` and `from` is given.
    struct Start {
        std::optional<Experiment> experiment;
        std::shared_ptr<const nn::Network> imported; ///< what the experiment begins with; null: drawn weights
        std::shared_ptr<const Checkpoint> from;
    };
    int start(Start what, bool paused);
    void pause();
    void resume();
    void step(int minibatches);
    void stepEpoch();
    void stop();
    void setLive(const LiveSettings& live);
    void editGate(const GateEdit& edit);
    std::future<std::shared_ptr<const Checkpoint>> checkpoint();
    RunState state() const;
    int run() const;
    Mail drain() { return m_mailbox.take(); }
    void wait();

private:
    using CheckpointPromise = std::promise<std::shared_ptr<const Checkpoint>>;
    static constexpr std::int64_t kForever = -1;
    static constexpr std::int64_t kToEpochEnd = -2;

    struct Requests {
        std::optional<Start> start;
        std::optional<LiveSettings> live;
        std::vector<GateEdit> edits;
        std::vector<CheckpointPromise> checkpoints;
        bool stop = false;
        bool quit = false;
    };

    void loop(Priority priority);
    void execute(const Start& start);
    std::shared_ptr<const Checkpoint> begin(const Start& start);
    void train(Run& run);
    /// Serves the requests; waits while nothing is to be done. False when the run is over.
    bool serve(Run& run);
    void afterStep(Run& run, bool healthy);
    void refuseCheckpoints();
    void setState(RunState state);
    void goOn(std::int64_t steps);
    bool isOver() const { return m_requests.stop || m_requests.quit || m_requests.start; }

    const Snapshots m_snapshots;
    Mailbox m_mailbox;
    mutable std::mutex m_mutex;
    std::condition_variable m_requested; ///< the worker waits here
    std::condition_variable m_changed;   ///< wait() waits here
    Requests m_requests;
    std::int64_t m_stepsToGo = 0; ///< minibatches until a pause, kForever, kToEpochEnd
    RunState m_state = RunState::Idle;
    int m_run = 0;
    std::shared_ptr<const data::Splits> m_lastData; ///< worker's: a reset need not load again
    data::DataSpec m_lastDataSpec;
    std::thread m_thread; ///< last: starts when the rest is there
};

} // namespace tristate::train
