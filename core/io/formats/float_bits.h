#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace tristate::io {

/// The value of a number of 16 bits as IEEE 754 has it: five of them are the exponent.
inline float fromHalf(std::uint16_t bits) {
    constexpr int kExponentBias = 15, kMantissaBits = 10, kMaxExponent = 31;
    const int exponent = (bits >> kMantissaBits) & kMaxExponent, mantissa = bits & 1023;
    const float sign = bits >> 15 ? -1.0f : 1.0f;
    if (exponent == kMaxExponent) return mantissa == 0 ? sign * HUGE_VALF : NAN;
    if (exponent == 0)
        return sign * std::ldexp(static_cast<float>(mantissa), 1 - kExponentBias - kMantissaBits);
    return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - kExponentBias - kMantissaBits);
}

/// Of a bfloat16: the upper half of a float.
inline float fromBfloat(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

} // namespace tristate::io
