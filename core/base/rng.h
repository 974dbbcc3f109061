#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace tristate {

/// Explicit random generator: xoshiro256++ (Blackman and Vigna, 2019), seeded through splitmix64. The same
/// seed gives the same numbers on every machine and library; the distributions are ours for the same reason.
/// The whole state is a plain array, so a session file can hold it. Not thread-safe: one generator has one
/// owner.
class Rng {
public:
    using State = std::array<std::uint64_t, 4>;

    explicit Rng(std::uint64_t seed = 0);
    explicit Rng(const State& state) : m_state(state) {}

    /// A generator for a purpose of its own (initial weights, order of samples, augmentation of sample i...),
    /// so that drawing more numbers for one purpose never changes another. Streams of one seed are
    /// independent in practice.
    static Rng stream(std::uint64_t seed, std::uint64_t purpose);

    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform integer in [0, bound), unbiased. bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Standard normal, by the polar method; nothing is cached, so the state is the whole state.
    double normal();

    template <class V>
    void shuffle(std::vector<V>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }

    const State& state() const { return m_state; }

private:
    State m_state;
};

} // namespace tristate
