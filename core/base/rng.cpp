#include "core/base/rng.h"

#include <bit>
#include <cmath>

namespace tristate {

namespace {

std::uint64_t splitmix64(std::uint64_t& x) {
    x += 0x9e3779b97f4a7c15u;
    std::uint64_t z = x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace

Rng::Rng(std::uint64_t seed) {
    for (auto& word : m_state) word = splitmix64(seed);
}

Rng Rng::stream(std::uint64_t seed, std::uint64_t purpose) {
    std::uint64_t mixed = seed;
    const std::uint64_t a = splitmix64(mixed);
    mixed = a ^ (purpose * 0xd1342543de82ef95u + 1);
    return Rng(splitmix64(mixed));
}

std::uint64_t Rng::next() {
    auto& s = m_state;
    const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return result;
}

double Rng::uniform() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t Rng::below(std::uint64_t bound) {
    const std::uint64_t reject =
        (0 - bound) % bound; // 2^64 mod bound: values below it would be drawn too often
    std::uint64_t draw = next();
    while (draw < reject) draw = next();
    return draw % bound;
}

double Rng::normal() {
    double u = 0, v = 0, s = 0;
    do {
        u = uniform(-1, 1);
        v = uniform(-1, 1);
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * std::sqrt(-2 * std::log(s) / s);
}

} // namespace tristate
