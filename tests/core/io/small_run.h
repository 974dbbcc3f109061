#pragma once

#include "core/graph/graph_text.h"
#include "core/train/checkpoint.h"

#include <cmath>

namespace tristate::io {

/// Three noisy clouds in eight dimensions: quick to learn, with dimensions that do not matter.
inline data::Dataset clouds(std::size_t samples, std::uint64_t seed) {
    constexpr int kClasses = 3;
    data::Dataset set;
    set.name = "clouds";
    set.shape = {8, 1, 1};
    set.classes = kClasses;
    set.classNames = {"a", "b", "c"};
    Rng rng(seed);
    for (std::size_t i = 0; i < samples; ++i) {
        const auto label = static_cast<int>(i % kClasses);
        for (int f = 0; f < set.shape.features(); ++f)
            set.values.push_back(static_cast<float>((f == label ? 0.8 : 0.2) + 0.15 * rng.normal()));
        set.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return set;
}

/// Loses most of its units within a few hundred steps.
inline train::Experiment smallExperiment() {
    train::Experiment experiment;
    experiment.name = "small";
    experiment.net = graph::parseGraph("8-24-12-3");
    experiment.data.source = "clouds";
    experiment.train.epochs = 0;
    experiment.train.batch = 32;
    experiment.train.threads = 2;
    experiment.train.rate = 0.01;
    experiment.train.warmupEpochs = 1;
    experiment.train.patience = 10;
    experiment.train.lambdas.lambda3 = 0.02;
    return experiment;
}

/// A run of so many steps, stopped in the middle of an epoch.
inline train::Checkpoint trained(const train::Experiment& experiment, const data::Dataset& data, int steps) {
    train::Checkpoint checkpoint{.experiment = experiment,
                                 .live = train::liveSettings(experiment.train),
                                 .network = train::makeNetwork(experiment),
                                 .trainer = {},
                                 .data = nullptr};
    train::Trainer trainer(checkpoint.network, data, experiment.train);
    for (int i = 0; i < steps; ++i) trainer.step(checkpoint.live);
    checkpoint.trainer = trainer.state();
    return checkpoint;
}

/// Goes on from a checkpoint and returns the signature that the network has then.
inline std::string signatureAfter(train::Checkpoint checkpoint, const data::Dataset& data, int steps) {
    train::Trainer trainer(checkpoint.network, data, checkpoint.experiment.train, checkpoint.trainer);
    for (int i = 0; i < steps; ++i) trainer.step(checkpoint.live);
    return checkpoint.network.signature();
}

} // namespace tristate::io
