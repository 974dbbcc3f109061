#pragma once

#include "core/train/checkpoint.h"
#include "core/train/gate_edit.h"
#include "core/train/mailbox.h"
#include "core/train/snapshots.h"
#include "core/train/step_speed.h"
#include "core/train/trainer.h"

#include <chrono>
#include <memory>
#include <optional>

namespace tristate::train {

/// One training run as a chain of minibatches that reports to a mailbox: points every few minibatches,
/// held-out measurements at the end of epochs, events, frames. It knows no threads and no clock of its own
/// but for measuring; whoever drives it (the session's worker, a test) calls step().
class Run {
public:
    /// A new run, or one that goes on from a checkpoint. Loads data unless the checkpoint brings them. Throws
    /// Error.
    Run(std::shared_ptr<const Checkpoint> from, Mailbox& mailbox);
    static std::shared_ptr<const Checkpoint> fresh(const Experiment& experiment,
                                                   std::shared_ptr<const data::Splits> data);
    /// A run that begins with this network, as built from experiment.net; its gates are set.
    static std::shared_ptr<const Checkpoint>
    fresh(const Experiment& experiment, std::shared_ptr<const data::Splits> data, nn::Network network);
    /// The same, and every checkpoint of the run knows the network, so that it can begin anew with it.
    static std::shared_ptr<const Checkpoint> freshFrom(std::shared_ptr<const nn::Network> imported,
                                                       const Experiment& experiment,
                                                       std::shared_ptr<const data::Splits> data);

    Run(const Run&) = delete; // the trainer refers to the network beside it
    Run& operator=(const Run&) = delete;

    /// Trains one minibatch. False when the loss was no number: the last good state is back in place then.
    bool step();
    bool finished() const { return m_trainer->finished(); }
    /// Minibatches until the present epoch ends, at least 1.
    std::int64_t stepsToEpochEnd() const;
    /// Passes over the training data so far.
    double epoch() const { return m_trainer->epoch(); }

    const LiveSettings& live() const { return m_live; }
    /// In force from the next minibatch on, and on record there. In a run with a target lambda3 is the
    /// strength that is steered: asked for as it was before, it goes on as it is in force.
    void setLive(LiveSettings asked);

    /// Sets a gate by hand before the next minibatch, and puts it, or why it cannot be, on record.
    void edit(const GateEdit& edit);
    /// Reports the gates and everything else as they are now, though no minibatch was trained.
    void reportEdits();

    /// Reports what has gathered since the last point, a frame and a snapshot: for pauses and ends.
    void flush();
    void report(EventKind kind, std::string text, int layer = -1, int unit = -1);
    /// Measures the test set, for the last frame.
    void measureTest();
    std::shared_ptr<const Checkpoint> checkpoint() const;
    /// From now on puts its state into the mailbox from time to time, at once for the first time.
    void mailSnapshots();

private:
    struct Sums {
        double loss = 0;
        std::int64_t wrong = 0, samples = 0;
        int steps = 0;
        std::chrono::duration<double> seconds{};
    };

    void reportChanges(const StepReport& report);
    /// Layers whose d crossed 0.5 since the point before; a d that flickers in between is not worth an event
    /// each time.
    void reportDepths();
    void putPoint();
    void putFrame();
    void putSnapshot();
    void measureEvaluation();
    bool epochEnds() const;
    bool pointIsDue() const;
    bool evaluationIsDue() const;
    bool goalIsDue() const;
    void steerToGoal();
    /// Puts it in force and on record.
    void enforce(const LiveSettings& live);
    void takeBest();
    void keepGoodState();
    void restoreGoodState();

    Mailbox& m_mailbox;
    Experiment m_experiment;
    LiveSettings m_live;
    std::shared_ptr<const data::Splits> m_data;
    std::shared_ptr<const nn::Network> m_imported; ///< what it began with; null: drawn weights
    nn::Network m_network;
    std::unique_ptr<Trainer> m_trainer;
    Sums m_sums;
    Sums m_lastSums;                                                          ///< of the last point
    double m_evaluationLoss = kNotMeasured, m_evaluationError = kNotMeasured; ///< for the next point
    double m_testError = kNotMeasured;
    Goal m_goal;
    StepSpeed m_speed;
    std::vector<std::int64_t>
        m_keptLastAt;               ///< for each gated layer, when its last unit was last kept open, or -1
    std::vector<bool> m_saidLinear; ///< for each gated layer, as last reported
    bool m_snapshots = false;
    SnapshotPace m_pace;
    std::shared_ptr<const Checkpoint> m_good;      ///< proven by a finite loss after it
    std::shared_ptr<const Checkpoint> m_candidate; ///< to be proven by the next minibatch
};

} // namespace tristate::train
