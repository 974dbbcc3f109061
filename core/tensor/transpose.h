#pragma once

#include "core/tensor/pack.h"

#include <cstddef>
#include <type_traits>
#include <utility>

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

/// One round of a transposition for two rows that are kDistance apart: the lanes of a keep those without this
/// bit and take them from b where they have it (kHigh: those with this bit, and b keeps its own).
template <int kDistance, bool kHigh, class V, std::size_t... kLane>
TRISTATE_INLINE V exchanged(const V& a, const V& b, std::index_sequence<kLane...>) {
    constexpr int kCount = static_cast<int>(sizeof...(kLane));
    return __builtin_shufflevector(a, b,
                                   ((kLane & kDistance) == 0 ? kLane + (kHigh ? kDistance : 0)
                                                             : kCount + kLane - (kHigh ? 0 : kDistance))...);
}

/// A whole kLanes x kLanes tile. With one register a Pack: four rounds of exchanging halves between pairs of
/// rows.
template <class T>
inline void transposeSquare(const T* from, std::ptrdiff_t fromStride, T* to, std::ptrdiff_t toStride) {
    if constexpr (Pack<T>::kParts == 1 && kLanes == 16) {
        using V = typename Pack<T>::Native;
        constexpr std::make_index_sequence<kLanes> kEveryLane;
        V row[kLanes];
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) row[i] = Pack<T>::load(from + i * fromStride).part[0];
        const auto exchange = [&row, &kEveryLane](auto distance) {
            constexpr int kDistance = decltype(distance)::value;
#pragma GCC unroll 16
            for (int i = 0; i < kLanes; ++i)
                if ((i & kDistance) == 0) {
                    const V a = row[i], b = row[i + kDistance];
                    row[i] = exchanged<kDistance, false>(a, b, kEveryLane);
                    row[i + kDistance] = exchanged<kDistance, true>(a, b, kEveryLane);
                }
        };
        exchange(std::integral_constant<int, 8>{});
        exchange(std::integral_constant<int, 4>{});
        exchange(std::integral_constant<int, 2>{});
        exchange(std::integral_constant<int, 1>{});
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
