#include "core/nn/kernels/depthwise_kernels.h"

#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/norm_formulas.h"
#include "core/nn/kernels/tile_product.h"
#include "core/nn/kernels/tile_sums.h"

#include <algorithm>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

/// Rows and columns are treated alike: position `at` of a side meets position `at * step + offset(tap)` of
/// the other side, where there is such a one. Forward steps by the stride through the input. The input
/// gradient goes through every stride-th of its own positions, which meet neighbours of the output gradient.
struct Side {
    int length;       ///< positions
    int other;        ///< of the other side
    int step, offset; ///< of one tap

    /// The positions that meet something.
    int first() const { return std::clamp(offset >= 0 ? 0 : (-offset + step - 1) / step, 0, length); }
    int end() const {
        return offset >= other ? first() : std::clamp((other - 1 - offset) / step + 1, first(), length);
    }
};

/// One weight on its way along a row.
template <class T>
struct Tap {
    T weight;
    const T* from; ///< what position 0 meets
    int first, end;
};

/// The taps that meet a row, at most so many at once.
template <class T>
struct Taps {
    static constexpr int kMost = 32;
    Tap<T> tap[kMost];
    int count = 0;
    int first = 0, end = 0; ///< positions that all of them meet something at

    void clear(int length) {
        count = 0;
        first = 0;
        end = length;
    }
    void add(const Tap<T>& added) {
        tap[count++] = added;
        first = std::max(first, added.first);
        end = std::max(first, std::min(end, added.end));
    }
};

/// Where a row of results goes: step in elements.
template <class T>
struct Row {
    T* to;
    ptrdiff_t step;
    T bias;
    bool adds; ///< to what is there, not to the bias
    TileSums<T> sums;

    TRISTATE_INLINE Pack<T> start(int at) const {
        return adds ? Pack<T>::load(to + at * step) : Pack<T>::splat(bias);
    }
};

template <int C, class T>
__attribute__((noinline)) void gatherTile(const Taps<T>& taps, ptrdiff_t from, int at, const Row<T>& row) {
    Pack<T> acc[C];
#pragma GCC unroll 16
    for (int c = 0; c < C; ++c) acc[c] = row.start(at + c);
    for (int t = 0; t < taps.count; ++t) {
        const T factor = taps.tap[t].weight;
        const T* source = taps.tap[t].from + at * from;
#pragma GCC unroll 16
        for (int c = 0; c < C; ++c) acc[c].addProduct(factor, Pack<T>::load(source + c * from));
    }
#pragma GCC unroll 16
    for (int c = 0; c < C; ++c) acc[c].store(row.to + (at + c) * row.step);
    if (row.sums.sums) row.sums.add(0, acc);
}

/// A row of `length` results; `from`: elements from what one meets to what the next one meets.
template <class T>
void gatherRow(const Taps<T>& taps, ptrdiff_t from, int length, const Row<T>& row) {
    constexpr int kColumns = std::min(8, kAccumulators<T>);
    const auto border = [&](int at) {
        Pack<T> acc[1] = {row.start(at)};
        for (int t = 0; t < taps.count; ++t) {
            const Tap<T>& tap = taps.tap[t];
            if (at >= tap.first && at < tap.end)
                acc[0].addProduct(tap.weight, Pack<T>::load(tap.from + at * from));
        }
        acc[0].store(row.to + at * row.step);
        if (row.sums.sums) row.sums.add(0, acc);
    };
    const int first = std::min(taps.first, length);
    for (int at = 0; at < first; ++at) border(at);
    forEachPiece(first, taps.end, kColumns, [&](int at, int columns) {
        withConstant<kColumns>(columns, [&](auto c) { gatherTile<decltype(c)::value>(taps, from, at, row); });
    });
    for (int at = std::max(first, taps.end); at < length; ++at) border(at);
}

/// The positions from (y, x) on, a stride apart, which meet the same taps; forward that is all of them.
struct Phase {
    const DepthwiseShape& shape;
    bool isForward;
    int y, x; ///< 0 to stride - 1 backward

    bool meets(int begin, int tap) const {
        return isForward || (begin + shape.padding - tap * shape.dilation) % shape.stride == 0;
    }
    int offset(int begin, int tap) const {
        const int reached = tap * shape.dilation - shape.padding;
        return isForward ? reached : (begin - reached) / shape.stride;
    }
};

/// One map: every position of `to` gathers from the positions of `from` that it meets, in the direction of
/// the phase.
template <class T>
void gatherMap(const Phase& phase, const T* from, Shape fromShape, T* to, Shape toShape, const T* weight,
               T bias, const TileSums<T>& sums) {
    const DepthwiseShape& s = phase.shape;
    const int step = phase.isForward ? s.stride : 1, apart = phase.isForward ? 1 : s.stride;
    const int rows = (toShape.height - phase.y + apart - 1) / apart;
    const int columns = (toShape.width - phase.x + apart - 1) / apart;
    if (columns <= 0) return;
    Taps<T> taps;
    for (int at = 0; at < rows; ++at) {
        Row<T> row{to + (static_cast<ptrdiff_t>(phase.y + at * apart) * toShape.width + phase.x) * kLanes,
                   static_cast<ptrdiff_t>(apart) * kLanes, bias, false, TileSums<T>({}, 0, 0)};
        taps.clear(columns);
        for (int tap = 0; tap < s.taps(); ++tap) {
            const int ky = tap / s.kernel, kx = tap % s.kernel;
            const int y = at * step + phase.offset(phase.y, ky);
            if (!phase.meets(phase.y, ky) || !phase.meets(phase.x, kx) || y < 0 || y >= fromShape.height)
                continue;
            const Side side{columns, fromShape.width, step, phase.offset(phase.x, kx)};
            if (taps.count == Taps<T>::kMost) {
                gatherRow(taps, step * ptrdiff_t{kLanes}, columns, row);
                taps.clear(columns);
                row.adds = true;
            }
            taps.add({weight[tap],
                      from + (static_cast<ptrdiff_t>(y) * fromShape.width + side.offset) * kLanes,
                      side.first(), side.end()});
        }
        row.sums = sums;
        gatherRow(taps, step * ptrdiff_t{kLanes}, columns, row);
    }
}

template <class T>
void depthwiseForward(const DepthwiseShape& s, const Activation<T>& input, const T* weight, const T* bias,
                      Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums,
                      const NormShape<T>& finish) {
    const ptrdiff_t from = static_cast<ptrdiff_t>(s.input.positions()) * kLanes;
    const ptrdiff_t to = static_cast<ptrdiff_t>(s.output.positions()) * kLanes;
    for (int g = groups.begin; g < groups.end; ++g) {
        if (sums) clearGroup(*sums.sums, g);
        for (int map = 0; map < s.input.channels; ++map)
            gatherMap(Phase{s, true, 0, 0}, input.group(g) + map * from, s.input, output.group(g) + map * to,
                      s.output, weight + map * s.taps(), bias[map], TileSums<T>(sums, g, map));
        finishPositions(finish, output, g, {0, s.output.positions()});
    }
}

template <class T>
void depthwiseInputGradient(const DepthwiseShape& s, const Activation<T>& outputGradient, const T* weight,
                            Activation<T>& inputGradient, GroupRange groups) {
    const ptrdiff_t from = static_cast<ptrdiff_t>(s.output.positions()) * kLanes;
    const ptrdiff_t to = static_cast<ptrdiff_t>(s.input.positions()) * kLanes;
    for (int g = groups.begin; g < groups.end; ++g)
        for (int map = 0; map < s.input.channels; ++map)
            for (int phase = 0; phase < s.stride * s.stride; ++phase)
                gatherMap(Phase{s, false, phase / s.stride, phase % s.stride},
                          outputGradient.group(g) + map * from, s.output, inputGradient.group(g) + map * to,
                          s.input, weight + map * s.taps(), T(0), TileSums<T>({}, 0, 0));
}

// ---- weight gradient

/// sums[i] += the products of a row of the output gradient with what tap i meets.
template <int K, class T>
__attribute__((noinline)) void correlateRow(const Tap<T>* taps, const T* gradient, int first, int end,
                                            ptrdiff_t step, T* const* sums) {
    Pack<T> acc[K];
#pragma GCC unroll 16
    for (int k = 0; k < K; ++k) acc[k] = Pack<T>::load(sums[k]);
    for (int at = first; at < end; ++at) {
        const Pack<T> dy = Pack<T>::load(gradient + static_cast<ptrdiff_t>(at) * kLanes);
#pragma GCC unroll 16
        for (int k = 0; k < K; ++k) acc[k].addProduct(dy, Pack<T>::load(taps[k].from + at * step));
    }
#pragma GCC unroll 16
    for (int k = 0; k < K; ++k) acc[k].store(sums[k]);
    for (int k = 0; k < K; ++k) { // what only some of them meet
        Pack<T> sum = Pack<T>::load(sums[k]);
        const auto add = [&](int at) {
            sum.addProduct(Pack<T>::load(gradient + static_cast<ptrdiff_t>(at) * kLanes),
                           Pack<T>::load(taps[k].from + at * step));
        };
        for (int at = taps[k].first; at < std::min(first, taps[k].end); ++at) add(at);
        for (int at = std::max(end, taps[k].first); at < taps[k].end; ++at) add(at);
        sum.store(sums[k]);
    }
}

/// sums[tap] += what one group contributes to the weights of one map.
template <class T>
void correlateMap(const DepthwiseShape& s, const T* input, const T* gradient, T* sums) {
    constexpr int kMost = std::min(12, kAccumulators<T>);
    const ptrdiff_t step = static_cast<ptrdiff_t>(s.stride) * kLanes;
    for (int at = 0; at < s.output.height; ++at) {
        const T* row = gradient + static_cast<ptrdiff_t>(at) * s.output.width * kLanes;
        for (int tap = 0; tap < s.taps();) {
            Taps<T> taps;
            T* to[kMost];
            taps.clear(s.output.width);
            for (; tap < s.taps() && taps.count < kMost; ++tap) {
                const int y = at * s.stride + tap / s.kernel * s.dilation - s.padding;
                const int offset = tap % s.kernel * s.dilation - s.padding;
                const Side side{s.output.width, s.input.width, s.stride, offset};
                if (y < 0 || y >= s.input.height || side.first() == side.end()) continue;
                to[taps.count] = sums + static_cast<ptrdiff_t>(tap) * kLanes;
                taps.add({T(0), input + (static_cast<ptrdiff_t>(y) * s.input.width + offset) * kLanes,
                          side.first(), side.end()});
            }
            withConstant<kMost>(taps.count, [&](auto k) {
                correlateRow<decltype(k)::value>(taps.tap, row, taps.first, taps.end, step, to);
            });
        }
    }
}

template <class T>
void depthwiseParameterGradients(const DepthwiseShape& s, const Activation<T>& input,
                                 const Activation<T>& outputGradient, RowRange rows, T* weightGradient,
                                 T* biasGradient, T* sums) {
    for (int map = rows.begin; map < rows.end; ++map) {
        std::fill_n(sums, s.taps() * kLanes, T(0));
        Pack<T> total = Pack<T>::splat(T(0));
        for (int g = 0; g < input.groups(); ++g) {
            const T* gradient =
                outputGradient.group(g) + static_cast<ptrdiff_t>(map) * s.output.positions() * kLanes;
            correlateMap(s, input.group(g) + static_cast<ptrdiff_t>(map) * s.input.positions() * kLanes,
                         gradient, sums);
            if (biasGradient)
                for (int p = 0; p < s.output.positions(); ++p)
                    total.add(Pack<T>::load(gradient + static_cast<ptrdiff_t>(p) * kLanes));
        }
        for (int tap = 0; tap < s.taps(); ++tap)
            weightGradient[map * s.taps() + tap] = Pack<T>::load(sums + tap * kLanes).pairwiseSum();
        if (biasGradient) biasGradient[map] = total.pairwiseSum();
    }
}

} // namespace

template <class T>
void addDepthwiseKernels(KernelSet<T>& set) {
    set.depthwiseForward = depthwiseForward<T>;
    set.depthwiseInputGradient = depthwiseInputGradient<T>;
    set.depthwiseParameterGradients = depthwiseParameterGradients<T>;
}

template void addDepthwiseKernels(KernelSet<float>&);
template void addDepthwiseKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
