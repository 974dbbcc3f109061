#include "core/nn/kernels/winograd_kernels.h"

#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/norm_formulas.h"
#include "core/nn/kernels/tile_product.h"
#include "core/nn/kernels/tile_sums.h"
#include "core/nn/kernels/winograd_transforms.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

constexpr int kProducts = kWinogradProducts;

/// Where some rows of transformed inputs are: [product][map][piece], each a Pack.
template <class T>
struct RowRing {
    static constexpr int kRows = 3;
    T* base;
    ptrdiff_t row; ///< elements of a row
    T* at(int y) const { return base + y % kRows * row; }
};

/// The rows that one output row is made of: kernel rows [first, end), those in the padding left out.
template <class T>
struct KernelRows {
    const T* row[3];
    int first, end;
};

/// m[r][c] = sum over kernel rows and input maps of weights times inputs, of one of the products. `weights`:
/// [kernel row][input map][output map].
template <int R, int C, class T>
__attribute__((noinline)) void product(const KernelRows<T>& rows, ptrdiff_t from, int inputs, int tiles,
                                       const T* weights, int outputs, T* m) {
    Pack<T> acc[R][C];
    for (int r = 0; r < R; ++r)
        for (int c = 0; c < C; ++c) acc[r][c] = Pack<T>::splat(T(0));
    for (int ky = rows.first; ky < rows.end; ++ky) {
        const T* v = rows.row[ky] + from;
        const T* w = weights + static_cast<ptrdiff_t>(ky) * inputs * outputs;
        int i = inputs;
        do {
            Pack<T> column[C];
#pragma GCC unroll 16
            for (int c = 0; c < C; ++c) {
                column[c] = Pack<T>::load(v + c * kLanes);
                column[c].keepInRegister();
            }
#pragma GCC unroll 32
            for (int r = 0; r < R; ++r) {
                const T factor = w[r];
#pragma GCC unroll 16
                for (int c = 0; c < C; ++c) acc[r][c].addProduct(factor, column[c]);
            }
            v += static_cast<ptrdiff_t>(tiles) * kLanes;
            w += outputs;
        } while (--i > 0);
    }
#pragma GCC unroll 32
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[r][c].store(m + (r * C + c) * kLanes);
}

/// A piece of work: R output maps from `map`, pieces from `tile`, of output row y.
struct Place {
    int map, tile, y;
};

/// A^T of the products of one map and row, stored. What is stored is summed up where that is wanted.
template <class T>
struct Store {
    const WinogradShape& shape;
    const WinogradResult<T>& result;
    int group;

    /// `m`: the products of the first of `count` pieces, `stride` from one product to the next.
    TRISTATE_INLINE void operator()(const T* m, ptrdiff_t stride, Place place, int count) const {
        const int width = shape.output.width;
        T* to = result.values->group(group) +
                (static_cast<ptrdiff_t>(place.map) * shape.output.height + place.y) * width * kLanes;
        const T bias = result.bias ? result.bias[place.map] : T(0);
        const TileSums<T> sums(result.sums, group, place.map);
        for (int tile = place.tile; tile < place.tile + count; ++tile, m += kLanes) {
            Pack<T> p[kProducts], y[4];
            for (int f = 0; f < kProducts; ++f) p[f] = Pack<T>::load(m + f * stride);
            outputsOf(p, y);
            const int columns = std::min(4, width - 4 * tile);
            for (int x = 0; x < columns; ++x) {
                T* at = to + (4 * tile + x) * kLanes;
                y[x].add(Pack<T>::splat(bias));
                if (result.adds) y[x].add(Pack<T>::load(at));
                y[x].store(at);
            }
            if (sums.sums) sums.add(0, y, columns);
        }
    }
};

template <int R, int C, class T>
void outputTile(const WinogradShape& s, const KernelRows<T>& rows, const T* weights, Place place,
                const Store<T>& store) {
    alignas(64) T m[kProducts * R * C * kLanes];
    const int inputs = s.input.channels, outputs = s.output.channels, tiles = s.tiles();
    for (int f = 0; f < kProducts; ++f)
        product<R, C>(rows, (static_cast<ptrdiff_t>(f) * winogradProductPacks(s) + place.tile) * kLanes,
                      inputs, tiles, weights + static_cast<ptrdiff_t>(f) * 3 * inputs * outputs + place.map,
                      outputs, m + f * R * C * kLanes);
    for (int r = 0; r < R; ++r)
        store(m + r * C * kLanes, R * C * kLanes, {place.map + r, place.tile, place.y}, C);
}

template <class T>
void outputRow(const WinogradShape& s, const KernelRows<T>& rows, const T* weights, int y,
               const Store<T>& store) {
    const int most = tileColumnsFor<T>(s.output.channels, s.tiles());
    forEachPiece(0, s.tiles(), most, [&](int tile, int tiles) {
        withConstant<kTileColumns<T>>(tiles, [&](auto c) {
            constexpr int C = decltype(c)::value;
            forEachPiece(0, s.output.channels, tileRows<T>(C), [&](int map, int maps) {
                withConstant<tileRows<T>(C)>(maps, [&](auto r) {
                    outputTile<decltype(r)::value, C>(s, rows, weights, {map, tile, y}, store);
                });
            });
        });
    });
}

template <class T>
void winogradForward(const WinogradShape& s, const Activation<T>& input, const T* weights,
                     const WinogradResult<T>& result, GroupRange groups, T* scratch) {
    const ptrdiff_t product = static_cast<ptrdiff_t>(winogradProductPacks(s)) * kLanes;
    const RowRing<T> ring{scratch, kProducts * product};
    for (int g = groups.begin; g < groups.end; ++g) {
        if (result.sums) clearGroup(*result.sums.sums, g);
        int ready = 0; // input rows that were transformed
        for (int y = 0; y < s.output.height; ++y) {
            const int top = y - s.padding;
            KernelRows<T> rows{{}, std::max(0, -top), std::min(3, s.input.height - top)};
            for (; ready < top + rows.end; ++ready)
                for (int i = 0; i < s.input.channels; ++i)
                    transformInputRow(s, input.group(g), i, ready, ring.at(ready) + i * s.tiles() * kLanes,
                                      product);
            for (int ky = rows.first; ky < rows.end; ++ky) rows.row[ky] = ring.at(top + ky);
            outputRow(s, rows, weights, y, Store<T>{s, result, g});
            finishPositions(result.finish, *result.values, g, {y * s.output.width, (y + 1) * s.output.width});
        }
    }
}

} // namespace

template <class T>
void addWinogradKernels(KernelSet<T>& set) {
    set.winogradForward = winogradForward<T>;
}

template void addWinogradKernels(KernelSet<float>&);
template void addWinogradKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
