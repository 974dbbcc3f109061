#pragma once

#include "core/tensor/shape.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace tristate {

/// Samples are the contiguous dimension, in groups of this many. The memory layout of every activation in the
/// project, stated once: [group][feature][lane], features in (channel, y, x) order, lane = sample within its
/// group. A pruned net has odd widths (7, 11, 13); vectorising over samples keeps every SIMD lane busy
/// whatever the width.
inline constexpr int kLanes = 16;

inline constexpr int groupsFor(int samples) {
    return (samples + kLanes - 1) / kLanes;
}

/// Half-open range of sample groups.
struct GroupRange {
    int begin = 0;
    int end = 0;
    int count() const { return end - begin; }
};

/// The values of `features` for a number of sample groups. When the number of samples is no multiple of
/// kLanes, the last lanes of the last group hold padding that never reaches a result.
template <class T>
class Activation {
public:
    using GroupMap = Eigen::Map<Eigen::Array<T, kLanes, Eigen::Dynamic>, Eigen::Aligned64>;
    using ConstGroupMap = Eigen::Map<const Eigen::Array<T, kLanes, Eigen::Dynamic>, Eigen::Aligned64>;

    Activation() = default;
    Activation(Activation&&) noexcept =
        default; // the values move with their memory; a copy would lose alignment
    Activation& operator=(Activation&&) noexcept = default;

    /// Keeps the memory when it suffices, that of another, too; the values are unspecified afterwards.
    void resize(int features, int groups) {
        const bool fits = m_shared && features <= m_apart && groups <= m_groups;
        m_features = features;
        m_groups = groups;
        if (fits) return;
        m_shared = nullptr;
        m_apart = features;
        const auto wanted = static_cast<Eigen::Index>(features) * groups * kLanes;
        if (m_values.size() < wanted + kSlack) m_values.setZero(wanted + kSlack);
    }

    /// Lies in the memory of another from now on, which has to be there for as long and keep its size. A
    /// group begins where that of the other does: whatever shares memory, groups never touch each other.
    void shareWith(Activation& other, int features) {
        m_shared = other.group(0);
        m_apart = other.m_apart;
        m_features = features;
        m_groups = other.m_groups;
        m_values.resize(0);
    }
    /// Gives back the memory of another.
    void stopSharing() {
        if (m_shared) *this = Activation();
    }
    bool isShared() const { return m_shared != nullptr; }

    int features() const { return m_features; }
    int groups() const { return m_groups; }

    T* group(int g) { return first() + g * groupStride(); }
    const T* group(int g) const { return first() + g * groupStride(); }
    /// Elements from one group to the next.
    std::ptrdiff_t groupStride() const { return static_cast<std::ptrdiff_t>(m_apart) * kLanes; }

    /// Eigen view of a group: kLanes rows (samples), one column per feature.
    GroupMap map(int g) { return {group(g), kLanes, m_features}; }
    ConstGroupMap map(int g) const { return {group(g), kLanes, m_features}; }

private:
    static constexpr int kSlack = kLanes;
    static constexpr std::size_t kAlignment = 64;

    T* first() { return m_shared ? m_shared : aligned(m_values.data()); }
    const T* first() const { return m_shared ? m_shared : aligned(m_values.data()); }
    /// The first aligned address at or behind this one; `Value` is T or const T.
    template <class Value>
    static Value* aligned(Value* from) {
        const auto address = reinterpret_cast<std::uintptr_t>(from);
        return reinterpret_cast<Value*>((address + kAlignment - 1) / kAlignment * kAlignment);
    }

    int m_features = 0;
    int m_groups = 0;
    int m_apart = 0;       ///< features from one group to the next
    T* m_shared = nullptr; ///< memory of another; null: its own
    Eigen::Array<T, Eigen::Dynamic, 1> m_values;
};

} // namespace tristate
