#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/sum_lanes.h"
#include "core/nn/kernels/tile_product.h"
#include "core/nn/kernels/winograd_strips.h"
#include "core/nn/kernels/winograd_transforms.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

constexpr int kProducts = kWinogradProducts;

/// Side of a tile: so many output maps by so many pairs of an input map and a kernel row.
template <class T>
inline constexpr int kSide = kAccumulators<T> >= 24  ? 5
                             : kAccumulators<T> >= 9 ? 3
                             : kAccumulators<T> >= 4 ? 2
                                                     : 1;

/// partial[r][c] += sum over the pieces of a strip of gradient[r] * input[c], lane by lane.
template <int R, int C, class T>
__attribute__((noinline)) void correlate(int pieces, const T* gradient, ptrdiff_t toNext,
                                         const T* const (&input)[C], T* partial, ptrdiff_t partialRow) {
    constexpr int kApart = kProducts * kLanes;
    Pack<T> acc[R][C];
#pragma GCC unroll 32
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[r][c] = Pack<T>::load(partial + r * partialRow + c * kApart);
    for (ptrdiff_t at = 0; at < static_cast<ptrdiff_t>(pieces) * kLanes; at += kLanes) {
        Pack<T> column[C];
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) {
            column[c] = Pack<T>::load(input[c] + at);
            column[c].keepInRegister();
        }
#pragma GCC unroll 32
        for (int r = 0; r < R; ++r) {
            const Pack<T> factor = Pack<T>::load(gradient + r * toNext + at);
#pragma GCC unroll 16
            for (int c = 0; c < C; ++c) acc[r][c].addProduct(factor, column[c]);
        }
    }
#pragma GCC unroll 32
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[r][c].store(partial + r * partialRow + c * kApart);
}

/// A strip of rows of one group, for some output and some input maps.
template <class T>
struct Strip {
    const WinogradShape& shape;
    RowRange inputs; ///< maps
    int outputs;     ///< maps
    RowRange rows;   ///< of the output
    T *input, *gradient, *partial;

    /// Rows of the input behind `rows`, those in the padding included.
    int inputRows() const { return rows.count() + 2; }
    /// Elements of a map, and of a product: one Pack more than needed, or they would lie a power of two apart
    /// and fall on the same sets of the cache.
    ptrdiff_t inputMap() const { return static_cast<ptrdiff_t>(inputRows() * shape.tiles() + 1) * kLanes; }
    ptrdiff_t gradientMap() const {
        return static_cast<ptrdiff_t>(rows.count() * shape.tiles() + 1) * kLanes;
    }
    ptrdiff_t inputProduct() const { return inputs.count() * inputMap() + kLanes; }
    ptrdiff_t gradientProduct() const { return outputs * gradientMap() + kLanes; }
};

/// B^T of the input, 0 in the padding: [product][map][row][piece].
template <class T>
void transformInput(const Strip<T>& strip, const T* input) {
    const WinogradShape& s = strip.shape;
    const ptrdiff_t product = strip.inputProduct();
    for (int i = 0; i < strip.inputs.count(); ++i)
        for (int row = 0; row < strip.inputRows(); ++row) {
            T* to = strip.input + i * strip.inputMap() + static_cast<ptrdiff_t>(row) * s.tiles() * kLanes;
            const int y = strip.rows.begin + row - s.padding;
            if (y >= 0 && y < s.input.height)
                transformInputRow(s, input, strip.inputs.begin + i, y, to, product);
            else
                for (int f = 0; f < kProducts; ++f) std::fill_n(to + f * product, s.tiles() * kLanes, T(0));
        }
}

/// A dy, likewise; sums (when not null) += dy of each map.
template <class T>
void transformGradient(const Strip<T>& strip, const T* gradient, T* sums) {
    const WinogradShape& s = strip.shape;
    const int width = s.output.width;
    const ptrdiff_t product = strip.gradientProduct();
    for (int o = 0; o < strip.outputs; ++o) {
        T* to = strip.gradient + o * strip.gradientMap();
        Pack<T> sum = sums ? Pack<T>::load(sums + o * kLanes) : Pack<T>::splat(T(0));
        for (int y = strip.rows.begin; y < strip.rows.end; ++y) {
            const T* row = gradient + (static_cast<ptrdiff_t>(o) * s.output.height + y) * width * kLanes;
            for (int tile = 0; tile < s.tiles(); ++tile, to += kLanes) {
                Pack<T> dy[4], v[kProducts];
                for (int x = 0; x < 4; ++x) {
                    dy[x] = valueAt(row, 4 * tile + x, width);
                    sum.add(dy[x]);
                }
                gradientsOf(dy, v);
                for (int f = 0; f < kProducts; ++f) v[f].store(to + f * product);
            }
        }
        if (sums) sum.store(sums + o * kLanes);
    }
}

template <class T>
void correlateStrip(const Strip<T>& strip) {
    const int columns = 3 * strip.inputs.count(), pieces = strip.rows.count() * strip.shape.tiles();
    const ptrdiff_t partialRow = static_cast<ptrdiff_t>(columns) * kProducts * kLanes;
    for (int f = 0; f < kProducts; ++f)
        forEachPiece(0, columns, kSide<T>, [&](int column, int count) {
            withConstant<kSide<T>>(count, [&](auto c) {
                constexpr int C = decltype(c)::value;
                const T* from[C];
                for (int i = 0; i < C; ++i)
                    from[i] = strip.input + f * strip.inputProduct() + (column + i) / 3 * strip.inputMap() +
                              static_cast<ptrdiff_t>((column + i) % 3) * strip.shape.tiles() * kLanes;
                forEachPiece(0, strip.outputs, kSide<T>, [&](int map, int maps) {
                    withConstant<kSide<T>>(maps, [&](auto r) {
                        correlate<decltype(r)::value, C>(
                            pieces, strip.gradient + f * strip.gradientProduct() + map * strip.gradientMap(),
                            strip.gradientMap(), from,
                            strip.partial + map * partialRow + (column * kProducts + f) * kLanes, partialRow);
                    });
                });
            });
        });
}

/// dw = G^T p, of one kernel row.
template <class T>
void weightsOf(const T* p, T* dw) {
    dw[0] = p[0] / 4 - (p[1] + p[2]) / 6 + (p[3] + p[4]) / 24;
    dw[1] = (p[2] - p[1]) / 6 + (p[3] - p[4]) / 12;
    dw[2] = (p[3] + p[4] - p[1] - p[2]) / 6 + p[5];
}

template <class T>
void winogradParameterGradients(const WinogradShape& s, const Activation<T>& input,
                                const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                                T* biasGradient, T* scratch) {
    const WinogradStrips size(s, rows.count());
    T* const partial = scratch;
    T* const sums = partial + size.partial();
    T* const transformed = sums + size.sums();
    std::fill_n(sums, size.sums(), T(0));
    for (int map = 0; map < s.input.channels; map += size.inputMaps) {
        const RowRange maps{map, std::min(s.input.channels, map + size.inputMaps)};
        std::fill_n(partial, size.partial(), T(0));
        for (int g = 0; g < input.groups(); ++g) {
            const T* gradient = outputGradient(g);
            for (int y = 0; y < s.output.height; y += size.rows) {
                const Strip<T> strip{s,
                                     maps,
                                     rows.count(),
                                     {y, std::min(s.output.height, y + size.rows)},
                                     transformed,
                                     transformed + size.input(),
                                     partial};
                transformInput(strip, input.group(g));
                transformGradient(strip, gradient, map == 0 ? sums : nullptr);
                correlateStrip(strip);
            }
        }
        // The products of each kernel row of each map, lanes added up, in the place where the strips were.
        const int columns = 3 * maps.count();
        sumLanes(partial, static_cast<ptrdiff_t>(rows.count()) * columns * kProducts, transformed);
        for (int o = 0; o < rows.count(); ++o)
            for (int c = 0; c < columns; ++c)
                weightsOf(transformed + (o * columns + c) * kProducts,
                          weightGradient + static_cast<ptrdiff_t>(rows.begin + o) * s.taps() + map * 9 +
                              c * 3);
    }
    if (biasGradient) sumLanes(sums, rows.count(), biasGradient + rows.begin);
}

} // namespace

template <class T>
void addWinogradGradient(KernelSet<T>& set) {
    set.winogradParameterGradients = winogradParameterGradients<T>;
}

template void addWinogradGradient(KernelSet<float>&);
template void addWinogradGradient(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
