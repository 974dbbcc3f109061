#pragma once

#include "core/data/dataset.h"
#include "core/nn/network_spec.h"
#include "core/objective/lambdas.h"

#include <cstdint>
#include <string>

namespace tristate::train {

enum class OptimizerKind { Sgd, Adam };
enum class RateSchedule { Constant, Cosine };

/// How the weights and gates are trained, as a value. Rates are per minibatch step.
struct TrainConfig {
    int epochs = 30; ///< 0: no end, until stopped
    int batch = 128;
    std::uint64_t seed = 1; ///< of the initial weights and of the order of samples
    int threads = 0;        ///< 0: every core. Never changes a result.

    OptimizerKind optimizer = OptimizerKind::Adam;
    double rate = 1e-3;                             ///< learning rate of weights and biases
    double momentum = 0.9;                          ///< of SGD
    RateSchedule schedule = RateSchedule::Constant; ///< cosine: from `rate` to 0 over `epochs`

    int shift =
        0; ///< augmentation: images move by up to this many pixels, differently each time they are seen

    bool gates = true;       ///< false: an ordinary network, all gates stay open
    bool depthGates = false; ///< learn d too; where false, every d stays 0
    double gateRate = 0.1;   ///< plain SGD on w and d
    double gateStart = 1.0;  ///< initial w
    objective::Lambdas lambdas;
    int warmupEpochs = 1; ///< first epochs, without moving the gates
    int frozenEpochs = 0; ///< last epochs, without moving the gates
    /// A unit that stayed closed for this many steps is removed from the arrays; 0: never. Whatever is still
    /// closed when the gates freeze for good is removed then.
    int patience = 500;

    friend bool operator==(const TrainConfig&, const TrainConfig&) = default;
};

/// One experiment is one value: everything needed to repeat a run. The command line, the window, presets and
/// session files all use this.
struct Experiment {
    std::string name;
    nn::NetworkSpec net;
    data::DataSpec data;
    TrainConfig train;

    friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// Throws Error naming the setting that cannot be (negative rate, batch of 0, lambda that is not finite...).
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

    friend bool operator==(const LiveSettings&, const LiveSettings&) = default;
};

/// The live part of an experiment, as it starts.
LiveSettings liveSettings(const TrainConfig& config);

/// Throws Error naming the setting that cannot be.
void validate(const LiveSettings& live);

} // namespace tristate::train
