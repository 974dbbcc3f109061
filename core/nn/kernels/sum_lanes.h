#pragma once

#include "core/tensor/transpose.h"

#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

/// to[i] = sum of the lanes of pack i, in the order of the lanes. Sixteen packs at a time are turned on their
/// side, so that lanes of sixteen sums are added at once.
template <class T>
inline void sumLanes(const T* packs, std::ptrdiff_t count, T* to) {
    std::ptrdiff_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        alignas(64) T turned[kLanes * kLanes];
        transposeSquare(packs + i * kLanes, kLanes, turned, kLanes);
        Pack<T> total = Pack<T>::load(turned);
        for (int lane = 1; lane < kLanes; ++lane) total.add(Pack<T>::load(turned + lane * kLanes));
        total.store(to + i);
    }
    for (; i < count; ++i) to[i] = Pack<T>::load(packs + i * kLanes).sum();
}

} // namespace tristate::nn::kernels::TRISTATE_ISA
