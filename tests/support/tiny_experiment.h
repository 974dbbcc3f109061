#pragma once

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/graph/graph_text.h"
#include "core/train/experiment.h"

#include <algorithm>

namespace tristate::test {

/// Four blurred clusters in eight dimensions: learnt in a few hundred steps of a few milliseconds in all.
inline data::Dataset tinyDataset(std::size_t samples, std::uint64_t seed) {
    data::Dataset set;
    set.name = "clusters";
    set.shape = {8};
    set.classes = 4;
    set.classNames = {"a", "b", "c", "d"};
    Rng rng(seed);
    for (std::size_t i = 0; i < samples; ++i) {
        const auto label = static_cast<std::uint8_t>(rng.below(4));
        for (int f = 0; f < 8; ++f) {
            const double centre = f / 2 == label ? 0.7 : 0.3;
            set.values.push_back(static_cast<float>(std::clamp(centre + 0.12 * rng.normal(), 0.0, 1.0)));
        }
        set.labels.push_back(label);
    }
    return set;
}

inline data::Splits tinyData() {
    return {tinyDataset(500, 1), {}, tinyDataset(200, 2)};
}

inline train::Experiment tinyExperiment() {
    train::Experiment experiment;
    experiment.name = "tiny";
    experiment.net = graph::parseGraph("8-24-4");
    experiment.train.epochs = 12;
    experiment.train.batch = 40;
    experiment.train.threads = 1;
    experiment.train.rate = 5e-3;
    experiment.train.frozenEpochs = 3;
    experiment.train.patience = 20;
    return experiment;
}

} // namespace tristate::test
