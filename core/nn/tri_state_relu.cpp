#include "core/nn/tri_state_relu.h"

namespace tristate::nn {

template <class T>
void TriStateRelu<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    if (m_cap > 0 && !tape.together.isDone) tape.capped.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), m_shape.channels + 1);
}

template <class T>
void TriStateRelu<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    if (m_cap > 0)
        for (int g = groups.begin; g < groups.end; ++g) tape.capped.map(g) = input.map(g).min(m_cap);
    kernels::reluForward(shapeOf(tape), cappedInput(input, tape), tape.output, groups);
}

template <class T>
void TriStateRelu<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        kernels::reluBackward(shapeOf(tape), cappedInput(input, tape), tape.outputGradient,
                              {tape.partials.row(g).data(), tape.wantsDepth, inputGradient}, g);
        tape.partials(g, m_shape.channels) *= 1 - m_slope; // of the slope -> of d
        if (m_cap > 0 && inputGradient)
            inputGradient->map(g) = (input.map(g) < m_cap).select(inputGradient->map(g), T(0));
    }
}

template <class T>
kernels::ReluShape<T> TriStateRelu<T>::shapeOf(const Tape<T>& tape) const {
    return {m_shape.channels, m_shape.positions(), tape.gateValues.data(), tape.linear ? T(1) : m_slope};
}

template class TriStateRelu<float>;
template class TriStateRelu<double>;

} // namespace tristate::nn
