#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"

namespace tristate::train {

struct Evaluation {
    double loss = 0;  ///< mean cross-entropy, nats
    double error = 0; ///< percent of the samples whose largest logit is not the label's
    std::size_t wrong = 0;
    std::size_t samples = 0;
};

/// Runs the network over a whole dataset; all figures are 0 for an empty one. The same figures for any number
/// of threads (0: every core). Throws Error when the samples are not for this network (fit.h).
Evaluation evaluate(const nn::Network& network, const data::Dataset& dataset, int threads);

/// Logits of samples [first, first + count): count x classes, row-major.
nn::Parameter<float>::Matrix logits(const nn::Network& network, const data::Dataset& dataset,
                                    std::size_t first, std::size_t count, int threads);

} // namespace tristate::train
