#pragma once

#include "core/nn/kernels/channel_sums.h"
#include "core/nn/kernels/norm_kernels.h"
#include "core/nn/parameter.h"
#include "core/tensor/shape.h"

namespace tristate::nn::kernels {

/// A convolution of each map by itself; what lies in the padding is 0, and nothing is copied for it.
struct DepthwiseShape {
    Shape input; ///< without padding
    Shape output;
    int kernel = 0;
    int stride = 1, padding = 0, dilation = 1;

    int taps() const { return kernel * kernel; }
};

/// `finish`: as in conv_kernels.h.
/// output[map][y][x] = bias[map] + sum weight[map][ky][kx] input[map][y stride + ky dilation - padding][...]
template <class T>
void depthwiseForward(const DepthwiseShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                      Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums = {},
                      const NormShape<T>& finish = {});

/// inputGradient = sum of weight * outputGradient over every output the input went into.
template <class T>
void depthwiseInputGradient(const DepthwiseShape& shape, const Activation<T>& outputGradient, const T* weight,
                            Activation<T>& inputGradient, GroupRange groups);

/// The gradients by the weights of the maps of `rows`, and by their biases when that is not null; both point
/// to row 0.
template <class T>
void depthwiseParameterGradients(const DepthwiseShape& shape, const Activation<T>& input,
                                 const Activation<T>& outputGradient, RowRange rows, T* weightGradient,
                                 T* biasGradient);

} // namespace tristate::nn::kernels
