#pragma once

#include "core/nn/network.h"
#include "core/nn/plain_network.h"

namespace tristate::prune {

/// A trainable network that gives the plain network's logits: its ReLUs become tri-state ReLUs with every
/// gate open, a weight layer without a ReLU behind it gets d = 1. Throws Error where the chain has no such
/// form: it must be weight layers, each with at most one ReLU and with poolings behind it, and end in a dense
/// layer without a ReLU.
nn::Network importNetwork(const nn::PlainNetwork& plain);

} // namespace tristate::prune
