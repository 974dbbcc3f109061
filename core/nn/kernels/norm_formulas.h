#pragma once

#include "core/nn/kernels/norm_kernels.h"
#include "core/nn/kernels/relu_formulas.h"

#include <cstddef>

namespace tristate::nn::kernels::TRISTATE_ISA {

/// One channel: its y, what the ReLU makes of it, and what comes back.
template <Below kBelow, bool kHasCap, class T>
struct NormChannel {
    T scale, shift, m, slope, cap;

    NormChannel(const NormShape<T>& s, int channel)
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
inline void withKind(const NormShape<T>& s, F&& f) {
    withBelow(s.relu.slope, [&]<Below kBelow>() {
        if (s.cap > 0)
            f.template operator()<kBelow, true>();
        else
            f.template operator()<kBelow, false>();
    });
}

/// The same with whether something is added: f<Below, has a cap, adds>().
template <class T, class F>
inline void withSum(const NormShape<T>& s, F&& f) {
    withKind(s, [&]<Below kBelow, bool kHasCap>() {
        if (s.added)
            f.template operator()<kBelow, kHasCap, true>();
        else
            f.template operator()<kBelow, kHasCap, false>();
    });
}

/// What a normalisation, a sum and a ReLU make of the values at some positions of every map of a group, in
/// their place: for a convolution that has just stored them, while they are in the nearest cache.
template <class T>
inline void finishPositions(const NormShape<T>& s, Activation<T>& values, int group, RowRange positions) {
    if (s.relu.units == 0) return; // nothing to do
    withSum(s, [&]<Below kBelow, bool kHasCap, bool kAdds>() {
        for (int c = 0; c < s.relu.units; ++c) {
            const NormChannel<kBelow, kHasCap, T> channel(s, c);
            const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(c) * s.relu.positions + positions.begin;
            T* at = values.group(group) + first * kLanes;
            const T* added = kAdds ? s.added->group(group) + first * kLanes : nullptr;
            for (int p = 0; p < positions.count(); ++p, at += kLanes) {
                Pack<T> y = channel.normalised(Pack<T>::load(at));
                if constexpr (kAdds) y.add(Pack<T>::load(added + p * kLanes));
                channel.output(y).store(at);
            }
        }
    });
}

} // namespace tristate::nn::kernels::TRISTATE_ISA
