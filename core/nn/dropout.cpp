#include "core/nn/dropout.h"

#include "core/base/rng.h"

namespace tristate::nn {

namespace {

/// Added to the seed, so that dropout and gates never share random numbers.
constexpr std::uint64_t kDropoutSeed = 0xd509;

/// Random numbers are 16 bits wide: a lane's value is dropped when its number is below the threshold.
constexpr int kBits = 16;

/// The next state of a 64-bit counter, mixed (splitmix64, Steele, Lea and Flood 2014): far cheaper to start
/// than a whole generator, and one is started for every channel.
std::uint64_t mixed(std::uint64_t& counter) {
    std::uint64_t z = (counter += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

std::uint64_t combined(std::uint64_t a, std::uint64_t b) {
    std::uint64_t counter = a ^ (b * 0xff51afd7ed558ccdu);
    return mixed(counter);
}

} // namespace

template <class T>
Dropout<T>::Dropout(Shape shape, int percent, int index, std::vector<int> original)
    : m_shape(shape), m_percent(percent), m_index(index), m_original(std::move(original)) {}

template <class T>
void Dropout<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.factors.resize(m_shape.features(), pass.groups());
}

template <class T>
void Dropout<T>::drawFactors(Tape<T>& tape, int group) const {
    const Pass& pass = tape.pass;
    const auto threshold = static_cast<std::uint64_t>(m_percent) * (1u << kBits) / 100;
    const T kept = T(1) / (T(1) - static_cast<T>(threshold) / static_cast<T>(1u << kBits));
    T* factor = tape.factors.group(group);
    const std::uint64_t place =
        combined(combined(pass.seed + kDropoutSeed, pass.minibatch),
                 static_cast<std::uint64_t>(m_index) << 32 | static_cast<std::uint64_t>(group));
    for (const int channel : m_original) {
        std::uint64_t counter = combined(place, static_cast<std::uint64_t>(channel));
        for (int i = 0; i < m_shape.positions() * kLanes; i += 64 / kBits) {
            std::uint64_t random = mixed(counter);
            for (int k = 0; k < 64 / kBits; ++k, random >>= kBits)
                *factor++ = (random & ((1u << kBits) - 1)) < threshold ? T(0) : kept;
        }
    }
}

template <class T>
void Dropout<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        if (!tape.pass.isTraining()) {
            tape.output.map(g) = input.map(g);
            continue;
        }
        drawFactors(tape, g);
        tape.output.map(g) = input.map(g) * tape.factors.map(g);
    }
}

template <class T>
void Dropout<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                          GroupRange groups) const {
    if (!inputGradient) return;
    for (int g = groups.begin; g < groups.end; ++g)
        inputGradient->map(g) = tape.outputGradient.map(g) * tape.factors.map(g);
}

template <class T>
void Dropout<T>::selectOutputs(std::span<const int> channels) {
    std::vector<int> kept;
    kept.reserve(channels.size());
    for (const int channel : channels) kept.push_back(m_original[static_cast<std::size_t>(channel)]);
    m_original = std::move(kept);
    m_shape.channels = static_cast<int>(channels.size());
}

template class Dropout<float>;
template class Dropout<double>;

} // namespace tristate::nn
