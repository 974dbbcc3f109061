#pragma once

#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/graph/graph_text.h"
#include "core/nn/gate_estimator.h"
#include "core/objective/cost_model.h"
#include "core/objective/lambdas.h"
#include "core/prune/merge.h"

#include <cstdint>
#include <string>

namespace tristate::train {

enum class OptimizerKind { Sgd, Adam };
/// How far a predicted number may be off: the square of the error, or beyond one deviation its amount.
enum class RegressionLoss { Squared, Huber };
enum class RateSchedule { Constant, Cosine, Step };

/// How the weights and gates are trained, as a value. Rates are per minibatch step. The defaults are a recipe
/// for images of 28 x 28 that only wants a lambda3.
struct TrainConfig {
    int epochs = 18; ///< 0: no end, until stopped
    int batch = 128;
    std::uint64_t seed = 1; ///< of the initial weights, the order of samples, and all other chance
    int threads = 0;        ///< 0: every core. Never changes a result.

    OptimizerKind optimizer = OptimizerKind::Adam;
    RegressionLoss loss = RegressionLoss::Squared; ///< of a regression; classes have the cross-entropy
    double rate = 2e-3;                            ///< learning rate of weights and biases
    double momentum = 0.9;                         ///< of SGD
    double weightDecay = 0.1;                      ///< decoupled, of the weights between open units
    RateSchedule schedule =
        RateSchedule::Cosine; ///< cosine: from `rate` to 0 over `epochs`, if there is an end
    int stepEpochs = 10;      ///< step schedule: after so many epochs ...
    double stepFactor = 0.1;  ///< ... the rate is multiplied by this
    data::Augmentation augmentation;

    bool gates = true;       ///< false: an ordinary network, all gates stay open
    bool depthGates = false; ///< learn d too; where false, every d stays 0
    nn::GateEstimator estimator = nn::GateEstimator::Threshold;
    double gateRate = 0.1;  ///< plain SGD on w and d
    double gateStart = 1.0; ///< initial w
    double gateSpread = 0;  ///< each w begins up to so much below gateStart, by the seed
    objective::Lambdas lambdas;
    objective::CostModel cost = objective::CostModel::Neurons; ///< what lambda3 is multiplied by
    int warmupEpochs = 1;                                      ///< first epochs, without moving the gates
    int lambdaWarmupEpochs = 0; ///< then lambda3 and lambda4 rise from 0 over so many epochs
    int binariseEpoch = 0;      ///< lambda1 and lambda2 are in force from this epoch on
    int frozenEpochs = 8;       ///< last epochs, without moving the gates
    /// A unit that stayed closed for this many steps is removed from the arrays, and a layer that stayed
    /// linear for so long is merged; 0: never. Whatever is still closed or linear when the gates freeze for
    /// good leaves then.
    int patience = 500;
    prune::MergeMode merge = prune::MergeMode::Auto; ///< which linear layers are merged
    /// Lambda3 is steered for the smallest network with a validation error of at most so much
    /// (core/train/goal.h): percent, or of a regression its root mean squared error (core/train/task.h); the
    /// gates learn to the end then, and the run ends with the best network it met. 0: no target.
    double targetError = 0;
    /// Limits of the network as it is exported, 0: none: lambda3 is steered until it has at most so many
    /// parameters, operations of a sample and bytes of weights (4 each); the run ends with the best network
    /// within them.
    int targetParameters = 0, targetOperations = 0, targetBytes = 0;

    bool hasSizeTarget() const { return targetParameters > 0 || targetOperations > 0 || targetBytes > 0; }
    bool hasTarget() const { return targetError > 0 || hasSizeTarget(); }

    friend bool operator==(const TrainConfig&, const TrainConfig&) = default;
};

/// One experiment is one value: everything needed to repeat a run. The command line, the window, presets and
/// session files all use this.
struct Experiment {
    std::string name;
    graph::Graph net;
    data::DataSpec data;
    TrainConfig train;

    friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// Throws Error naming the setting that is invalid (negative rate, batch of 0, lambda that is not finite...),
/// by its path: "train.rate". Ranges stand in the table of settings (settings.h).
void validate(const Experiment& experiment);

/// What may change while a run goes on; swapped whole and read at the start of a minibatch.
struct LiveSettings {
    objective::Lambdas lambdas;
    double rate = 1e-3;
    double gateRate = 0.1;
    bool freezeWeights = false;
    bool freezeGates = false;
    int patience = 500;
    double pauseSeconds = 0; ///< slow motion: wait this long after every minibatch
    bool watch = false;      ///< paced by what happens (core/train/watch.h), and at rest when nothing does

    friend bool operator==(const LiveSettings&, const LiveSettings&) = default;
};

/// The live part of an experiment, as it starts.
LiveSettings liveSettings(const TrainConfig& config);

/// Throws Error naming the setting that is invalid, by its key: "rate".
void validate(const LiveSettings& live);

} // namespace tristate::train
