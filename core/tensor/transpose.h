#pragma once

#include "core/tensor/pack.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tristate {
inline namespace TRISTATE_ISA {

/// to[lane][i] = from[i][lane] for i in [0, rows), lane in [0, kLanes): `rows` rows of kLanes numbers become
/// kLanes rows of `rows` numbers. Strides in elements.
template <class T>
inline void transposeTilePlain(const T* from, std::ptrdiff_t fromStride, int rows, T* to,
                               std::ptrdiff_t toStride) {
    for (int lane = 0; lane < kLanes; ++lane)
        for (int i = 0; i < rows; ++i) to[lane * toStride + i] = from[i * fromStride + lane];
}

/// A whole kLanes x kLanes tile. With one register a Pack: four rounds of exchanging halves between pairs of
/// rows.
template <class T>
inline void transposeSquare(const T* from, std::ptrdiff_t fromStride, T* to, std::ptrdiff_t toStride) {
    if constexpr (Pack<T>::kParts == 1 && kLanes == 16) {
        using V = typename Pack<T>::Native;
        typedef std::int32_t Mask __attribute__((vector_size(64)));
        V row[kLanes];
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) row[i] = Pack<T>::load(from + i * fromStride).part[0];
        const auto exchange = [&row](auto distance, const Mask& low, const Mask& high) {
            constexpr int kDistance = decltype(distance)::value;
#pragma GCC unroll 16
            for (int i = 0; i < kLanes; ++i)
                if ((i & kDistance) == 0) {
                    const V a = row[i], b = row[i + kDistance];
                    row[i] = __builtin_shuffle(a, b, low);
                    row[i + kDistance] = __builtin_shuffle(a, b, high);
                }
        };
        exchange(std::integral_constant<int, 8>{},
                 Mask{0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23},
                 Mask{8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31});
        exchange(std::integral_constant<int, 4>{},
                 Mask{0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27},
                 Mask{4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31});
        exchange(std::integral_constant<int, 2>{},
                 Mask{0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29},
                 Mask{2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31});
        exchange(std::integral_constant<int, 1>{},
                 Mask{0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30},
                 Mask{1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31});
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) Pack<T>{{row[i]}}.store(to + i * toStride);
    } else {
        transposeTilePlain(from, fromStride, kLanes, to, toStride);
    }
}

/// transposeTilePlain, quick for whole tiles.
template <class T>
inline void transposeTile(const T* from, std::ptrdiff_t fromStride, int rows, T* to,
                          std::ptrdiff_t toStride) {
    if (rows == kLanes)
        transposeSquare(from, fromStride, to, toStride);
    else
        transposeTilePlain(from, fromStride, rows, to, toStride);
}

} // namespace TRISTATE_ISA
} // namespace tristate
