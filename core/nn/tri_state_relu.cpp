#include "core/nn/tri_state_relu.h"

#include "core/nn/units_left.h"

namespace tristate::nn {

template <class T>
TriStateRelu<T>::TriStateRelu(Shape shape) : TriStateRelu(shape, allUnits(shape.channels), shape.channels) {}

template <class T>
TriStateRelu<T>::TriStateRelu(Shape shape, std::vector<int> units, int originalUnits)
    : GatedLayer<T>(std::move(units), originalUnits), m_shape(shape) {
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
    kernels::reluForward(shapeOf(tape), input, tape.output, groups);
}

template <class T>
void TriStateRelu<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        kernels::reluBackward(shapeOf(tape), input, tape.outputGradient,
                              {tape.partials.row(g).data(), this->depthLearnable, inputGradient}, g);
        tape.partials(g, this->units()) *= 1 - slope; // of the slope -> of d
    }
}

template <class T>
kernels::ReluShape<T> TriStateRelu<T>::shapeOf(const Tape<T>& tape) const {
    return {this->units(), m_shape.positions(), tape.gateValues.data(), this->isLinear() ? T(1) : slope};
}

template <class T>
void TriStateRelu<T>::selectOutputs(std::span<const int> channels) {
    this->keepGates(channels);
    m_shape.channels = static_cast<int>(channels.size());
}

template class TriStateRelu<float>;
template class TriStateRelu<double>;

} // namespace tristate::nn
