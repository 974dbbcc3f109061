#pragma once

#include "core/nn/parameter.h"
#include "core/tensor/activation.h"

namespace tristate::nn::kernels {

/// Products of a dense layer over the samples-contiguous layout. weight: outputs x inputs, row-major. No
/// allocation, no threads; results do not depend on how groups or rows are cut into calls. The *Reference
/// functions are the plain versions that tests compare with.

/// output[o] = bias[o] + sum_i weight[o][i] input[i], for each sample of `groups`.
template <class T>
void denseForward(const Activation<T>& input, const T* weight, const T* bias, Activation<T>& output,
                  GroupRange groups);

/// inputGradient[i] = sum_o weight[o][i] outputGradient[o], for each sample of `groups`.
template <class T>
void denseInputGradient(const Activation<T>& outputGradient, const T* weight, Activation<T>& inputGradient,
                        GroupRange groups);

/// weightGradient[o][i] = sum over all samples of outputGradient[o] input[i], for the outputs of `rows`.
/// `transposed` is the input as transposeGroups writes it; both reach over all groups. weightGradient points
/// to row 0.
template <class T>
void denseWeightGradient(const Activation<T>& outputGradient, const Activation<T>& transposed, int inputs,
                         T* weightGradient, RowRange rows);

/// biasGradient[o] = sum over all samples of outputGradient[o], for the outputs of `rows`.
template <class T>
void denseBiasGradient(const Activation<T>& outputGradient, T* biasGradient, RowRange rows);

/// Number of features of a transposed activation: rounded up to whole Packs.
inline constexpr int paddedFeatures(int features) {
    return groupsFor(features) * kLanes;
}

/// transposed[group][lane][feature] = input[group][feature][lane]; `transposed` is sized with
/// paddedFeatures(), what lies beyond the features is unspecified.
template <class T>
void transposeGroups(const Activation<T>& input, Activation<T>& transposed, GroupRange groups);

template <class T>
void denseForwardReference(const Activation<T>& input, const T* weight, const T* bias, Activation<T>& output,
                           GroupRange groups);
template <class T>
void denseInputGradientReference(const Activation<T>& outputGradient, const T* weight,
                                 Activation<T>& inputGradient, GroupRange groups);
template <class T>
void denseWeightGradientReference(const Activation<T>& outputGradient, const Activation<T>& input,
                                  T* weightGradient);

} // namespace tristate::nn::kernels
