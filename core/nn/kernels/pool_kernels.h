#pragma once

#include "core/tensor/activation.h"
#include "core/tensor/shape.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tristate::nn::kernels {

/// Shape of a pooling; channels of input and output are equal.
struct PoolShape {
    Shape input;
    Shape output;
    int size = 0;
    int stride = 0;
};

/// The number, row by row, of the first largest element of each window; a window has at most 65,536. For each
/// value of the output, in the same layout.
using LargestAt = std::vector<std::uint16_t>;
inline std::ptrdiff_t largestAtOffset(const PoolShape& shape, int group) {
    return static_cast<std::ptrdiff_t>(group) * shape.output.features() * kLanes;
}

/// output = largest value of each window; largestAt (null: not wanted): where it is, for all groups.
template <class T>
void maxPoolForward(const PoolShape& shape, const Activation<T>& input, Activation<T>& output,
                    std::uint16_t* largestAt, GroupRange groups);

/// inputGradient: the output's gradient at the first largest element of each window, 0 elsewhere; summed
/// where windows overlap. The backward functions are for one sample group and the channels of `shape`, and
/// take pointers to the first value of the first of them.
template <class T>
void maxPoolBackward(const PoolShape& shape, const std::uint16_t* largestAt, const T* outputGradient,
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
