#include "core/nn/gates.h"

#include "core/base/rng.h"

#include <algorithm>

namespace tristate::nn {

namespace {

/// Added to the seed, so that gates and dropout never share random numbers.
constexpr std::uint64_t kGatesSeed = 0x6a7e5;
constexpr std::uint64_t kMaxGatedLayers = 1024;

} // namespace

template <class T>
Gates<T>::Gates(std::vector<int> units, int originalUnits)
    : width(Vector::Ones(std::ssize(units))),
      widthGradient(Vector::Zero(std::ssize(units))),
      closedSince(units.size(), -1),
      original(std::move(units)),
      m_originalUnits(originalUnits) {}

template <class T>
typename Gates<T>::Vector Gates<T>::draw(const Pass& pass) const {
    const auto drawn = estimator == GateEstimator::Bernoulli || estimator == GateEstimator::HardConcrete;
    if (!pass.isTraining() || !drawn) return finalValues();
    Rng rng = Rng::stream(pass.seed + kGatesSeed,
                          pass.minibatch * kMaxGatedLayers + static_cast<std::uint64_t>(index));
    Vector values(units());
    int next = 0; // every original unit has its own number, whether it is still there or not
    for (int unit = 0; unit < units(); ++unit) {
        double uniform = 0;
        for (; next <= original[static_cast<std::size_t>(unit)]; ++next) uniform = rng.uniform();
        constexpr double kMin = 1e-6; // the hard concrete gate takes its logarithm
        uniform = std::clamp(uniform, kMin, 1 - kMin);
        values[unit] = static_cast<T>(trainingValue(estimator, static_cast<double>(width[unit]), uniform));
    }
    return values;
}

template <class T>
void Gates<T>::clearGradients() {
    widthGradient.setZero(units());
    depthGradient = 0;
}

template <class T>
void Gates<T>::finishGradient(const Vector& values) {
    if (estimator != GateEstimator::HardConcrete) return;
    for (int unit = 0; unit < units(); ++unit)
        widthGradient[unit] *= static_cast<T>(slope(estimator, static_cast<double>(values[unit])));
}

template <class T>
void Gates<T>::keep(std::span<const int> kept) {
    const auto count = static_cast<Eigen::Index>(kept.size());
    Vector keptWidth(count), keptGradient(count);
    std::vector<std::int64_t> keptSince;
    std::vector<int> keptOriginal;
    for (Eigen::Index i = 0; i < count; ++i) {
        const auto unit = static_cast<std::size_t>(kept[static_cast<std::size_t>(i)]);
        keptWidth[i] = width[static_cast<Eigen::Index>(unit)];
        keptGradient[i] = widthGradient[static_cast<Eigen::Index>(unit)];
        keptSince.push_back(closedSince[unit]);
        keptOriginal.push_back(original[unit]);
    }
    width = std::move(keptWidth);
    widthGradient = std::move(keptGradient);
    closedSince = std::move(keptSince);
    original = std::move(keptOriginal);
}

template <class T>
int Gates<T>::openUnits() const {
    int open = 0;
    for (int unit = 0; unit < units(); ++unit) open += isOpen(unit) ? 1 : 0;
    return open;
}

template <class T>
std::vector<float> Gates<T>::originalGates() const {
    std::vector<float> gates(static_cast<std::size_t>(m_originalUnits), 0.0f);
    for (int unit = 0; unit < units(); ++unit)
        gates[static_cast<std::size_t>(original[static_cast<std::size_t>(unit)])] =
            static_cast<float>(width[unit]);
    return gates;
}

template <class T>
typename Gates<T>::Vector Gates<T>::finalValues() const {
    Vector values(units());
    for (int unit = 0; unit < units(); ++unit)
        values[unit] = static_cast<T>(finalValue(estimator, static_cast<double>(width[unit])));
    return values;
}

template class Gates<float>;
template class Gates<double>;

} // namespace tristate::nn
