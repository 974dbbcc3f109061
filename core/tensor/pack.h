#pragma once

#include "core/tensor/activation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

// Kernels may be compiled several times, for different instruction sets, into one program. Whatever depends
// on the set lies in a namespace of its name, or the linker would take one version for all. The build names
// the set where there is more than one.
#if !defined(TRISTATE_ISA)
#define TRISTATE_ISA baseline
#endif

namespace tristate {
inline namespace TRISTATE_ISA {

/// Each of these functions is a few instructions in the middle of a hot loop.
#define TRISTATE_INLINE inline __attribute__((always_inline))

template <class T>
struct PackIndex;

/// The kLanes values of a sample group for one feature, in as many of the machine's vector registers as that
/// takes (one with AVX-512 and float). Arithmetic is lane by lane; a multiply followed by an add becomes one
/// fused instruction where the machine has it.
template <class T>
struct Pack {
#if defined(__AVX512F__)
    static constexpr int kNativeBytes = 64;
#elif defined(__AVX__)
    static constexpr int kNativeBytes = 32;
#else
    static constexpr int kNativeBytes = 16;
#endif
    static constexpr int kParts = static_cast<int>(kLanes * sizeof(T)) / kNativeBytes;
    static constexpr int kPartLanes = kLanes / kParts;
    typedef T Native __attribute__((vector_size(kNativeBytes)));
    typedef T Unaligned __attribute__((vector_size(kNativeBytes), aligned(alignof(T)), may_alias));

    Native part[kParts];

    static TRISTATE_INLINE Pack splat(T value) {
        Pack p;
        for (int i = 0; i < kParts; ++i) p.part[i] = Native{} + value;
        return p;
    }
    /// Any alignment.
    static TRISTATE_INLINE Pack load(const T* from) {
        Pack p;
        for (int i = 0; i < kParts; ++i)
            p.part[i] = *reinterpret_cast<const Unaligned*>(from + i * kPartLanes);
        return p;
    }
    TRISTATE_INLINE void store(T* to) const {
        for (int i = 0; i < kParts; ++i) *reinterpret_cast<Unaligned*>(to + i * kPartLanes) = part[i];
    }
    /// Tells the compiler to load this once. It would rather read memory again in every multiplication that
    /// uses the value, and then the loads, not the arithmetic, set the pace.
    TRISTATE_INLINE void keepInRegister() {
#if defined(__x86_64__)
        for (int i = 0; i < kParts; ++i) {
            Native value = part[i];
            asm("" : "+v"(value));
            part[i] = value;
        }
#endif
    }
    /// this += factor * other
    TRISTATE_INLINE void addProduct(T factor, const Pack& other) {
        for (int i = 0; i < kParts; ++i) part[i] += factor * other.part[i];
    }
    /// this += a * b, lane by lane
    TRISTATE_INLINE void addProduct(const Pack& a, const Pack& b) {
        for (int i = 0; i < kParts; ++i) part[i] += a.part[i] * b.part[i];
    }
    TRISTATE_INLINE void add(const Pack& other) {
        for (int i = 0; i < kParts; ++i) part[i] += other.part[i];
    }
    friend TRISTATE_INLINE Pack operator+(Pack a, const Pack& b) {
        for (int i = 0; i < kParts; ++i) a.part[i] += b.part[i];
        return a;
    }
    friend TRISTATE_INLINE Pack operator-(Pack a, const Pack& b) {
        for (int i = 0; i < kParts; ++i) a.part[i] -= b.part[i];
        return a;
    }
    friend TRISTATE_INLINE Pack operator*(T factor, Pack a) {
        for (int i = 0; i < kParts; ++i) a.part[i] *= factor;
        return a;
    }
    /// Keeps the larger value of each lane.
    TRISTATE_INLINE void takeLarger(const Pack& other) {
        for (int i = 0; i < kParts; ++i) part[i] = other.part[i] > part[i] ? other.part[i] : part[i];
    }
    /// The smaller value of each lane.
    TRISTATE_INLINE Pack smaller(const Pack& other) const {
        Pack p;
        for (int i = 0; i < kParts; ++i) p.part[i] = other.part[i] < part[i] ? other.part[i] : part[i];
        return p;
    }
    TRISTATE_INLINE void scale(T factor) {
        for (int i = 0; i < kParts; ++i) part[i] *= factor;
    }
    /// max(lane, 0)
    TRISTATE_INLINE Pack positivePart() const {
        Pack p;
        for (int i = 0; i < kParts; ++i) p.part[i] = part[i] > 0 ? part[i] : Native{};
        return p;
    }
    /// min(lane, 0)
    TRISTATE_INLINE Pack negativePart() const {
        Pack p;
        for (int i = 0; i < kParts; ++i) p.part[i] = part[i] < 0 ? part[i] : Native{};
        return p;
    }
    /// Sets the lanes to 0 in which `by` is not >= 0.
    TRISTATE_INLINE void clearWhereNegative(const Pack& by) {
        for (int i = 0; i < kParts; ++i) part[i] = by.part[i] >= 0 ? part[i] : Native{};
    }
    /// Sets the lanes to 0 in which `by` is not < limit.
    TRISTATE_INLINE void clearWhereNotBelow(const Pack& by, T limit) {
        const Native most = Native{} + limit;
        for (int i = 0; i < kParts; ++i) part[i] = by.part[i] < most ? part[i] : Native{};
    }
    /// Multiplies the lanes in which `by` is not >= 0.
    TRISTATE_INLINE void scaleWhereNegative(T factor, const Pack& by) {
        for (int i = 0; i < kParts; ++i) part[i] = by.part[i] >= 0 ? part[i] : part[i] * factor;
    }
    /// Keeps the larger value of each lane, and in `index` which one it was: `number` where it is `other`.
    TRISTATE_INLINE void takeLarger(const Pack& other, int number, PackIndex<T>& index) {
        for (int i = 0; i < kParts; ++i) {
            const auto isLarger = other.part[i] > part[i];
            index.part[i] = isLarger ? decltype(isLarger){} + number : index.part[i];
            part[i] = isLarger ? other.part[i] : part[i];
        }
    }
    /// The lanes whose index is `number`, 0 elsewhere.
    TRISTATE_INLINE Pack where(const PackIndex<T>& index, int number) const {
        Pack p;
        for (int i = 0; i < kParts; ++i) p.part[i] = index.part[i] == number ? part[i] : Native{};
        return p;
    }
    /// Sum of the lanes, always in the same order.
    T sum() const {
        T total = 0;
        for (int i = 0; i < kParts; ++i)
            for (int lane = 0; lane < kPartLanes; ++lane) total += part[i][lane];
        return total;
    }
    /// The same by adding halves until one is left: quicker, and in an order that no instruction set changes.
    TRISTATE_INLINE T pairwiseSum() const {
        T values[kLanes];
        store(values);
        for (int half = kLanes / 2; half > 0; half /= 2)
            for (int i = 0; i < half; ++i) values[i] += values[i + half];
        return values[0];
    }
};

/// A small number for each lane of a Pack, in memory kLanes of std::uint16_t.
template <class T>
struct PackIndex {
    static constexpr int kParts = Pack<T>::kParts, kPartLanes = Pack<T>::kPartLanes;
    /// What comparing two parts gives: integers as wide as T, whose exact type is the compiler's choice.
    using Native = decltype(typename Pack<T>::Native{} > typename Pack<T>::Native{});
    typedef std::uint16_t Narrow __attribute__((vector_size(kPartLanes * 2), aligned(2), may_alias));

    Native part[kParts];

    static TRISTATE_INLINE PackIndex zero() {
        PackIndex p;
        for (int i = 0; i < kParts; ++i) p.part[i] = Native{};
        return p;
    }
    static TRISTATE_INLINE PackIndex load(const std::uint16_t* from) {
        PackIndex p;
        for (int i = 0; i < kParts; ++i)
            p.part[i] =
                __builtin_convertvector(*reinterpret_cast<const Narrow*>(from + i * kPartLanes), Native);
        return p;
    }
    TRISTATE_INLINE void store(std::uint16_t* to) const {
        for (int i = 0; i < kParts; ++i)
            *reinterpret_cast<Narrow*>(to + i * kPartLanes) = __builtin_convertvector(part[i], Narrow);
    }
};

/// Sets the values of one group to 0.
template <class T>
inline void clearGroup(Activation<T>& activation, int group) {
    T* to = activation.group(group);
    for (int feature = 0; feature < activation.features(); ++feature)
        Pack<T>::splat(T(0)).store(to + static_cast<std::ptrdiff_t>(feature) * kLanes);
}

/// Accumulators, in Packs, that a kernel may use without spilling: all registers but a column, a factor and a
/// product.
template <class T>
#if defined(__AVX512F__)
inline constexpr int kAccumulators = 24 / Pack<T>::kParts;
#else
inline constexpr int kAccumulators = std::max(1, (14 - Pack<T>::kParts) / Pack<T>::kParts);
#endif

} // namespace TRISTATE_ISA
} // namespace tristate
