#pragma once

#include "core/tensor/activation.h"

namespace tristate::nn::kernels {

/// What a convolution sums up while it stores its output, for the batch normalisation that reads it: over the
/// positions of one group, lane by lane, of each map x - centre, and behind all of these (x - centre)^2.
template <class T>
struct ChannelSums {
    Activation<T>* sums = nullptr; ///< 2 x maps features, overwritten; null: not wanted
    const T* centre = nullptr;     ///< of each map, some number near its mean

    explicit operator bool() const { return sums != nullptr; }
};

} // namespace tristate::nn::kernels
