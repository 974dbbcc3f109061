#pragma once

#include "core/tensor/activation.h"

#include <cstdint>
#include <span>

namespace tristate::nn {

/// Softmax cross-entropy of each sample, in nats: -log softmax(logits)[label].
///
/// logits: [group][class][lane]; labels: one per sample of the minibatch, samples beyond labels.size() are
/// padding. Writes, for the samples of `groups`: sampleLoss, sampleWrong (1 when the largest logit is not the
/// label's), and when `gradient` is given d (mean loss over the minibatch) / d logits = (softmax - onehot) /
/// samples, 0 for padding.
template <class T>
void softmaxCrossEntropy(const Activation<T>& logits, std::span<const std::uint32_t> labels,
                         GroupRange groups, std::span<T> sampleLoss, std::span<std::uint8_t> sampleWrong,
                         Activation<T>* gradient);

extern template void softmaxCrossEntropy(const Activation<float>&, std::span<const std::uint32_t>, GroupRange,
                                         std::span<float>, std::span<std::uint8_t>, Activation<float>*);
extern template void softmaxCrossEntropy(const Activation<double>&, std::span<const std::uint32_t>,
                                         GroupRange, std::span<double>, std::span<std::uint8_t>,
                                         Activation<double>*);

} // namespace tristate::nn
