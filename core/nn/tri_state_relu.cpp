#include "core/nn/tri_state_relu.h"

#include <numeric>

namespace tristate::nn {

template <class T>
TriStateRelu<T>::TriStateRelu(Shape shape)
    : width(Vector::Ones(shape.channels)),
      widthGradient(Vector::Zero(shape.channels)),
      closedSince(static_cast<std::size_t>(shape.channels), -1),
      original(static_cast<std::size_t>(shape.channels)),
      m_shape(shape),
      m_originalUnits(shape.channels) {
    std::iota(original.begin(), original.end(), 0);
}

template <class T>
std::unique_ptr<Layer<T>> TriStateRelu<T>::clone() const {
    return std::make_unique<TriStateRelu>(*this);
}

template <class T>
void TriStateRelu<T>::prepare(Tape<T>& tape, int groups, Purpose purpose) const {
    tape.output.resize(m_shape.features(), groups);
    if (purpose == Purpose::Inference) return;
    tape.outputGradient.resize(m_shape.features(), groups);
    tape.gatePartials.resize(groups, units() + 1);
}

template <class T>
void TriStateRelu<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (int unit = 0; unit < units(); ++unit) {
            const auto x = in.middleCols(unit * positions, positions);
            auto y = out.middleCols(unit * positions, positions);
            if (!isOpen(width[unit]))
                y.setZero();
            else if (isLinear())
                y = x;
            else
                y = x.max(T(0));
        }
    }
}

template <class T>
void TriStateRelu<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    const int positions = m_shape.positions();
    const bool linear = isLinear();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto outGradient = tape.outputGradient.map(g);
        T negativePart = 0; // sum over open units of dL/dy * min(x, 0)
        for (int unit = 0; unit < units(); ++unit) {
            const bool open = isOpen(width[unit]);
            const auto x = in.middleCols(unit * positions, positions);
            const auto dy = outGradient.middleCols(unit * positions, positions);
            const T positive = (dy * x.max(T(0))).sum();
            const T negative = depthLearnable || linear ? (dy * x.min(T(0))).sum() : T(0);
            tape.gatePartials(g, unit) = linear ? positive + negative : positive;
            if (open) negativePart += negative;

            if (!inputGradient) continue;
            auto dx = inputGradient->map(g).middleCols(unit * positions, positions);
            if (!open)
                dx.setZero();
            else if (linear)
                dx = dy;
            else
                dx = dy * (x >= T(0)).template cast<T>(); // not select(): GCC 12 miscompiles it for AVX-512
        }
        tape.gatePartials(g, units()) = negativePart;
    }
}

template <class T>
void TriStateRelu<T>::reduceGateGradients(const Tape<T>& tape, int groups) {
    widthGradient.setZero(units());
    depthGradient = 0;
    for (int g = 0; g < groups; ++g) {
        widthGradient += tape.gatePartials.row(g).head(units()).transpose();
        depthGradient += tape.gatePartials(g, units());
    }
}

template <class T>
void TriStateRelu<T>::selectOutputs(std::span<const int> channels) {
    const auto count = static_cast<Eigen::Index>(channels.size());
    Vector keptWidth(count), keptGradient(count);
    std::vector<std::int64_t> keptSince;
    std::vector<int> keptOriginal;
    for (Eigen::Index i = 0; i < count; ++i) {
        const auto unit = static_cast<std::size_t>(channels[static_cast<std::size_t>(i)]);
        keptWidth[i] = width[static_cast<Eigen::Index>(unit)];
        keptGradient[i] = widthGradient[static_cast<Eigen::Index>(unit)];
        keptSince.push_back(closedSince[unit]);
        keptOriginal.push_back(original[unit]);
    }
    width = std::move(keptWidth);
    widthGradient = std::move(keptGradient);
    closedSince = std::move(keptSince);
    original = std::move(keptOriginal);
    m_shape.channels = static_cast<int>(count);
}

template <class T>
int TriStateRelu<T>::openUnits() const {
    return static_cast<int>((width >= T(0.5)).count());
}

template <class T>
std::vector<float> TriStateRelu<T>::originalGates() const {
    std::vector<float> gates(static_cast<std::size_t>(m_originalUnits), 0.0f);
    for (int unit = 0; unit < units(); ++unit)
        gates[static_cast<std::size_t>(original[static_cast<std::size_t>(unit)])] =
            static_cast<float>(width[unit]);
    return gates;
}

template class TriStateRelu<float>;
template class TriStateRelu<double>;

} // namespace tristate::nn
