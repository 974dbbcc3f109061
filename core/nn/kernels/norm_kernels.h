#pragma once

#include "core/nn/kernels/channel_sums.h"
#include "core/nn/kernels/relu_kernels.h"

namespace tristate::nn::kernels {

/// A batch normalisation, its mean and deviation given, and the tri-state ReLU behind it in one pass:
///
///     y = scale x + shift,   output = m y where y >= 0, m s y elsewhere    (of min(y, cap) when there is
///     one)
///
/// Without a ReLU the output is y: gate values null, slope 1. With a sum between the two, y is what the
/// normalisation yields plus what is added.
template <class T>
struct NormShape {
    const T* scale = nullptr; ///< of each channel
    const T* shift = nullptr;
    ReluShape<T> relu;
    T cap = 0;                            ///< 0: none
    const Activation<T>* added = nullptr; ///< as large as the input; null: there is no sum
};

/// What a convolution would have summed up (channel_sums.h) of an input that no convolution stored.
template <class T>
void channelSums(int positions, const Activation<T>& input, const ChannelSums<T>& sums, GroupRange groups);

/// `output` may lie where the input does, or what is added.
template <class T>
void normForward(const NormShape<T>& shape, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups);

/// Sums over one group, of each channel.
template <class T>
struct NormSums {
    const T* mean = nullptr;
    T* gradient = nullptr; ///< of dL/dy
    T* product = nullptr;  ///< of dL/dy (x - mean)
    T* gates = nullptr;    ///< dL/dm, then dL/ds: as ReluGradients; null without a ReLU
    bool wantsSlope = false;
    Activation<T>* passed = nullptr; ///< dL/dy goes there, when not null; may be where dL/doutput is
};
template <class T>
void normBackwardSums(const NormShape<T>& shape, const Activation<T>& input,
                      const Activation<T>& outputGradient, const NormSums<T>& sums, int group);

/// dL/dx = scale dL/dy + ofInput x + constant, of each channel; 0 in the lanes from `lanes` on. It may lie
/// where dL/doutput does. Not for a shape with a sum, whose dL/dy is passed on by normBackwardSums().
template <class T>
struct NormGradient {
    const T* ofInput = nullptr;
    const T* constant = nullptr;
    int lanes = kLanes;
};
template <class T>
void normBackward(const NormShape<T>& shape, const Activation<T>& input, const Activation<T>& outputGradient,
                  const NormGradient<T>& how, Activation<T>& inputGradient, int group);

} // namespace tristate::nn::kernels
