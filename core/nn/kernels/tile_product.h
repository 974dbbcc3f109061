#pragma once

#include "core/tensor/pack.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tristate::nn::kernels::TRISTATE_ISA {

/// Where a factor of a product is: element (row, outer, segment, step) is at
/// base[row * row + outer * outer + segment * segment + step * step], strides in elements.
template <class T>
struct Factor {
    const T* base;
    struct Strides {
        std::ptrdiff_t row = 0, outer = 0, segment = 0, step = 0;
    } stride;
};

/// How long the sum is: three nested loops.
struct Extent {
    int outer = 1;
    int segments = 1;
    int steps = 1;
};

/// acc[r][c] += sum over outer, segments and steps of a(r, ...) * b(c, ...), where a's elements are numbers
/// and b's are Packs. Every accumulator stays in a register and adds its terms in the same order whatever the
/// tile's size, so how work is cut into tiles never changes a result.
template <int R, int C, class T>
inline __attribute__((always_inline)) void tileProduct(Factor<T> a, Factor<T> b, Extent extent,
                                                       Pack<T> (&acc)[R][C]) {
    // A pointer for every few rows: with one for all, each row's distance would need a register of its own.
    constexpr int kRowsPerAnchor = 4, kAnchors = (R + kRowsPerAnchor - 1) / kRowsPerAnchor;
    // Loops that run at least once keep the accumulators in registers from the first to the last.
    int outer = 0;
    do {
        int segment = 0;
        do {
            const T* pa[kAnchors];
            for (int i = 0; i < kAnchors; ++i)
                pa[i] = a.base + outer * a.stride.outer + segment * a.stride.segment +
                        i * kRowsPerAnchor * a.stride.row;
            const T* pb = b.base + outer * b.stride.outer + segment * b.stride.segment;
            int step = 0;
            do {
                Pack<T> column[C];
#pragma GCC unroll 16
                for (int c = 0; c < C; ++c) {
                    column[c] = Pack<T>::load(pb + c * b.stride.row);
                    column[c].keepInRegister();
                }
#pragma GCC unroll 32
                for (int r = 0; r < R; ++r) {
                    const T factor = pa[r / kRowsPerAnchor][r % kRowsPerAnchor * a.stride.row];
#pragma GCC unroll 16
                    for (int c = 0; c < C; ++c) acc[r][c].addProduct(factor, column[c]);
                }
                for (int i = 0; i < kAnchors; ++i) pa[i] += a.stride.step;
                pb += b.stride.step;
            } while (++step < extent.steps);
        } while (++segment < extent.segments);
    } while (++outer < extent.outer);
}

/// Calls f(std::integral_constant<int, n>) for a run-time n in [1, Max].
template <int Max, class F>
inline void withConstant(int n, F&& f) {
    if constexpr (Max >= 1) {
        if (n == Max)
            f(std::integral_constant<int, Max>{});
        else
            withConstant<Max - 1>(n, std::forward<F>(f));
    }
}

/// Number of pieces of at most `most` that `total` is cut into.
inline constexpr int piecesOf(int total, int most) {
    return (total + most - 1) / most;
}

/// Cuts [begin, end) into pieces of nearly equal size, at most `most` each: thirteen as 5 + 4 + 4, not 6 + 6
/// + 1, because a small tile leaves the arithmetic units waiting.
template <class F>
inline void forEachPiece(int begin, int end, int most, F&& f) {
    const int total = end - begin;
    const int pieces = piecesOf(total, most);
    for (int p = 0, over = 0; p < pieces; ++p) { // piece p begins at total p / pieces, rounded down
        over += total % pieces;
        const int count = total / pieces + (over >= pieces ? 1 : 0);
        if (over >= pieces) over -= pieces;
        f(begin, count);
        begin += count;
    }
}

/// Rows of a tile with `columns` columns.
template <class T>
inline constexpr int tileRows(int columns) {
    return std::max(1, std::min(16, kAccumulators<T> / columns));
}

/// Columns of the widest tile.
template <class T>
inline constexpr int kTileColumns = kAccumulators<T> >= 24   ? 4
                                    : kAccumulators<T> >= 12 ? 2
                                                             : 1;

/// Columns of a tile for a product of rows x columns: those that make the fewest tiles. Seven rows are one
/// tile of 7 x 3, not two of 4 x 4 that leave units waiting.
template <class T>
inline int tileColumnsFor(int rows, int columns) {
    int best = kTileColumns<T>;
    const auto tiles = [&](int width) {
        return piecesOf(rows, tileRows<T>(width)) * piecesOf(columns, width);
    };
    for (int width = kTileColumns<T> - 1; width > 0; --width)
        if (tiles(width) < tiles(best)) best = width;
    return best;
}

} // namespace tristate::nn::kernels::TRISTATE_ISA
