#pragma once

#include "core/tensor/activation.h"
#include "core/tensor/shape.h"

namespace tristate::nn::kernels {

/// Shape of a pooling; channels of input and output are equal.
struct PoolShape {
    Shape input;
    Shape output;
    int size = 0;
    int stride = 0;
};

/// output = largest value of each window.
template <class T>
void maxPoolForward(const PoolShape& shape, const Activation<T>& input, Activation<T>& output,
                    GroupRange groups);

/// inputGradient: the output's gradient at the first largest element of each window, 0 elsewhere; summed
/// where windows overlap. The backward functions are for one sample group and the channels of `shape`, and
/// take pointers to the first value of the first of them.
template <class T>
void maxPoolBackward(const PoolShape& shape, const T* input, const T* output, const T* outputGradient,
                     T* inputGradient);

/// output = mean of each window.
template <class T>
void averagePoolForward(const PoolShape& shape, const Activation<T>& input, Activation<T>& output,
                        GroupRange groups);

/// inputGradient: the output's gradient / size^2 at every element of its window, summed where windows
/// overlap.
template <class T>
void averagePoolBackward(const PoolShape& shape, const T* outputGradient, T* inputGradient);

} // namespace tristate::nn::kernels
