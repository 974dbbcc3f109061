#pragma once

#include "core/nn/kernels/winograd_kernels.h"
#include "core/tensor/pack.h"

#include <algorithm>
#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

/// The matrices of WinogradShape, lane by lane.

/// v = B^T d
template <class T>
TRISTATE_INLINE void inputsOf(const Pack<T> (&d)[6], Pack<T> (&v)[6]) {
    v[0] = T(4) * d[0] - T(5) * d[2] + d[4];
    const Pack<T> a = d[4] - T(4) * d[2], b = d[3] - T(4) * d[1];
    v[1] = a + b;
    v[2] = a - b;
    const Pack<T> c = d[4] - d[2], e = T(2) * (d[3] - d[1]);
    v[3] = c + e;
    v[4] = c - e;
    v[5] = T(4) * d[1] - T(5) * d[3] + d[5];
}

/// y = A^T m
template <class T>
TRISTATE_INLINE void outputsOf(const Pack<T> (&m)[6], Pack<T> (&y)[4]) {
    const Pack<T> a = m[1] + m[2], b = m[1] - m[2], c = m[3] + m[4], e = m[3] - m[4];
    y[0] = m[0] + a + c;
    y[1] = b + T(2) * e;
    y[2] = a + T(4) * c;
    y[3] = b + T(8) * e + m[5];
}

/// v = A dy
template <class T>
TRISTATE_INLINE void gradientsOf(const Pack<T> (&dy)[4], Pack<T> (&v)[6]) {
    v[0] = dy[0];
    const Pack<T> even = dy[0] + dy[2], odd = dy[1] + dy[3];
    v[1] = even + odd;
    v[2] = even - odd;
    const Pack<T> scaled = dy[0] + T(4) * dy[2], others = T(2) * dy[1] + T(8) * dy[3];
    v[3] = scaled + others;
    v[4] = scaled - others;
    v[5] = dy[3];
}

/// A value of a row, 0 beside it.
template <class T>
TRISTATE_INLINE Pack<T> valueAt(const T* row, int x, int width) {
    return x >= 0 && x < width ? Pack<T>::load(row + static_cast<std::ptrdiff_t>(x) * kLanes)
                               : Pack<T>::splat(T(0));
}

/// Asks for the next row of a map while the products of this one are made: it comes from the third cache, and
/// the rows of the other maps lie between.
template <class T>
TRISTATE_INLINE void prefetchPiece(const T* at) {
    for (int x = 0; x < 4; ++x) __builtin_prefetch(at + x * kLanes);
}

/// B^T of row y of an input map, 0 outside the map: the pieces of each product side by side, one product
/// `stride` behind the other.
template <class T>
inline __attribute__((always_inline)) void transformInputRow(const WinogradShape& s, const T* input, int map,
                                                             int y, T* to, std::ptrdiff_t stride) {
    const int width = s.input.width;
    const T* row = input + (static_cast<std::ptrdiff_t>(map) * s.input.height + y) * width * kLanes;
    for (int tile = 0; tile < s.tiles(); ++tile) {
        const int begin = 4 * tile - s.padding;
        Pack<T> d[6], v[6];
        if (begin >= 0 && begin + 6 <= width)
            for (int x = 0; x < 6; ++x)
                d[x] = Pack<T>::load(row + static_cast<std::ptrdiff_t>(begin + x) * kLanes);
        else
            for (int x = 0; x < 6; ++x) d[x] = valueAt(row, begin + x, width);
        inputsOf(d, v);
        for (int f = 0; f < 6; ++f) v[f].store(to + f * stride + tile * kLanes);
        prefetchPiece(row + (static_cast<std::ptrdiff_t>(width) + 4 * tile) * kLanes);
    }
}

} // namespace tristate::nn::kernels::TRISTATE_ISA
