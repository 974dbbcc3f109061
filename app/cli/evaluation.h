#pragma once

#include "core/data/dataset.h"
#include "core/nn/plain_network.h"
#include "core/train/evaluate.h"

namespace tristate::cli {

/// The counterpart of train::evaluate for a network without gates: runs every sample through it. Throws Error
/// when the shapes or the number of classes do not fit. Threads: 0 for every core.
train::Evaluation evaluate(const nn::PlainNetwork& network, const data::Dataset& dataset, int threads);

} // namespace tristate::cli
