#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/relu_formulas.h"

#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

template <Below kBelow, class T>
void forwardGroup(const ReluShape<T>& s, const T* x, T* y) {
    const T slope = s.slope;
    for (int unit = 0; unit < s.units; ++unit) {
        const T m = s.gateValues[unit];
        for (int p = 0; p < s.positions; ++p, x += kLanes, y += kLanes) {
            Pack<T> value = rectified<kBelow>(m == 0 ? Pack<T>::splat(0) : Pack<T>::load(x), slope);
            value.scale(m);
            value.store(y);
        }
    }
}

template <class T>
void reluForward(const ReluShape<T>& s, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups) {
    withBelow(s.slope, [&]<Below kBelow>() {
        for (int g = groups.begin; g < groups.end; ++g)
            forwardGroup<kBelow>(s, input.group(g), output.group(g));
    });
}

/// A sum over the positions of a unit in two halves, as their additions need not wait for each other.
template <class T>
class PairedSum {
public:
    TRISTATE_INLINE void addProduct(int position, const Pack<T>& a, const Pack<T>& b) {
        (position % 2 == 0 ? m_even : m_odd).addProduct(a, b);
    }
    TRISTATE_INLINE T total() {
        m_even.add(m_odd);
        return m_even.pairwiseSum();
    }

private:
    Pack<T> m_even = Pack<T>::splat(0), m_odd = Pack<T>::splat(0);
};

template <class T>
struct Sums {
    T positive; ///< of dL/dy max(x, 0)
    T negative; ///< of dL/dy min(x, 0)
};

/// One unit. Which of the things it yields are wanted is known when it is compiled.
template <Below kBelow, bool kWantsNegative, bool kWantsInput, class T>
TRISTATE_INLINE Sums<T> backwardUnit(const T* x, const T* dy, T* dx, T m, T slope, int positions) {
    PairedSum<T> positive, negative;
    for (int p = 0; p < positions; ++p, x += kLanes, dy += kLanes) {
        const Pack<T> gradient = Pack<T>::load(dy), value = Pack<T>::load(x);
        positive.addProduct(p, gradient, value.positivePart());
        if constexpr (kWantsNegative) negative.addProduct(p, gradient, value.negativePart());
        if constexpr (kWantsInput) {
            passedBack<kBelow>(m * gradient, value, slope).store(dx);
            dx += kLanes;
        }
    }
    return {positive.total(), kWantsNegative ? negative.total() : T(0)};
}

template <Below kBelow, bool kWantsNegative, bool kWantsInput, class T>
void backwardGroup(const ReluShape<T>& s, const T* x, const T* dy, T* dx, T* gates) {
    const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(s.positions) * kLanes;
    T ofSlope = 0;
    for (int unit = 0; unit < s.units; ++unit) {
        const T m = s.gateValues[unit];
        const Sums<T> sums = backwardUnit<kBelow, kWantsNegative, kWantsInput>(
            x + unit * size, dy + unit * size, kWantsInput ? dx + unit * size : nullptr, m, s.slope,
            s.positions);
        gates[unit] = sums.positive;
        if (kBelow == Below::Fraction) gates[unit] += s.slope * sums.negative;
        if (kBelow == Below::Everything) gates[unit] += sums.negative;
        ofSlope += m * sums.negative;
    }
    gates[s.units] = ofSlope;
}

template <class T>
void reluBackward(const ReluShape<T>& s, const Activation<T>& input, const Activation<T>& outputGradient,
                  const ReluGradients<T>& gradients, int group) {
    const T* x = input.group(group);
    const T* dy = outputGradient.group(group);
    T* dx = gradients.input ? gradients.input->group(group) : nullptr;
    const auto run = [&]<Below kBelow, bool kWantsNegative>() {
        if (dx)
            backwardGroup<kBelow, kWantsNegative, true>(s, x, dy, dx, gradients.gates);
        else
            backwardGroup<kBelow, kWantsNegative, false>(s, x, dy, dx, gradients.gates);
    };
    if (s.slope >= 1) // the negative part belongs to the units here, and below
        run.template operator()<Below::Everything, true>();
    else if (s.slope > 0)
        run.template operator()<Below::Fraction, true>();
    else if (gradients.wantsSlope)
        run.template operator()<Below::Nothing, true>();
    else
        run.template operator()<Below::Nothing, false>();
    if (!gradients.wantsSlope) gradients.gates[s.units] = 0;
}

} // namespace

template <class T>
void addReluKernels(KernelSet<T>& set) {
    set.reluForward = reluForward<T>;
    set.reluBackward = reluBackward<T>;
}

template void addReluKernels(KernelSet<float>&);
template void addReluKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
