#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/kernels/dense_kernels.h"
#include "core/nn/kernels/relu_kernels.h"

#include <algorithm>

namespace tristate::nn::kernels {

template <class T>
void denseForwardReference(const Activation<T>& input, const T* weight, const T* bias, Activation<T>& output,
                           GroupRange groups) {
    const int inputs = input.features();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int o = 0; o < output.features(); ++o)
            for (int lane = 0; lane < kLanes; ++lane) {
                T sum = bias[o];
                for (int i = 0; i < inputs; ++i)
                    sum += weight[o * inputs + i] * input.group(g)[i * kLanes + lane];
                output.group(g)[o * kLanes + lane] = sum;
            }
}

template <class T>
void denseInputGradientReference(const Activation<T>& outputGradient, const T* weight,
                                 Activation<T>& inputGradient, GroupRange groups) {
    const int inputs = inputGradient.features();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int i = 0; i < inputs; ++i)
            for (int lane = 0; lane < kLanes; ++lane) {
                T sum = 0;
                for (int o = 0; o < outputGradient.features(); ++o)
                    sum += weight[o * inputs + i] * outputGradient.group(g)[o * kLanes + lane];
                inputGradient.group(g)[i * kLanes + lane] = sum;
            }
}

template <class T>
void denseWeightGradientReference(const Activation<T>& outputGradient, const Activation<T>& input,
                                  T* weightGradient) {
    const int inputs = input.features();
    for (int o = 0; o < outputGradient.features(); ++o)
        for (int i = 0; i < inputs; ++i) {
            T sum = 0;
            for (int g = 0; g < input.groups(); ++g)
                for (int lane = 0; lane < kLanes; ++lane)
                    sum += outputGradient.group(g)[o * kLanes + lane] * input.group(g)[i * kLanes + lane];
            weightGradient[o * inputs + i] = sum;
        }
}

namespace {

/// Calls f(output index, tap index, input index) for every multiplication of a convolution, indices into one
/// group.
template <class F>
void forEachProduct(const ConvShape& s, F&& f) {
    for (int o = 0; o < s.output.channels; ++o)
        for (int y = 0; y < s.output.height; ++y)
            for (int x = 0; x < s.output.width; ++x)
                for (int i = 0; i < s.input.channels; ++i)
                    for (int ky = 0; ky < s.kernel; ++ky)
                        for (int kx = 0; kx < s.kernel; ++kx)
                            f((o * s.output.height + y) * s.output.width + x,
                              ((o * s.input.channels + i) * s.kernel + ky) * s.kernel + kx,
                              (i * s.input.height + y * s.stride + ky) * s.input.width + x * s.stride + kx);
}

} // namespace

template <class T>
void convForwardReference(const ConvShape& s, const Activation<T>& input, const T* weight, const T* bias,
                          Activation<T>& output, GroupRange groups) {
    for (int g = groups.begin; g < groups.end; ++g) {
        auto out = output.map(g);
        for (int o = 0; o < s.output.channels; ++o)
            out.middleCols(o * s.output.positions(), s.output.positions()).setConstant(bias[o]);
        forEachProduct(s, [&](int o, int tap, int i) { out.col(o) += weight[tap] * input.map(g).col(i); });
    }
}

template <class T>
void convInputGradientReference(const ConvShape& s, const Activation<T>& outputGradient, const T* weight,
                                Activation<T>& inputGradient, GroupRange groups) {
    for (int g = groups.begin; g < groups.end; ++g) {
        auto in = inputGradient.map(g);
        in.setZero();
        forEachProduct(
            s, [&](int o, int tap, int i) { in.col(i) += weight[tap] * outputGradient.map(g).col(o); });
    }
}

template <class T>
void convWeightGradientReference(const ConvShape& s, const Activation<T>& input,
                                 const Activation<T>& outputGradient, T* weightGradient) {
    std::fill_n(weightGradient, s.output.channels * s.taps(), T(0));
    for (int g = 0; g < input.groups(); ++g)
        forEachProduct(s, [&](int o, int tap, int i) {
            weightGradient[tap] += (outputGradient.map(g).col(o) * input.map(g).col(i)).sum();
        });
}

namespace {

/// Calls f(unit, index into a group) for every value of a group.
template <class T, class F>
void forEachValue(const ReluShape<T>& s, F&& f) {
    for (int unit = 0; unit < s.units; ++unit)
        for (int i = 0; i < s.positions * kLanes; ++i) f(unit, unit * s.positions * kLanes + i);
}

} // namespace

template <class T>
void reluForwardReference(const ReluShape<T>& s, const Activation<T>& input, Activation<T>& output,
                          GroupRange groups) {
    for (int g = groups.begin; g < groups.end; ++g)
        forEachValue(s, [&](int unit, int i) {
            const T x = input.group(g)[i], m = s.gateValues[unit];
            output.group(g)[i] = m * (x >= 0 ? x : s.slope * x);
        });
}

template <class T>
void reluBackwardReference(const ReluShape<T>& s, const Activation<T>& input,
                           const Activation<T>& outputGradient, const ReluGradients<T>& gradients,
                           int group) {
    std::fill_n(gradients.gates, s.units + 1, T(0));
    forEachValue(s, [&](int unit, int i) {
        const T x = input.group(group)[i], dy = outputGradient.group(group)[i], m = s.gateValues[unit];
        const T slope = x >= 0 ? 1 : s.slope;
        gradients.gates[unit] += dy * slope * x;
        if (x < 0 && gradients.wantsSlope) gradients.gates[s.units] += dy * m * x;
        if (gradients.input) gradients.input->group(group)[i] = m * dy * slope;
    });
}

#define TRISTATE_INSTANTIATE(T)                                                                              \
    template void denseForwardReference<T>(const Activation<T>&, const T*, const T*, Activation<T>&,         \
                                           GroupRange);                                                      \
    template void denseInputGradientReference<T>(const Activation<T>&, const T*, Activation<T>&,             \
                                                 GroupRange);                                                \
    template void denseWeightGradientReference<T>(const Activation<T>&, const Activation<T>&, T*);           \
    template void convForwardReference(const ConvShape&, const Activation<T>&, const T*, const T*,           \
                                       Activation<T>&, GroupRange);                                          \
    template void convInputGradientReference(const ConvShape&, const Activation<T>&, const T*,               \
                                             Activation<T>&, GroupRange);                                    \
    template void convWeightGradientReference(const ConvShape&, const Activation<T>&, const Activation<T>&,  \
                                              T*);                                                           \
    template void reluForwardReference(const ReluShape<T>&, const Activation<T>&, Activation<T>&,            \
                                       GroupRange);                                                          \
    template void reluBackwardReference(const ReluShape<T>&, const Activation<T>&, const Activation<T>&,     \
                                        const ReluGradients<T>&, int);
TRISTATE_INSTANTIATE(float)
TRISTATE_INSTANTIATE(double)

} // namespace tristate::nn::kernels
