#pragma once

#include "core/tensor/activation.h"

#include <cstddef>
#include <cstdint>

namespace tristate::data {

/// A byte as the network sees it. Always this division, never a product with 1 / 255: that differs in the
/// last bit.
inline float fractionOf(std::uint8_t byte) {
    return static_cast<float>(byte) / 255.0f;
}

/// to[i * kLanes + lane] = fractionOf(rows[lane][first + i]) for i in [0, kLanes): kLanes bytes of every
/// sample of a group, put side by side. Bytes are exchanged before they grow to floats: a register holds a
/// sample's whole share of the tile, and each of four rounds interleaves the first eight with the last eight.
inline void gatherByteTile(const std::uint8_t* const* rows, std::ptrdiff_t first, float* to) {
    static_assert(kLanes == 16, "four rounds of interleaving are for 16 samples");
    typedef std::uint8_t Bytes __attribute__((vector_size(16)));
    typedef std::uint8_t Unaligned __attribute__((vector_size(16), aligned(1), may_alias));
    Bytes even[kLanes], odd[kLanes];
    const auto interleave = [](const Bytes(&from)[kLanes], Bytes(&into)[kLanes]) {
#pragma GCC unroll 8
        for (int i = 0; i < kLanes / 2; ++i) {
            const Bytes a = from[i], b = from[i + kLanes / 2];
            into[2 * i] =
                __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            into[2 * i + 1] =
                __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
    };
#pragma GCC unroll 16
    for (int lane = 0; lane < kLanes; ++lane)
        even[lane] = *reinterpret_cast<const Unaligned*>(rows[lane] + first);
    interleave(even, odd);
    interleave(odd, even);
    interleave(even, odd);
    interleave(odd, even);
    // Through memory: GCC vectorises the conversion of an array, but not that of a register of bytes.
    std::uint8_t tile[kLanes * kLanes];
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i) *reinterpret_cast<Unaligned*>(tile + i * kLanes) = even[i];
    for (int i = 0; i < kLanes * kLanes; ++i) to[i] = fractionOf(tile[i]);
}

} // namespace tristate::data
