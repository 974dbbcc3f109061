#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/tile_product.h"
#include "core/tensor/transpose.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

/// Terms of a sum that are added before the next outputs get their turn: so much of the input (with a tile's
/// groups) stays in the first-level cache.
constexpr int kDepth = 128;

/// Groups that share a pass over the weights.
constexpr int kGroupsAtOnce = 4;

/// result[row][group] = start(row) + sum_k a(row, k) * b(group, k), where the result and b are activations.
/// `start` is the bias, or null for 0.
template <class T>
struct GroupProduct {
    Factor<T> a;
    int rows, depth;
    const Activation<T>& b;
    const T* start;
    Activation<T>& result;
};

/// The terms [k, k + kDepth) of R rows and C groups.
template <int R, int C, class T>
void multiplyTile(const GroupProduct<T>& p, int row, int group, int k) {
    const std::ptrdiff_t bGroup = p.b.groupStride(), resultGroup = p.result.groupStride();
    T* out = p.result.group(group) + static_cast<std::ptrdiff_t>(row) * kLanes;
    Pack<T> acc[R][C];
    for (int i = 0; i < R; ++i)
        for (int j = 0; j < C; ++j)
            acc[i][j] = k > 0 ? Pack<T>::load(out + i * kLanes + j * resultGroup)
                              : Pack<T>::splat(p.start ? p.start[row + i] : T(0));
    const Factor<T> left{p.a.base + row * p.a.stride.row + k * p.a.stride.step, p.a.stride};
    const Factor<T> right{p.b.group(group) + static_cast<std::ptrdiff_t>(k) * kLanes,
                          {.row = bGroup, .outer = 0, .segment = 0, .step = kLanes}};
    tileProduct<R, C, T>(left, right, {.steps = std::min(kDepth, p.depth - k)}, acc);
    for (int i = 0; i < R; ++i)
        for (int j = 0; j < C; ++j) acc[i][j].store(out + i * kLanes + j * resultGroup);
}

/// The whole product for `groups`, cut into register tiles. Groups innermost: a tile's weights, which are far
/// apart in memory, are in the nearest cache for all groups but the first.
template <class T>
void multiplyGroups(const GroupProduct<T>& p, GroupRange groups) {
    forEachPiece(groups.begin, groups.end, kGroupsAtOnce, [&](int first, int count) {
        const int most = std::min(count, kTileColumns<T>);
        for (int k = 0; k < p.depth || k == 0; k += kDepth)
            forEachPiece(0, p.rows, tileRows<T>(most), [&](int row, int rows) {
                forEachPiece(first, first + count, most, [&](int group, int columns) {
                    withConstant<kTileColumns<T>>(columns, [&](auto c) {
                        constexpr int C = decltype(c)::value;
                        withConstant<tileRows<T>(C)>(
                            rows, [&](auto r) { multiplyTile<decltype(r)::value, C>(p, row, group, k); });
                    });
                });
            });
    });
}

/// Writes the first `count` numbers of the tile's packs to a row of the gradient.
template <class T, int C>
void storeRow(const Pack<T> (&packs)[C], T* to, int count) {
#pragma GCC unroll 16
    for (int c = 0; c < C; ++c) {
        const int valid = std::min(kLanes, count - c * kLanes);
        if (valid == kLanes) {
            packs[c].store(to + c * kLanes);
        } else {
            alignas(64) T lanes[kLanes];
            packs[c].store(lanes);
            std::copy_n(lanes, valid, to + c * kLanes);
        }
    }
}

template <class T>
void denseForward(const Activation<T>& input, const T* weight, const T* bias, Activation<T>& output,
                  GroupRange groups) {
    const int inputs = input.features();
    multiplyGroups<T>({.a = {weight, {.row = inputs, .outer = 0, .segment = 0, .step = 1}},
                       .rows = output.features(),
                       .depth = inputs,
                       .b = input,
                       .start = bias,
                       .result = output},
                      groups);
}

template <class T>
void denseInputGradient(const Activation<T>& outputGradient, const T* weight, Activation<T>& inputGradient,
                        GroupRange groups) {
    const int inputs = inputGradient.features();
    multiplyGroups<T>({.a = {weight, {.row = 1, .outer = 0, .segment = 0, .step = inputs}},
                       .rows = inputs,
                       .depth = outputGradient.features(),
                       .b = outputGradient,
                       .start = nullptr,
                       .result = inputGradient},
                      groups);
}

template <class T>
void denseWeightGradient(const Activation<T>& outputGradient, const Activation<T>& transposed, int inputs,
                         T* weightGradient, RowRange rows) {
    const std::ptrdiff_t padded = transposed.features();
    const std::ptrdiff_t gradientGroup = outputGradient.groupStride();
    const Extent samples{.segments = outputGradient.groups(), .steps = kLanes};
    // Columns outside, rows inside: a panel of the input stays in the first-level cache for all rows.
    forEachPiece(0, groupsFor(inputs), kTileColumns<T>, [&](int column, int columns) {
        withConstant<kTileColumns<T>>(columns, [&](auto c) {
            constexpr int C = decltype(c)::value;
            const Factor<T> right{transposed.group(0) + column * kLanes,
                                  {.row = kLanes, .outer = 0, .segment = padded * kLanes, .step = padded}};
            forEachPiece(rows.begin, rows.end, tileRows<T>(C), [&](int row, int count) {
                withConstant<tileRows<T>(C)>(count, [&](auto r) {
                    constexpr int R = decltype(r)::value;
                    Pack<T> acc[R][C] = {};
                    const Factor<T> left{outputGradient.group(0) + row * kLanes,
                                         {.row = kLanes, .outer = 0, .segment = gradientGroup, .step = 1}};
                    tileProduct<R, C, T>(left, right, samples, acc);
#pragma GCC unroll 32
                    for (int i = 0; i < R; ++i)
                        storeRow<T, C>(acc[i],
                                       weightGradient + static_cast<std::ptrdiff_t>(row + i) * inputs +
                                           column * kLanes,
                                       inputs - column * kLanes);
                });
            });
        });
    });
}

template <class T>
void denseBiasGradient(const Activation<T>& outputGradient, T* biasGradient, RowRange rows) {
    for (int o = rows.begin; o < rows.end; ++o) {
        Pack<T> total = {};
        for (int g = 0; g < outputGradient.groups(); ++g)
            total.add(Pack<T>::load(outputGradient.group(g) + o * kLanes));
        biasGradient[o] = total.sum();
    }
}

template <class T>
void transposeGroups(const Activation<T>& input, Activation<T>& transposed, GroupRange groups) {
    const std::ptrdiff_t padded = transposed.features();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int first = 0; first < input.features(); first += kLanes) {
            const T* from = input.group(g) + static_cast<std::ptrdiff_t>(first) * kLanes;
            T* to = transposed.group(g) + first;
            transposeTile(from, kLanes, std::min(kLanes, input.features() - first), to, padded);
        }
}

} // namespace

template <class T>
void addDenseKernels(KernelSet<T>& set) {
    set.denseForward = denseForward<T>;
    set.denseInputGradient = denseInputGradient<T>;
    set.denseWeightGradient = denseWeightGradient<T>;
    set.denseBiasGradient = denseBiasGradient<T>;
    set.transposeGroups = transposeGroups<T>;
}

template void addDenseKernels(KernelSet<float>&);
template void addDenseKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
