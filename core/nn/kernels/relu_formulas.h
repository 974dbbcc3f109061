#pragma once

#include "core/tensor/pack.h"

namespace tristate::nn::kernels::TRISTATE_ISA {

/// The slope below zero, as far as the code differs. It is known when that is compiled.
enum class Below { Nothing, Fraction, Everything };

/// x where x >= 0, slope x elsewhere.
template <Below kBelow, class T>
TRISTATE_INLINE Pack<T> rectified(const Pack<T>& x, T slope) {
    Pack<T> value = x;
    if constexpr (kBelow == Below::Everything) return value;
    Pack<T> below = kBelow == Below::Nothing ? Pack<T>::splat(0) : value;
    if constexpr (kBelow == Below::Fraction) below.scale(slope);
    value.takeLarger(below);
    return value;
}

/// dL/dx of that: `gradient` where x >= 0, slope times it elsewhere.
template <Below kBelow, class T>
TRISTATE_INLINE Pack<T> passedBack(Pack<T> gradient, const Pack<T>& x, T slope) {
    if constexpr (kBelow == Below::Nothing) gradient.clearWhereNegative(x);
    if constexpr (kBelow == Below::Fraction) gradient.scaleWhereNegative(slope, x);
    return gradient;
}

/// Calls f<Below>() for that slope.
template <class T, class F>
inline void withBelow(T slope, F&& f) {
    if (slope >= 1)
        f.template operator()<Below::Everything>();
    else if (slope > 0)
        f.template operator()<Below::Fraction>();
    else
        f.template operator()<Below::Nothing>();
}

} // namespace tristate::nn::kernels::TRISTATE_ISA
