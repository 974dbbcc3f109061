#pragma once

#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/kernels/dense_kernels.h"
#include "core/nn/kernels/depthwise_kernels.h"
#include "core/nn/kernels/norm_kernels.h"
#include "core/nn/kernels/pool_kernels.h"
#include "core/nn/kernels/relu_kernels.h"
#include "core/nn/kernels/winograd_kernels.h"

#include <string>
#include <string_view>
#include <vector>

namespace tristate::nn::kernels {

/// The kernels as compiled for one instruction set: what the functions of the same names call.
template <class T>
struct KernelSet {
    /// `packed`: kLanes x 4 for each input channel, whatever is in them.
    void (*convForward)(const ConvShape&, const Activation<T>& input, const T* weight, const T* bias,
                        Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums,
                        const NormShape<T>& finish, T* packed);
    decltype(&kernels::convInputGradient<T>) convInputGradient;
    /// `partial`: zeros, kLanes for each weight and each bias of `rows`.
    void (*convParameterGradients)(const ConvShape&, const Activation<T>& input,
                                   const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                                   T* biasGradient, T* partial);

    /// `scratch`: winogradScratch() and WinogradStrips::all() elements, whatever is in them.
    void (*winogradForward)(const WinogradShape&, const Activation<T>& input, const T* weights,
                            const WinogradResult<T>& result, GroupRange groups, T* scratch);
    void (*winogradParameterGradients)(const WinogradShape&, const Activation<T>& input,
                                       const GroupGradient<T>& outputGradient, RowRange rows,
                                       T* weightGradient, T* biasGradient, T* scratch);

    decltype(&kernels::denseForward<T>) denseForward;
    decltype(&kernels::denseInputGradient<T>) denseInputGradient;
    decltype(&kernels::denseWeightGradient<T>) denseWeightGradient;
    decltype(&kernels::denseBiasGradient<T>) denseBiasGradient;
    decltype(&kernels::transposeGroups<T>) transposeGroups;

    decltype(&kernels::depthwiseForward<T>) depthwiseForward;
    decltype(&kernels::depthwiseInputGradient<T>) depthwiseInputGradient;
    /// `sums`: kLanes elements for each tap, whatever is in them.
    void (*depthwiseParameterGradients)(const DepthwiseShape&, const Activation<T>& input,
                                        const Activation<T>& outputGradient, RowRange rows, T* weightGradient,
                                        T* biasGradient, T* sums);

    decltype(&kernels::maxPoolForward<T>) maxPoolForward;
    decltype(&kernels::maxPoolBackward<T>) maxPoolBackward;
    decltype(&kernels::averagePoolForward<T>) averagePoolForward;
    decltype(&kernels::averagePoolBackward<T>) averagePoolBackward;

    decltype(&kernels::channelSums<T>) channelSums;
    decltype(&kernels::normForward<T>) normForward;
    decltype(&kernels::normBackwardSums<T>) normBackwardSums;
    decltype(&kernels::normBackward<T>) normBackward;

    decltype(&kernels::reluForward<T>) reluForward;
    decltype(&kernels::reluBackward<T>) reluBackward;
};

/// Names of the sets that are in this program and that this processor can run, the best last: "native" in a
/// program built for one machine, otherwise some of "baseline", "avx2" and "avx512".
const std::vector<std::string>& availableKernelSets();

/// The set in use: the best one, or the one that the environment variable TRISTATE_ISA names. Throws Error
/// when that is not available.
std::string_view kernelSetInUse();

/// Uses another set from now on; for tests and benchmarks, while no kernel runs. Throws Error when it is not
/// available.
void useKernelSet(std::string_view name);

} // namespace tristate::nn::kernels
