#pragma once

#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/gate_edit.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tristate::train {

class Driver;

/// A minibatch that was trained.
struct Minibatch {
    StepReport report;
    double seconds = 0; ///< that it took
};

/// Something that a training does beside the minibatches: it reports, measures, steers, puts back a good
/// state. Each is small and has one purpose. Hooks are called on the driver's thread, observers in the order
/// in which they were attached; a hook may change the state through the driver.
class Observer {
public:
    Observer() = default;
    virtual ~Observer() = default;
    Observer(const Observer&) = delete; // a driver refers to it
    Observer& operator=(const Observer&) = delete;

    /// The next minibatch is about to be trained.
    virtual void beforeStep(Driver&) {}
    /// A minibatch was trained, and its loss is finite.
    virtual void afterStep(Driver&, const Minibatch&) {}
    /// A minibatch was trained, and its loss is not finite. The state is not to be trained further.
    virtual void diverged(Driver&) {}
    /// The evaluation data were measured with the network as it is.
    virtual void evaluated(const Driver&, const Evaluation&) {}
    /// Other settings are in force from now on, or another strength was asked for (Goal).
    virtual void settingsChanged(const Driver&, const LiveSettings& /*before*/) {}
    /// The state is about to be copied, which takes long for a large network.
    virtual void copying(const Driver&) {}
};

/// The loop over minibatches, the only one: sessions, replays, studies and comparisons differ in what they
/// attach. Knows no policy, no threads, and no clock but for measuring. Owns the state of the training, which
/// is what a Checkpoint is a copy of. Used from one thread.
class Driver {
public:
    /// Goes on from a checkpoint. Loads data unless it brings them. Throws Error when the data are not there
    /// or do not fit the network.
    explicit Driver(const Checkpoint& from);
    Driver(const Driver&) = delete; // the trainer refers to the network beside it
    Driver& operator=(const Driver&) = delete;

    /// From now on it is called, after those that are there. It outlives the driver or is not called any
    /// more.
    void attach(Observer& observer) { m_observers.push_back(&observer); }

    /// Trains one minibatch. False when it diverged; the observers have seen to it.
    bool step();
    enum class End { Reached, Stopped, Diverged };
    static constexpr std::int64_t kToTheEnd = std::numeric_limits<std::int64_t>::max();
    /// Trains until so many minibatches of the whole training are done, or all of the experiment. `stop` is
    /// looked at before every minibatch.
    End run(std::int64_t toStep = kToTheEnd, const std::stop_token& stop = {});

    const Experiment& experiment() const { return m_experiment; }
    const LiveSettings& live() const { return m_live; }
    const data::Splits& data() const { return *m_data; }
    const nn::Network& network() const { return m_network; }
    const Goal& goal() const { return m_goal; }
    /// Minibatches done.
    std::int64_t stepsDone() const { return m_trainer->state().step; }
    std::int64_t stepsPerEpoch() const { return m_trainer->stepsPerEpoch(); }
    /// Of the present epoch.
    std::int64_t stepsIntoEpoch() const { return stepsDone() % stepsPerEpoch(); }
    bool isBetweenEpochs() const { return stepsIntoEpoch() == 0; }
    /// Passes over the training data so far.
    double epoch() const { return m_trainer->epoch(); }
    /// All epochs of the experiment are done.
    bool finished() const { return m_trainer->finished(); }

    /// A copy of everything.
    std::shared_ptr<const Checkpoint> checkpoint() const;
    /// The validation data, or the test set where there are none; measured once for a state.
    const Evaluation& evaluation();

    // What observers and requests change, between two minibatches.

    /// In force from the next minibatch on. Nothing happens when it is already.
    void setLive(const LiveSettings& live);
    void setGoal(Goal goal) { m_goal = std::move(goal); }
    /// The strength that somebody asked for; other settings as they are.
    void setStrength(double strength);
    /// Does nothing when the unit has left.
    void edit(const GateEdit& edit);
    /// Goes on with another network of the same experiment at the same step.
    void replaceNetwork(const nn::Network& network);
    /// Goes back to a checkpoint of the same training; the settings in force stay.
    void goBackTo(const Checkpoint& checkpoint);

private:
    void trainFrom(TrainerState state);

    Experiment m_experiment;
    LiveSettings m_live;
    std::shared_ptr<const data::Splits> m_data;
    std::shared_ptr<const nn::Network> m_imported; ///< what it began with; null: drawn weights
    nn::Network m_network;
    std::unique_ptr<Trainer> m_trainer;
    Goal m_goal;
    std::optional<Evaluation> m_evaluation; ///< of the state as it is
    std::vector<Observer*> m_observers;
};

} // namespace tristate::train
