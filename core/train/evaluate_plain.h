#pragma once

#include "core/data/dataset.h"
#include "core/nn/plain_network.h"
#include "core/train/evaluate.h"

#include <cstddef>
#include <span>
#include <stop_token>

namespace tristate::train {

/// The counterpart of evaluate() for a network without gates: runs every sample through nn::predict, which
/// shares no code with training. The same figures for any number of threads (0: every core); all are 0 for an
/// empty dataset. Throws Error when the samples are not for this network. Once `stop` is requested what is
/// left is skipped, and the figures mean nothing.
Evaluation evaluatePlain(const nn::PlainNetwork& network, const data::Dataset& dataset, int threads,
                         const std::stop_token& stop = {});

/// What a net says of samples in their order from `first` on: a number for each target, row after row.
void addRows(RegressionSums& sums, std::size_t first, std::span<const float> outputs, std::size_t targets);

/// Percent of these samples, or deviations of the targets as Metric says, that somebody is wrong by who
/// always gives the same answer: the most frequent label, or the mean of the training part.
double errorOfOneAnswer(const data::Dataset& dataset);

} // namespace tristate::train
