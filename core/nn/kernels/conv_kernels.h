#pragma once

#include "core/nn/parameter.h"
#include "core/tensor/activation.h"
#include "core/tensor/shape.h"

#include <vector>

namespace tristate::nn::kernels {

/// Shape of a convolution (cross-correlation) without padding; a layer pads its input beforehand.
struct ConvShape {
    Shape input;
    Shape output;
    int kernel = 0;
    int stride = 1;

    int taps() const { return input.channels * kernel * kernel; }
};

/// Output maps that share a pass over the input in the weight gradient; blocks of this many rows waste
/// nothing.
inline constexpr int kMapsPerBlock = 5;

/// Direct convolutions over the samples-contiguous layout, no copies of the input. weight: output maps x
/// (input map, ky, kx). No threads; results do not depend on how groups or rows are cut into calls. The
/// *Reference functions are the plain versions that tests compare with.

/// output[o][y][x] = bias[o] + sum weight[o][i][ky][kx] input[i][y stride + ky][x stride + kx]
template <class T>
void convForward(const ConvShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                 Activation<T>& output, GroupRange groups);

/// inputGradient[i][y][x] = sum of weight * outputGradient over every output the input went into
template <class T>
void convInputGradient(const ConvShape& shape, const Activation<T>& outputGradient, const T* weight,
                       Activation<T>& inputGradient, GroupRange groups);

/// weightGradient[o][i][ky][kx] = sum over samples and positions of outputGradient * input, for the maps of
/// `rows`. weightGradient points to row 0. `scratch` holds partial sums of these rows and may be reused.
template <class T>
void convWeightGradient(const ConvShape& shape, const Activation<T>& input,
                        const Activation<T>& outputGradient, T* weightGradient, RowRange rows,
                        std::vector<T>& scratch);

/// biasGradient[o] = sum over samples and positions of outputGradient[o], for the maps of `rows`.
template <class T>
void convBiasGradient(const ConvShape& shape, const Activation<T>& outputGradient, T* biasGradient,
                      RowRange rows);

template <class T>
void convForwardReference(const ConvShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                          Activation<T>& output, GroupRange groups);
template <class T>
void convInputGradientReference(const ConvShape& shape, const Activation<T>& outputGradient, const T* weight,
                                Activation<T>& inputGradient, GroupRange groups);
template <class T>
void convWeightGradientReference(const ConvShape& shape, const Activation<T>& input,
                                 const Activation<T>& outputGradient, T* weightGradient);

} // namespace tristate::nn::kernels
