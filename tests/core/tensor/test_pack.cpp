#include "core/tensor/pack.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

// Every operation beside what it does to one lane.

namespace tristate {
namespace {

template <class T>
using Lanes = std::array<T, kLanes>;

template <class T>
class Packs : public testing::Test {
protected:
    static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

    /// Negative ones, positive ones, zero of both signs and no number.
    static Lanes<T> mixed(T step) {
        Lanes<T> lanes;
        for (int i = 0; i < kLanes; ++i) lanes[static_cast<std::size_t>(i)] = static_cast<T>(i - 7) * step;
        lanes[3] = T(0);
        lanes[4] = T(-0.0);
        lanes[5] = kNan;
        return lanes;
    }

    static Lanes<T> lanesOf(const Pack<T>& pack) {
        Lanes<T> lanes;
        pack.store(lanes.data());
        return lanes;
    }

    /// The lanes of `pack` are expected(a lane of m_a, the one of m_b).
    template <class Expected>
    void expectLanes(const Pack<T>& pack, Expected expected) const {
        const Lanes<T> lanes = lanesOf(pack);
        for (std::size_t i = 0; i < kLanes; ++i) {
            const T value = expected(m_a[i], m_b[i]);
            if (std::isnan(value))
                EXPECT_TRUE(std::isnan(lanes[i])) << "lane " << i;
            else
                EXPECT_EQ(lanes[i], value) << "lane " << i;
        }
    }

    const Lanes<T> m_a = mixed(T(0.5)), m_b = mixed(T(-0.25));
    const Pack<T> m_first = Pack<T>::load(m_a.data()), m_second = Pack<T>::load(m_b.data());
};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(Packs, Numbers);

TYPED_TEST(Packs, DoArithmeticLaneByLane) {
    using T = TypeParam;
    this->expectLanes(this->m_first + this->m_second, [](T a, T b) { return a + b; });
    this->expectLanes(this->m_first - this->m_second, [](T a, T b) { return a - b; });
    this->expectLanes(T(3) * this->m_first, [](T a, T) { return 3 * a; });
    auto pack = this->m_first;
    pack.addProduct(T(2), this->m_second); // exact in binary, fused or not
    this->expectLanes(pack, [](T a, T b) { return a + 2 * b; });
    pack = this->m_first;
    pack.addProduct(this->m_second, this->m_second);
    this->expectLanes(pack, [](T a, T b) { return a + b * b; });
}

/// What decides is written as a comparison that holds: no number is neither larger, nor smaller, nor
/// positive.
TYPED_TEST(Packs, DecideLaneByLane) {
    using T = TypeParam;
    this->expectLanes(this->m_first.positivePart(), [](T a, T) { return a > 0 ? a : T(0); });
    this->expectLanes(this->m_first.negativePart(), [](T a, T) { return a < 0 ? a : T(0); });
    this->expectLanes(this->m_first.smaller(this->m_second), [](T a, T b) { return b < a ? b : a; });
    auto pack = this->m_first;
    pack.takeLarger(this->m_second);
    this->expectLanes(pack, [](T a, T b) { return b > a ? b : a; });
    pack = this->m_first;
    pack.clearWhereNegative(this->m_second);
    this->expectLanes(pack, [](T a, T b) { return b >= 0 ? a : T(0); });
    pack = this->m_first;
    pack.clearWhereNotBelow(this->m_second, T(0.5));
    this->expectLanes(pack, [](T a, T b) { return b < T(0.5) ? a : T(0); });
    pack = this->m_first;
    pack.scaleWhereNegative(T(0.25), this->m_second);
    this->expectLanes(pack, [](T a, T b) { return b >= 0 ? a : a * T(0.25); });
}

/// Of several equal ones the first is kept: where a maximum came from must not depend on the order of lanes.
TYPED_TEST(Packs, RememberWhichWasTheLargest) {
    using T = TypeParam;
    Pack<T> largest = Pack<T>::splat(T(1));
    PackIndex<T> index = PackIndex<T>::zero();
    Lanes<T> values{};
    values[1] = T(1);
    values[2] = T(2);
    values[15] = T(7);
    largest.takeLarger(Pack<T>::load(values.data()), 65535, index);
    std::array<std::uint16_t, kLanes> numbers{};
    index.store(numbers.data());
    for (std::size_t i = 0; i < kLanes; ++i)
        EXPECT_EQ(numbers[i], i == 2 || i == 15 ? 65535 : 0) << "lane " << i;
    const auto loaded = PackIndex<T>::load(numbers.data());
    const Lanes<T> where = this->lanesOf(largest.where(loaded, 65535));
    for (std::size_t i = 0; i < kLanes; ++i) EXPECT_EQ(where[i], i == 2 ? T(2) : i == 15 ? T(7) : T(0));
}

/// The bits of a sum are published: from the first lane to the last, and by halves.
TYPED_TEST(Packs, SumInAnOrderThatIsFixed) {
    using T = TypeParam;
    Lanes<T> values;
    for (std::size_t i = 0; i < kLanes; ++i) values[i] = T(1) / static_cast<T>(3 + 7 * i);
    T inOrder = 0;
    for (const T value : values) inOrder += value;
    EXPECT_EQ(Pack<T>::load(values.data()).sum(), inOrder);
    Lanes<T> halves = values;
    for (std::size_t half = kLanes / 2; half > 0; half /= 2)
        for (std::size_t i = 0; i < half; ++i) halves[i] += halves[i + half];
    EXPECT_EQ(Pack<T>::load(values.data()).pairwiseSum(), halves[0]);
}

} // namespace
} // namespace tristate
