#include "core/nn/kernels/norm_kernels.h"

#include "core/nn/kernels/kernel_set.h"
#include "core/nn/kernels/norm_formulas.h"
#include "core/nn/kernels/tile_sums.h"

#include <algorithm>
#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

using std::ptrdiff_t;

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
    withSum(s, [&]<Below kBelow, bool kHasCap, bool kAdds>() {
        for (int g = groups.begin; g < groups.end; ++g) {
            const T* x = input.group(g);
            const T* added = kAdds ? s.added->group(g) : nullptr;
            T* to = output.group(g);
            for (int c = 0; c < s.relu.units; ++c) {
                const NormChannel<kBelow, kHasCap, T> channel(s, c);
                for (int p = 0; p < s.relu.positions; ++p, x += kLanes, to += kLanes) {
                    Pack<T> y = channel.normalised(Pack<T>::load(x));
                    if constexpr (kAdds) {
                        y.add(Pack<T>::load(added));
                        added += kLanes;
                    }
                    channel.output(y).store(to);
                }
            }
        }
    });
}

/// Where one channel of one group begins.
template <class T>
struct ChannelAt {
    const T *input, *gradient, *added;
    T* passed;
};

/// Sums of one channel; which are wanted is known when it is compiled.
template <Below kBelow, bool kHasCap, bool kAdds, bool kWantsNegative, class T>
void sumChannel(const NormShape<T>& s, ChannelAt<T> at, const NormSums<T>& sums, int c) {
    const NormChannel<kBelow, kHasCap, T> channel(s, c);
    const Pack<T> mean = Pack<T>::splat(sums.mean[c]), zero = Pack<T>::splat(T(0));
    Pack<T> ofGradient = zero, ofProduct = zero, positive = zero, negative = zero;
    for (ptrdiff_t i = 0; i < static_cast<ptrdiff_t>(s.relu.positions) * kLanes; i += kLanes) {
        const Pack<T> value = Pack<T>::load(at.input + i), come = Pack<T>::load(at.gradient + i);
        Pack<T> y = channel.normalised(value);
        if constexpr (kAdds) y.add(Pack<T>::load(at.added + i));
        const Pack<T> dy = channel.back(come, y);
        if (at.passed) dy.store(at.passed + i);
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
    withSum(s, [&]<Below kBelow, bool kHasCap, bool kAdds>() {
        const ptrdiff_t size = static_cast<ptrdiff_t>(s.relu.positions) * kLanes;
        for (int c = 0; c < s.relu.units; ++c) {
            const ChannelAt<T> at{input.group(group) + c * size, outputGradient.group(group) + c * size,
                                  kAdds ? s.added->group(group) + c * size : nullptr,
                                  sums.passed ? sums.passed->group(group) + c * size : nullptr};
            if (kBelow != Below::Nothing || sums.wantsSlope)
                sumChannel<kBelow, kHasCap, kAdds, true>(s, at, sums, c);
            else
                sumChannel<kBelow, kHasCap, kAdds, false>(s, at, sums, c);
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
            const NormChannel<kBelow, kHasCap, T> channel(s, c);
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
