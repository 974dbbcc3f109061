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

/// What the outputs of a minibatch are to be.
struct RegressionTargets {
    std::span<const float> values;  ///< samples x outputs, sample-major
    std::span<const double> scales; ///< one for each output: errors are multiplied by it
    bool isHuber = false;
};

/// Error of each sample: the mean over its outputs of r r with r = scale (output - target); by Huber 2 |r| -
/// 1 where |r| > 1, so that a few wild targets do not rule.
///
/// outputs: [group][output][lane]; samples beyond those of the targets are padding. Writes, for the samples
/// of `groups`: sampleLoss, sampleSquares (the mean of r r, by Huber, too), and when `gradient` is given d
/// (mean loss over the minibatch) / d outputs, 0 for padding. Thread-safe for different groups.
template <class T>
void regressionLoss(const Activation<T>& outputs, const RegressionTargets& targets, GroupRange groups,
                    std::span<T> sampleLoss, std::span<T> sampleSquares, Activation<T>* gradient);

extern template void regressionLoss(const Activation<float>&, const RegressionTargets&, GroupRange,
                                    std::span<float>, std::span<float>, Activation<float>*);
extern template void regressionLoss(const Activation<double>&, const RegressionTargets&, GroupRange,
                                    std::span<double>, std::span<double>, Activation<double>*);

extern template void softmaxCrossEntropy(const Activation<float>&, std::span<const std::uint32_t>, GroupRange,
                                         std::span<float>, std::span<std::uint8_t>, Activation<float>*);
extern template void softmaxCrossEntropy(const Activation<double>&, std::span<const std::uint32_t>,
                                         GroupRange, std::span<double>, std::span<std::uint8_t>,
                                         Activation<double>*);

} // namespace tristate::nn
