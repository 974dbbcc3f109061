#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/tile_product.h"
#include "core/tensor/transpose.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

/// Terms of a sum that are added before the next outputs get their turn: so much of the input (with a tile's
/// groups) stays in the first-level cache.
constexpr int kDepth = 128;

/// result[row][group] = start(row) + sum_k a(row, k) * b(group, k), where the result and b are activations,
/// cut into register tiles. `start` is the bias, or null for 0.
template <class T>
void multiplyGroups(Factor<T> a, int rows, int depth, const Activation<T>& b, const T* start,
                    Activation<T>& result, GroupRange groups) {
    const std::ptrdiff_t bGroup = static_cast<std::ptrdiff_t>(b.features()) * kLanes;
    const std::ptrdiff_t resultGroup = static_cast<std::ptrdiff_t>(rows) * kLanes;
    forEachPiece(groups.begin, groups.end, kTileColumns<T>, [&](int group, int columns) {
        withConstant<kTileColumns<T>>(columns, [&](auto c) {
            constexpr int C = decltype(c)::value;
            for (int k = 0; k < depth || k == 0; k += kDepth) {
                const Extent extent{.steps = std::min(kDepth, depth - k)};
                const Factor<T> right{b.group(group) + static_cast<std::ptrdiff_t>(k) * kLanes,
                                      {.row = bGroup, .outer = 0, .segment = 0, .step = kLanes}};
                forEachPiece(0, rows, tileRows<T>(C), [&](int row, int count) {
                    withConstant<tileRows<T>(C)>(count, [&](auto r) {
                        constexpr int R = decltype(r)::value;
                        T* out = result.group(group) + static_cast<std::ptrdiff_t>(row) * kLanes;
                        Pack<T> acc[R][C];
                        for (int i = 0; i < R; ++i)
                            for (int j = 0; j < C; ++j)
                                acc[i][j] = k > 0 ? Pack<T>::load(out + i * kLanes + j * resultGroup)
                                                  : Pack<T>::splat(start ? start[row + i] : T(0));
                        const Factor<T> left{a.base + row * a.stride.row + k * a.stride.step, a.stride};
                        tileProduct<R, C, T>(left, right, extent, acc);
                        for (int i = 0; i < R; ++i)
                            for (int j = 0; j < C; ++j) acc[i][j].store(out + i * kLanes + j * resultGroup);
                    });
                });
            }
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
    multiplyGroups<T>({weight, {.row = inputs, .outer = 0, .segment = 0, .step = 1}}, output.features(),
                      inputs, input, bias, output, groups);
}

template <class T>
void denseInputGradient(const Activation<T>& outputGradient, const T* weight, Activation<T>& inputGradient,
                        GroupRange groups) {
    const int inputs = inputGradient.features();
    multiplyGroups<T>({weight, {.row = 1, .outer = 0, .segment = 0, .step = inputs}}, inputs,
                      outputGradient.features(), outputGradient, static_cast<const T*>(nullptr),
                      inputGradient, groups);
}

template <class T>
void denseWeightGradient(const Activation<T>& outputGradient, const Activation<T>& transposed, int inputs,
                         T* weightGradient, RowRange rows) {
    const std::ptrdiff_t padded = transposed.features();
    const std::ptrdiff_t gradientGroup = static_cast<std::ptrdiff_t>(outputGradient.features()) * kLanes;
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
