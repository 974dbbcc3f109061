#include "core/nn/tri_state_relu.h"

namespace tristate::nn {

template <class T>
TriStateRelu<T>::TriStateRelu(Shape shape) : GatedLayer<T>(shape.channels), m_shape(shape) {
    this->depthLearnable = true;
}

template <class T>
void TriStateRelu<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    this->drawGateValues(tape);
    tape.output.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), this->units() + 1);
}

template <class T>
void TriStateRelu<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    const bool linear = this->isLinear();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (int unit = 0; unit < this->units(); ++unit) {
            const T m = tape.gateValues[unit];
            const auto x = in.middleCols(unit * positions, positions);
            auto y = out.middleCols(unit * positions, positions);
            if (m == 0)
                y.setZero();
            else if (linear)
                y = m * x;
            else
                y = m * x.max(T(0));
        }
    }
}

template <class T>
void TriStateRelu<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    const int positions = m_shape.positions(), units = this->units();
    const bool linear = this->isLinear();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto outGradient = tape.outputGradient.map(g);
        T negativePart = 0; // sum over units of dL/dy * m * min(x, 0)
        for (int unit = 0; unit < units; ++unit) {
            const T m = tape.gateValues[unit];
            const auto x = in.middleCols(unit * positions, positions);
            const auto dy = outGradient.middleCols(unit * positions, positions);
            const T positive = (dy * x.max(T(0))).sum();
            const T negative = this->depthLearnable || linear ? (dy * x.min(T(0))).sum() : T(0);
            tape.partials(g, unit) = linear ? positive + negative : positive;
            negativePart += m * negative;

            if (!inputGradient) continue;
            auto dx = inputGradient->map(g).middleCols(unit * positions, positions);
            if (m == 0)
                dx.setZero();
            else if (linear)
                dx = m * dy;
            else // not select(): GCC 12 miscompiles it for AVX-512
                dx = m * dy * (x >= T(0)).template cast<T>();
        }
        tape.partials(g, units) = negativePart;
    }
}

template <class T>
void TriStateRelu<T>::selectOutputs(std::span<const int> channels) {
    this->keepGates(channels);
    m_shape.channels = static_cast<int>(channels.size());
}

template class TriStateRelu<float>;
template class TriStateRelu<double>;

} // namespace tristate::nn
