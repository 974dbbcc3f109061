#pragma once

#include "core/nn/kernels/channel_sums.h"
#include "core/nn/kernels/conv_kernels.h"

#include <cstddef>
#include <vector>

namespace tristate::nn::kernels {

/// A convolution 3x3 of stride 1 by minimal filtering along rows (Winograd 1980; Lavin and Gray 2016): four
/// neighbouring outputs of a row are the sums over input maps and kernel rows of six products instead of
/// twelve. Six neighbouring inputs d, three weights w and four outputs y of a row are
///
///     y = A^T [(G w) * (B^T d)]        (* value by value, summed before A^T)
///
/// with the matrices of the points 0, 1, -1, 2, -2 and infinity. The gradients are the same form read the
/// other way round: by the input with turned weights, by the weights as G^T [(A dy) * (B^T d)].
struct WinogradShape {
    Shape input; ///< without padding
    Shape output;
    int padding = 0; ///< zeros around the input, 0 to 2

    /// Of the convolution that turns the output gradient into the input gradient.
    WinogradShape turned() const { return {output, input, 2 - padding}; }
    /// Pieces of four outputs that a row is cut into; the last one may be ragged.
    int tiles() const { return (output.width + 3) / 4; }
    int taps() const { return input.channels * 9; }
};

/// Products of a piece of four outputs.
inline constexpr int kWinogradProducts = 6;

/// Whether such a convolution is computed so: where it saves products, and as long as the environment
/// variable TRISTATE_WINOGRAD is not "off". That depends on nothing that shrinks: a net that lost units
/// computes what is left as before.
bool usesWinograd(int kernel, int stride, int padding, int outputWidth);
/// Overrides it; for tests and benchmarks, while no network is being built.
void allowWinograd(bool allowed);

/// G w of every kernel row, in the order in which winogradForward() reads them: for winogradForward of
/// `shape`, or of its turned() with `turned`. `weight` as in conv_kernels.h.
template <class T>
void winogradWeights(const WinogradShape& shape, const T* weight, bool turned, std::vector<T>& to);

/// Where the result goes.
template <class T>
struct WinogradResult {
    Activation<T>* values = nullptr;
    bool adds = false;       ///< to what is there, instead of overwriting it
    const T* bias = nullptr; ///< of each map; null: none
    ChannelSums<T> sums = {};
    NormShape<T> finish = {}; ///< as in conv_kernels.h
};

/// result = the convolution of input, for these groups; `weights` from winogradWeights().
template <class T>
void winogradForward(const WinogradShape& shape, const Activation<T>& input, const T* weights,
                     const WinogradResult<T>& result, GroupRange groups);

/// As convParameterGradients() of conv_kernels.h; `outputGradient` may be asked for a group again.
template <class T>
void winogradParameterGradients(const WinogradShape& shape, const Activation<T>& input,
                                const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                                T* biasGradient);

/// Elements that winogradForward() keeps of a call: three rows of transformed input, of
/// winogradProductPacks() Packs for each product. One Pack is left over, or the products would lie a power of
/// two apart and fall on the same sets of the cache.
std::size_t winogradScratch(const WinogradShape& shape);
inline int winogradProductPacks(const WinogradShape& shape) {
    return shape.input.channels * shape.tiles() + 1;
}

/// Output maps that share the transformed input in the weight gradient.
inline constexpr int kWinogradMapsPerBlock = 16;

} // namespace tristate::nn::kernels
