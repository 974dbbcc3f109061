#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/train/task.h"

#include <cstddef>
#include <vector>

namespace tristate::train {

struct Evaluation {
    double loss = 0;       ///< mean, as of training (core/train/task.h)
    double error = 0;      ///< as Metric says: percent of wrong samples, or a root mean squared error
    std::size_t wrong = 0; ///< of classes
    std::size_t samples = 0;
    std::vector<TargetFigures> targets{}; ///< of a regression, one for each
};

/// Runs the network over a whole dataset; all figures are 0 for an empty one. The same figures for any number
/// of threads (0: every core). Throws Error when the samples are not for this network (fit.h).
Evaluation evaluate(const nn::Network& network, const data::Dataset& dataset, int threads,
                    RegressionLoss loss = RegressionLoss::Squared);

/// Logits, or the numbers of a regression, of samples [first, first + count): count x classes, row-major.
nn::Parameter<float>::Matrix logits(const nn::Network& network, const data::Dataset& dataset,
                                    std::size_t first, std::size_t count, int threads);

} // namespace tristate::train
