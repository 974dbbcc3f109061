#pragma once

#include "core/tensor/activation.h"

namespace tristate::nn::kernels {

/// A layer of tri-state ReLUs (Srinivas and Babu 2016, eq. 3.2): y = m x where x >= 0, y = m s x elsewhere.
/// The slope s is d, or that of a leaky ReLU while d is 0.
template <class T>
struct ReluShape {
    int units = 0;
    int positions = 0;             ///< of a unit: 1, or the size of its feature map
    const T* gateValues = nullptr; ///< m, one for each unit
    T slope = 0;                   ///< s, 0 to 1
};

/// output = y.
template <class T>
void reluForward(const ReluShape<T>& shape, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups);

/// What comes back through one sample group.
template <class T>
struct ReluGradients {
    T* gates = nullptr;             ///< dL/dm of each unit, then dL/ds; summed over the group's lanes
    bool wantsSlope = false;        ///< false: dL/ds is not computed, and 0
    Activation<T>* input = nullptr; ///< dL/dx, when not null
};
template <class T>
void reluBackward(const ReluShape<T>& shape, const Activation<T>& input, const Activation<T>& outputGradient,
                  const ReluGradients<T>& gradients, int group);

/// The same, value by value as the formulas say.
template <class T>
void reluForwardReference(const ReluShape<T>& shape, const Activation<T>& input, Activation<T>& output,
                          GroupRange groups);
template <class T>
void reluBackwardReference(const ReluShape<T>& shape, const Activation<T>& input,
                           const Activation<T>& outputGradient, const ReluGradients<T>& gradients, int group);

} // namespace tristate::nn::kernels
