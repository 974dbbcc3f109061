#pragma once

#include "core/nn/kernels/channel_sums.h"
#include "core/tensor/pack.h"

#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

/// ChannelSums of one group, from one of its maps on.
template <class T>
struct TileSums {
    T* sums = nullptr; ///< null: not wanted
    const T* centre = nullptr;
    std::ptrdiff_t toSquares = 0;

    TileSums(const ChannelSums<T>& of, int group, int map) {
        if (!of) return;
        sums = of.sums->group(group) + static_cast<std::ptrdiff_t>(map) * kLanes;
        centre = of.centre + map;
        toSquares = static_cast<std::ptrdiff_t>(of.sums->features() / 2) * kLanes;
    }

    /// Adds some values of a map that is so many further.
    template <int N>
    TRISTATE_INLINE void add(int map, const Pack<T> (&values)[N], int count = N) const {
        T* const to = sums + static_cast<std::ptrdiff_t>(map) * kLanes;
        const Pack<T> middle = Pack<T>::splat(centre[map]);
        Pack<T> sum = Pack<T>::load(to), squares = Pack<T>::load(to + toSquares);
        for (int i = 0; i < count; ++i) {
            const Pack<T> distance = values[i] - middle;
            sum.add(distance);
            squares.addProduct(distance, distance);
        }
        sum.store(to);
        squares.store(to + toSquares);
    }
};

} // namespace tristate::nn::kernels::TRISTATE_ISA
