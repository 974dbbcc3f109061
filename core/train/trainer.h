#pragma once

#include "core/base/threads.h"
#include "core/data/batches.h"
#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/optim/optimizer.h"
#include "core/train/decay_masks.h"
#include "core/train/experiment.h"
#include "core/train/gate_step.h"
#include "core/train/schedule.h"
#include "core/train/task.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tristate::train {

/// Where a training run is, apart from its network: enough to go on bit for bit.
struct TrainerState {
    std::int64_t step = 0;   ///< minibatches done
    data::SampleOrder order; ///< with its random state
};

/// What one minibatch did.
struct StepReport {
    double loss = 0;     ///< mean over the minibatch (core/train/task.h), before the update
    double errorSum = 0; ///< of the minibatch, for errorOf()
    int wrong = 0;       ///< samples whose largest logit was not the label's; 0 of a regression
    int samples = 0;
    std::vector<int> removed; ///< units that left each gated layer; empty when none did
    std::vector<int> merged;  ///< gated layers that were linear and are multiplied into the next one now
    std::vector<GateStep::Vanished> vanished; ///< branches that lost their last unit
    std::vector<int> keptLast;                ///< gated layers that were about to lose their last unit
};

/// Trains a network one minibatch at a time: forward, loss, backward, gradients of the objective on the
/// gates, the optimizers, clipping, and from time to time removal of closed units. The trainer is driven from
/// one thread; it describes the work as independent items and leaves it to runPhases to spread them, so
/// results do not depend on the number of threads.
class Trainer {
public:
    /// `network` and `data` outlive the trainer. Throws Error when they do not fit together.
    Trainer(nn::Network& network, const data::Dataset& data, const TrainConfig& config);
    /// Goes on from a saved state.
    Trainer(nn::Network& network, const data::Dataset& data, const TrainConfig& config, TrainerState state);
    ~Trainer();

    StepReport step(const LiveSettings& live);

    const TrainerState& state() const { return m_state; }
    /// What the last minibatch left: the outputs of all layers and the gradients by the gates.
    const nn::Workspace<float>& lastPasses() const { return m_workspace; }
    std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }
    /// Passes over the training data so far.
    double epoch() const { return progress().epoch(); }
    /// All epochs of the experiment are done.
    bool finished() const;

private:
    Progress progress() const { return {m_state.step, m_stepsPerEpoch}; }
    void prepare(std::span<const std::uint32_t> batch, const LiveSettings& live);
    /// Forward, loss and backward of the minibatch, as work that runPhases spreads over the threads; the
    /// updates of a section's parameters beside the backward passes of the section before it.
    void addPasses(std::vector<Phase>& phases, std::span<const std::uint32_t> batch,
                   const LiveSettings& live);
    /// The gradient of every block of parameters of a section, and at once its update; nothing where weights
    /// are frozen.
    Phase updates(int section, const LiveSettings& live);
    data::Augmentation augmentation() const;
    void updateBlock(std::size_t layer, int block, double decay);
    void moveGates(const LiveSettings& live, StepReport& report);
    void shrink(const LiveSettings& live, StepReport& report);

    nn::Network& m_network;
    const data::Dataset& m_data;
    TrainConfig m_config;
    TrainerState m_state;
    std::int64_t m_stepsPerEpoch = 0;
    int m_threads = 1;
    std::unique_ptr<optim::Optimizer<float>> m_optimizer;
    GateStep m_gates;
    nn::Workspace<float> m_workspace;
    std::vector<DecayMask> m_decayMasks; ///< of this step; empty without weight decay
    MinibatchLoss m_loss;
};

/// The generator of the initial weights of an experiment, and of the order of its samples.
Rng weightsRng(const TrainConfig& config);
Rng orderRng(const TrainConfig& config);

/// Sets the gates to where an experiment starts; `network` is as it was built or imported.
void startGates(nn::Network& network, const TrainConfig& config);
/// A new network for an experiment: initial weights, gates at their start.
nn::Network makeNetwork(const Experiment& experiment);

} // namespace tristate::train
