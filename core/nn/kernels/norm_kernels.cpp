#include "core/nn/kernels/norm_kernels.h"

#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/relu_formulas.h"
#include "core/nn/kernels/tile_sums.h"

#include <algorithm>
#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

/// One channel: its y, what the ReLU makes of it, and what comes back.
template <Below kBelow, bool kHasCap, class T>
struct Channel {
    T scale, shift, m, slope, cap;

    Channel(const NormShape<T>& s, int channel)
        : scale(s.scale[channel]),
          shift(s.shift[channel]),
          m(s.relu.gateValues ? s.relu.gateValues[channel] : T(1)),
          slope(s.relu.slope),
          cap(s.cap) {}
    TRISTATE_INLINE Pack<T> normalised(const Pack<T>& x) const {
        Pack<T> y = Pack<T>::splat(shift);
        y.addProduct(scale, x);
        return y;
    }
    TRISTATE_INLINE Pack<T> capped(const Pack<T>& y) const {
        if constexpr (!kHasCap) return y;
        return y.smaller(Pack<T>::splat(cap));
    }
    TRISTATE_INLINE Pack<T> output(const Pack<T>& y) const { return m * rectified<kBelow>(capped(y), slope); }
    /// dL/dy of dL/doutput.
    TRISTATE_INLINE Pack<T> back(const Pack<T>& gradient, const Pack<T>& y) const {
        Pack<T> result = passedBack<kBelow>(m * gradient, y, slope);
        if constexpr (kHasCap) result.clearWhereNotBelow(y, cap);
        return result;
    }
};

/// Calls f<Below, has a cap>() as the shape needs it.
template <class T, class F>
void withKind(const NormShape<T>& s, F&& f) {
    withBelow(s.relu.slope, [&]<Below kBelow>() {
        if (s.cap > 0)
            f.template operator()<kBelow, true>();
        else
            f.template operator()<kBelow, false>();
    });
}

template <class T>
void channelSums(int positions, const Activation<T>& input, const ChannelSums<T>& sums, GroupRange groups) {
    for (int g = groups.begin; g < groups.end; ++g) {
        clearGroup(*sums.sums, g);
        const T* x = input.group(g);
        for (int channel = 0; channel < input.features() / positions; ++channel) {
            const TileSums<T> to(sums, g, channel);
            for (int p = 0; p < positions; ++p, x += kLanes) {
                const Pack<T> value[1] = {Pack<T>::load(x)};
                to.add(0, value);
            }
        }
    }
}

template <class T>
void normForward(const NormShape<T>& s, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups) {
    withKind(s, [&]<Below kBelow, bool kHasCap>() {
        for (int g = groups.begin; g < groups.end; ++g) {
            const T* x = input.group(g);
            T* to = output.group(g);
            for (int c = 0; c < s.relu.units; ++c) {
                const Channel<kBelow, kHasCap, T> channel(s, c);
                for (int p = 0; p < s.relu.positions; ++p, x += kLanes, to += kLanes)
                    channel.output(channel.normalised(Pack<T>::load(x))).store(to);
            }
        }
    });
}

/// Sums of one channel; which are wanted is known when it is compiled.
template <Below kBelow, bool kHasCap, bool kWantsNegative, class T>
void sumChannel(const NormShape<T>& s, const T* x, const T* gradient, const NormSums<T>& sums, int c) {
    const Channel<kBelow, kHasCap, T> channel(s, c);
    const Pack<T> mean = Pack<T>::splat(sums.mean[c]), zero = Pack<T>::splat(T(0));
    Pack<T> ofGradient = zero, ofProduct = zero, positive = zero, negative = zero;
    for (int p = 0; p < s.relu.positions; ++p, x += kLanes, gradient += kLanes) {
        const Pack<T> value = Pack<T>::load(x), come = Pack<T>::load(gradient);
        const Pack<T> y = channel.normalised(value), dy = channel.back(come, y);
        ofGradient.add(dy);
        ofProduct.addProduct(dy, value - mean);
        positive.addProduct(come, channel.capped(y).positivePart());
        if constexpr (kWantsNegative) negative.addProduct(come, y.negativePart());
    }
    sums.gradient[c] = ofGradient.pairwiseSum();
    sums.product[c] = ofProduct.pairwiseSum();
    if (!sums.gates) return;
    const T below = kWantsNegative ? negative.pairwiseSum() : T(0);
    sums.gates[c] = positive.pairwiseSum() + channel.slope * below;
    if (sums.wantsSlope) sums.gates[s.relu.units] += channel.m * below;
}

template <class T>
void normBackwardSums(const NormShape<T>& s, const Activation<T>& input, const Activation<T>& outputGradient,
                      const NormSums<T>& sums, int group) {
    if (sums.gates) sums.gates[s.relu.units] = 0;
    withKind(s, [&]<Below kBelow, bool kHasCap>() {
        const ptrdiff_t size = static_cast<ptrdiff_t>(s.relu.positions) * kLanes;
        for (int c = 0; c < s.relu.units; ++c) {
            const T* x = input.group(group) + c * size;
            const T* gradient = outputGradient.group(group) + c * size;
            if (kBelow != Below::Nothing || sums.wantsSlope)
                sumChannel<kBelow, kHasCap, true>(s, x, gradient, sums, c);
            else
                sumChannel<kBelow, kHasCap, false>(s, x, gradient, sums, c);
        }
    });
}

template <class T>
void normBackward(const NormShape<T>& s, const Activation<T>& input, const Activation<T>& outputGradient,
                  const NormGradient<T>& how, Activation<T>& inputGradient, int group) {
    withKind(s, [&]<Below kBelow, bool kHasCap>() {
        const T *x = input.group(group), *gradient = outputGradient.group(group);
        T* to = inputGradient.group(group);
        for (int c = 0; c < s.relu.units; ++c) {
            const Channel<kBelow, kHasCap, T> channel(s, c);
            const T ofInput = how.ofInput[c], constant = how.constant[c];
            for (int p = 0; p < s.relu.positions; ++p, x += kLanes, gradient += kLanes, to += kLanes) {
                const Pack<T> value = Pack<T>::load(x);
                Pack<T> dx = Pack<T>::splat(constant);
                dx.addProduct(channel.scale,
                              channel.back(Pack<T>::load(gradient), channel.normalised(value)));
                dx.addProduct(ofInput, value);
                dx.store(to);
                if (how.lanes < kLanes) std::fill(to + how.lanes, to + kLanes, T(0));
            }
        }
    });
}

} // namespace

template <class T>
void addNormKernels(KernelSet<T>& set) {
    set.channelSums = channelSums<T>;
    set.normForward = normForward<T>;
    set.normBackwardSums = normBackwardSums<T>;
    set.normBackward = normBackward<T>;
}

template void addNormKernels(KernelSet<float>&);
template void addNormKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA
