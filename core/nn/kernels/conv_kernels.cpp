#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/norm_formulas.h"
#include "core/nn/kernels/sum_lanes.h"
#include "core/nn/kernels/tile_product.h"
#include "core/nn/kernels/tile_sums.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

/// Elements from one channel (row) of an activation to the next.
ptrdiff_t channelStride(const Shape& shape) {
    return static_cast<ptrdiff_t>(shape.positions()) * kLanes;
}
ptrdiff_t rowStride(const Shape& shape) {
    return static_cast<ptrdiff_t>(shape.width) * kLanes;
}

// ---- input gradient

/// Most taps of a kernel row that one tile of the input gradient adds at once.
template <class T>
constexpr int kTapsAtOnce = std::min(5, kAccumulators<T>);

/// One tile of the input gradient, in scatter form so that no multiplication by padding is done: R input maps
/// of one row; C columns of the output gradient reach C + K - 1 columns of it through K neighbouring taps.
struct ScatterTile {
    int map, y; ///< first input map, input row
    int column; ///< first output column
    int tap;    ///< first tap (kx)
};

template <int R, int C, int K, class T>
__attribute__((noinline)) void scatter(const ConvShape& s, const T* gradient, const T* weight, T* result,
                                       ScatterTile tile) {
    constexpr int kColumns = C + K - 1;
    // What is left of the registers when the accumulators and a factor have theirs; other columns stay in
    // memory.
    constexpr int kKept = std::min(C, kAccumulators<T> + 7 - R * kColumns);
    const ptrdiff_t toNext = channelStride(s.input), nextMap = s.kernel * s.kernel;
    const int stride = K > 1 ? 1 : s.stride; // with a stride, taps come one at a time
    T* to = result + tile.map * channelStride(s.input) + tile.y * rowStride(s.input) +
            static_cast<ptrdiff_t>(tile.column * stride + tile.tap) * kLanes;
    Pack<T> acc[R][kColumns];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < kColumns; ++c) acc[r][c] = Pack<T>::load(to + r * toNext + c * stride * kLanes);

    for (int o = 0; o < s.output.channels; ++o)
        for (int ky = 0; ky < s.kernel; ++ky) {
            const int scaled = tile.y - ky;
            if (scaled < 0 || scaled % stride != 0 || scaled / stride >= s.output.height) continue;
            const T* from = gradient + o * channelStride(s.output) + scaled / stride * rowStride(s.output) +
                            tile.column * kLanes;
            const T* taps = weight + static_cast<ptrdiff_t>(o) * s.taps() +
                            (static_cast<ptrdiff_t>(tile.map) * s.kernel + ky) * s.kernel + tile.tap;
            Pack<T> column[C];
#pragma GCC unroll 16
            for (int c = 0; c < C; ++c) {
                column[c] = Pack<T>::load(from + c * kLanes);
                if (c < kKept) column[c].keepInRegister();
            }
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
                for (int k = 0; k < K; ++k) {
                    const T factor = taps[r * nextMap + k];
#pragma GCC unroll 16
                    for (int c = 0; c < C; ++c) acc[r][c + k].addProduct(factor, column[c]);
                }
        }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < kColumns; ++c) acc[r][c].store(to + r * toNext + c * stride * kLanes);
}

/// Adds what the taps [tap, tap + K) contribute to one row of R input maps.
template <int K, class T>
void scatterRow(const ConvShape& s, const T* gradient, const T* weight, T* result, int y, int tap) {
    constexpr int kMaxColumns = std::clamp(kAccumulators<T> / 2 - K + 1, 1, 8);
    forEachPiece(0, s.output.width, kMaxColumns, [&](int column, int columns) {
        withConstant<kMaxColumns>(columns, [&](auto c) {
            constexpr int C = decltype(c)::value;
            constexpr int kMaps = std::clamp(kAccumulators<T> / (C + K - 1), 1, 6);
            forEachPiece(0, s.input.channels, kMaps, [&](int map, int maps) {
                withConstant<kMaps>(maps, [&](auto r) {
                    scatter<decltype(r)::value, C, K>(s, gradient, weight, result, {map, y, column, tap});
                });
            });
        });
    });
}

// ---- weight gradient

/// Side of a tile of the weight gradient: so many output maps by so many taps.
template <class T>
inline constexpr int kCorrelateSide = kAccumulators<T> >= 24  ? 5
                                      : kAccumulators<T> >= 9 ? 3
                                      : kAccumulators<T> >= 4 ? 2
                                                              : 1;

/// partial[r][c] += sum over some rows of one group of outputGradient[row + r] * input seen through tap
/// c, lane by lane. input: where each tap's first element is. With the bias, as it is at hand, also
/// sums[r] += outputGradient[row + r].
template <int R, int C, bool kWithBias, class T>
__attribute__((noinline)) void correlate(const ConvShape& s, const T* gradient, const T* const (&input)[C],
                                         T* partial, ptrdiff_t partialRow, T* sums, RowRange range) {
    const ptrdiff_t toNext = channelStride(s.output);
    Pack<T> acc[R][C];
#pragma GCC unroll 32
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[r][c] = Pack<T>::load(partial + r * partialRow + c * kLanes);
    Pack<T> sum[R];
    if constexpr (kWithBias)
        for (int r = 0; r < R; ++r) sum[r] = Pack<T>::load(sums + r * kLanes);
    for (int y = range.begin; y < range.end; ++y) {
        const T* g = gradient + y * rowStride(s.output);
        ptrdiff_t at = y * s.stride * rowStride(s.input);
        for (int x = 0; x < s.output.width; ++x) {
            Pack<T> column[C];
#pragma GCC unroll 16
            for (int c = 0; c < C; ++c) {
                column[c] = Pack<T>::load(input[c] + at);
                column[c].keepInRegister();
            }
#pragma GCC unroll 32
            for (int r = 0; r < R; ++r) {
                const Pack<T> factor = Pack<T>::load(g + r * toNext);
                if constexpr (kWithBias) sum[r].add(factor);
#pragma GCC unroll 16
                for (int c = 0; c < C; ++c) acc[r][c].addProduct(factor, column[c]);
            }
            g += kLanes;
            at += s.stride * kLanes;
        }
    }
#pragma GCC unroll 32
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[r][c].store(partial + r * partialRow + c * kLanes);
    if constexpr (kWithBias)
        for (int r = 0; r < R; ++r) sum[r].store(sums + r * kLanes);
}

/// R output maps by C columns of one row, whose first weight, bias, input and output these are. Not inlined:
/// among all that surrounds it the innermost loop would not have the registers for its addresses.
template <int R, int C, class T>
__attribute__((noinline)) void forwardTile(const ConvShape& s, const T* weight, const T* bias, const T* from,
                                           T* to) {
    const ptrdiff_t toNext = channelStride(s.output); // which stores cannot change
    Pack<T> acc[R][C];
    for (int i = 0; i < R; ++i)
        for (int j = 0; j < C; ++j) acc[i][j] = Pack<T>::splat(bias[i]);
    tileProduct<R, C, T>({weight, {s.taps(), s.kernel * s.kernel, s.kernel, 1}},
                         {from, {s.stride * kLanes, channelStride(s.input), rowStride(s.input), kLanes}},
                         {s.input.channels, s.kernel, s.kernel}, acc);
    for (int i = 0; i < R; ++i)
        for (int j = 0; j < C; ++j) acc[i][j].store(to + i * toNext + j * kLanes);
}

/// Sums up what a tile has just stored, for so many maps.
template <int C, class T>
void sumTile(const T* stored, ptrdiff_t toNext, int maps, const TileSums<T>& sums) {
    for (int i = 0; i < maps; ++i, stored += toNext) {
        Pack<T> values[C];
        for (int j = 0; j < C; ++j) values[j] = Pack<T>::load(stored + j * kLanes);
        sums.add(i, values);
    }
}

/// The columns that a 1x1 convolution sees, side by side: where they are, maps lie a power of two apart and
/// would fall on the same sets of the cache.
template <class T>
void packColumns(const ConvShape& s, const T* from, int columns, T* to) {
    for (int i = 0; i < s.input.channels; ++i, from += channelStride(s.input), to += kTileColumns<T> * kLanes)
        for (int c = 0; c < columns; ++c)
            Pack<T>::load(from + static_cast<ptrdiff_t>(c) * s.stride * kLanes).store(to + c * kLanes);
}

template <class T>
void convForward(const ConvShape& s, const Activation<T>& input, const T* weight, const T* bias,
                 Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums,
                 const NormShape<T>& finish, T* packed) {
    const int most = tileColumnsFor<T>(s.output.channels, s.output.width);
    const bool packs = s.kernel == 1;
    ConvShape seen = s;
    if (packs) {
        seen.input = {s.input.channels, 1, kTileColumns<T>};
        seen.stride = 1;
    }
    for (int g = groups.begin; g < groups.end; ++g) {
        if (sums) clearGroup(*sums.sums, g);
        for (int y = 0; y < s.output.height; ++y) {
            forEachPiece(0, s.output.width, most, [&](int x, int columns) {
                const T* from = input.group(g) + y * s.stride * rowStride(s.input) + x * s.stride * kLanes;
                T* to = output.group(g) + y * rowStride(s.output) + x * kLanes;
                if (packs) packColumns(s, from, columns, packed);
                withConstant<kTileColumns<T>>(columns, [&](auto c) {
                    constexpr int C = decltype(c)::value;
                    forEachPiece(0, s.output.channels, tileRows<T>(C), [&](int row, int count) {
                        T* stored = to + row * channelStride(s.output);
                        withConstant<tileRows<T>(C)>(count, [&](auto r) {
                            forwardTile<decltype(r)::value, C>(
                                seen, weight + static_cast<ptrdiff_t>(row) * s.taps(), bias + row,
                                packs ? packed : from, stored);
                        });
                        if (sums)
                            sumTile<C>(stored, channelStride(s.output), count, TileSums<T>(sums, g, row));
                    });
                });
            });
            finishPositions(finish, output, g, {y * s.output.width, (y + 1) * s.output.width});
        }
    }
}

template <class T>
void convInputGradient(const ConvShape& s, const Activation<T>& outputGradient, const T* weight,
                       Activation<T>& inputGradient, GroupRange groups) {
    const int tapsAtOnce = s.stride == 1 ? kTapsAtOnce<T> : 1;
    for (int g = groups.begin; g < groups.end; ++g) {
        clearGroup(inputGradient, g);
        for (int y = 0; y < s.input.height; ++y)
            forEachPiece(0, s.kernel, tapsAtOnce, [&](int tap, int taps) {
                withConstant<kTapsAtOnce<T>>(taps, [&](auto k) {
                    scatterRow<decltype(k)::value>(s, outputGradient.group(g), weight, inputGradient.group(g),
                                                   y, tap);
                });
            });
    }
}

/// Where each tap of a kernel sees its first element, in the order of the weights: without the divisions that
/// the number of a tap would take.
class TapOffsets {
public:
    explicit TapOffsets(const ConvShape& s) : m_shape(s) {}
    ptrdiff_t next() {
        const ptrdiff_t offset = m_row + m_kx * kLanes;
        if (++m_kx < m_shape.kernel) return offset;
        m_kx = 0;
        m_row += rowStride(m_shape.input);
        if (++m_ky < m_shape.kernel) return offset;
        m_ky = 0;
        m_row += (m_shape.input.height - m_shape.kernel) * rowStride(m_shape.input);
        return offset;
    }

private:
    const ConvShape& m_shape;
    int m_ky = 0, m_kx = 0;
    ptrdiff_t m_row = 0; ///< of the present map and ky
};

/// partial[r][tap] += what some rows of one group contribute to the weights of `rows` output maps, sums[r]
/// (when not null) to their biases.
template <class T>
void correlateRows(const ConvShape& s, const T* input, const T* outputGradient, int rows, T* partial, T* sums,
                   RowRange range) {
    const int taps = s.taps();
    const ptrdiff_t partialRow = static_cast<ptrdiff_t>(taps) * kLanes;
    TapOffsets offsets(s);
    forEachPiece(0, taps, kCorrelateSide<T>, [&](int tap, int columns) {
        withConstant<kCorrelateSide<T>>(columns, [&](auto c) {
            constexpr int C = decltype(c)::value;
            const T* from[C];
            for (int i = 0; i < C; ++i) from[i] = input + offsets.next();
            forEachPiece(0, rows, kCorrelateSide<T>, [&](int row, int count) {
                withConstant<kCorrelateSide<T>>(count, [&](auto r) {
                    constexpr int R = decltype(r)::value;
                    const T* gradient = outputGradient + row * channelStride(s.output);
                    T* to = partial + row * partialRow + tap * kLanes;
                    if (tap == 0 && sums)
                        correlate<R, C, true>(s, gradient, from, to, partialRow, sums + row * kLanes, range);
                    else
                        correlate<R, C, false>(s, gradient, from, to, partialRow, sums, range);
                });
            });
        });
    });
}

/// The same of a whole group. Where an input is read for few taps, by strips: a strip of all input maps stays
/// in the cache for all output maps.
template <class T>
void correlateGroup(const ConvShape& s, const T* input, const T* outputGradient, int rows, T* partial,
                    T* sums) {
    constexpr int kPositions = 64;
    const bool isCut = s.kernel == 1 || s.stride > 1;
    const int height = isCut ? std::max(1, kPositions / s.output.width) : s.output.height;
    for (int y = 0; y < s.output.height; y += height)
        correlateRows(s, input, outputGradient, rows, partial, sums,
                      {y, std::min(s.output.height, y + height)});
}

template <class T>
void convParameterGradients(const ConvShape& s, const Activation<T>& input,
                            const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                            T* biasGradient, T* partial) {
    const int taps = s.taps();
    T* sums = biasGradient ? partial + static_cast<ptrdiff_t>(rows.count()) * taps * kLanes : nullptr;
    // Groups outside: a group's output gradient and input map stay in the cache for all taps and the bias.
    for (int g = 0; g < input.groups(); ++g)
        correlateGroup(s, input.group(g), outputGradient(g), rows.count(), partial, sums);
    sumLanes(partial, static_cast<ptrdiff_t>(rows.count()) * taps,
             weightGradient + static_cast<ptrdiff_t>(rows.begin) * taps);
    if (biasGradient) sumLanes(sums, rows.count(), biasGradient + rows.begin);
}

} // namespace

template <class T>
void addConvKernels(KernelSet<T>& set) {
    set.convForward = convForward<T>;
    set.convInputGradient = convInputGradient<T>;
    set.convParameterGradients = convParameterGradients<T>;
}

template void addConvKernels(KernelSet<float>&);
template void addConvKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
