#pragma once

#include "core/nn/kernels/channel_sums.h"
#include "core/nn/kernels/norm_kernels.h"
#include "core/nn/parameter.h"
#include "core/tensor/activation.h"
#include "core/tensor/shape.h"

#include <functional>
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
/// nothing. Where an input meets few weights, 1x1 or with a stride, many maps share the way to the cache: it
/// is read in strips then.
inline constexpr int mapsPerBlock(const ConvShape& shape) {
    return shape.kernel == 1 || shape.stride > 1 ? 20 : 5;
}

/// Direct convolutions over the samples-contiguous layout, no copies of the input. weight: output maps x
/// (input map, ky, kx). No threads; results do not depend on how groups or rows are cut into calls. The
/// *Reference functions are the plain versions that tests compare with.

/// output[o][y][x] = bias[o] + sum weight[o][i][ky][kx] input[i][y stride + ky][x stride + kx], and of that
/// what `finish` makes, where it has units.
template <class T>
void convForward(const ConvShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                 Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums = {},
                 const NormShape<T>& finish = {});

/// inputGradient[i][y][x] = sum of weight * outputGradient over every output the input went into
template <class T>
void convInputGradient(const ConvShape& shape, const Activation<T>& outputGradient, const T* weight,
                       Activation<T>& inputGradient, GroupRange groups);

/// The output gradient of one sample group, for some maps: where the first value of the first of them is.
/// Called once for each group, in order; what it yields is read before the next call.
template <class T>
using GroupGradient = std::function<const T*(int group)>;

/// weightGradient[o][i][ky][kx] = sum over samples and positions of outputGradient * input, and
/// biasGradient[o] = sum of outputGradient[o], for the maps of `rows`, whose output gradient it is. Both
/// results point to row 0; biasGradient may be null. `scratch` holds partial sums and may be reused.
template <class T>
void convParameterGradients(const ConvShape& shape, const Activation<T>& input,
                            const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                            T* biasGradient, std::vector<T>& scratch);

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
