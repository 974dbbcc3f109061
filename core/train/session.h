#pragma once

#include "core/nn/network.h"
#include "core/train/difference.h"
#include "core/train/experiment.h"
#include "core/train/history.h"
#include "core/train/reports.h"

#include <future>
#include <memory>

namespace tristate::train {

class Observer;
struct Checkpoint;

/// A training run on a worker thread. Every verb only posts a request and never blocks; wait() blocks. What
/// happens comes back through drain(). The methods may be called from any one thread at a time (the GUI
/// thread, or main). Weights leave the worker only as copies (checkpoint()).
class Session {
public:
    enum class Priority {
        Normal,
        BelowEventLoop, ///< the worker and its helpers leave the event loop room
    };
    enum class Snapshots {
        None,
        Mailed, ///< states to come back to arrive with the mail, at a hundredth of the training time
    };
    /// `observer` is attached to every run and called on the worker's thread (core/train/driver.h); null:
    /// none.
    explicit Session(Priority priority = Priority::Normal, Snapshots snapshots = Snapshots::None,
                     std::shared_ptr<Observer> observer = nullptr);
    /// Stops the run and waits for the worker.
    ~Session();
    Session(const Session&) = delete; // a running thread has one owner
    Session& operator=(const Session&) = delete;

    /// Begins a new run, ending the present one; returns its number. `data`: what the experiment's data spec
    /// gives, where that is loaded already; null: the worker loads them. Throws Error at once when the
    /// experiment itself is invalid. A run that starts paused waits for resume() or step(). `imported`: the
    /// network to begin with, whose spec is experiment.net; null: one with drawn weights.
    int start(const Experiment& experiment, bool paused = false,
              std::shared_ptr<const nn::Network> imported = nullptr,
              std::shared_ptr<const data::Splits> data = nullptr);
    /// The same from a saved state; goes on exactly where it was.
    int start(std::shared_ptr<const Checkpoint> from, bool paused = false,
              std::shared_ptr<const data::Splits> data = nullptr);
    void pause();
    void resume();
    /// Runs this many minibatches, then pauses. This and resume() do nothing while running, which a run is
    /// until it has reached a pause and reported it.
    void step(int minibatches);
    /// Runs to the end of the present epoch, then pauses.
    void stepEpoch();
    /// Ends the run, also while its data are being loaded; its state is dropped.
    void stop();
    /// Takes effect at the next minibatch and is recorded as an event there. Throws Error when a value is
    /// invalid.
    void setLive(const LiveSettings& live);

    /// Opens or closes one gate before the next minibatch, which is recorded as an event there; so is why it
    /// is refused, when the unit has left or is the last one of its layer.
    void editGate(const GateEdit& edit);

    /// Begins a second future beside the run at the next minibatch boundary, in place of an older one: the
    /// same minibatches, one thing different (core/train/futures.h). Returns the number of its mail; it has
    /// none when there is no run, or when a gate cannot be set, which the run reports. From then on every
    /// verb is for both, but for the one thing that is different. Throws Error when a setting is invalid.
    int fork(const Difference& difference);
    /// At the next minibatch boundary one future goes on alone, under its number; the other one is dropped.
    void keep(Future kept);

    /// A copy of everything at the next minibatch boundary (at once when paused or finished). The future
    /// throws Error when there is no run. Waiting for it is for a thread other than the GUI's.
    std::future<std::shared_ptr<const Checkpoint>> checkpoint();

    RunState state() const;
    /// While the state is Loading: how much of the data is, from 0 to 1.
    double fractionLoaded() const;
    int run() const;
    /// Points, events and the latest frame since the last call. Never waits for the worker.
    Mail drain();
    /// The same of the second future; of number 0 when there never was one.
    Mail drainSecond();
    /// Blocks until the run is finished, paused, failed or stopped.
    void wait();

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace tristate::train
