#include "core/nn/constant_layer.h"

namespace tristate::nn {

template <class T>
ConstantLayer<T>::ConstantLayer(const std::string& name, Shape shape) : m_shape(shape) {
    value.name = name + ".bias";
    value.resize(shape.channels, 1);
}

template <class T>
void ConstantLayer<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), m_shape.channels);
}

template <class T>
void ConstantLayer<T>::forward(const Activation<T>& /*input*/, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int channel = 0; channel < m_shape.channels; ++channel)
            tape.output.map(g)
                .middleCols(channel * positions, positions)
                .setConstant(value.value(channel, 0));
}

/// A row of partials: of each channel the sum of dL/dy.
template <class T>
void ConstantLayer<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape,
                                Activation<T>* /*inputGradient*/, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int channel = 0; channel < m_shape.channels; ++channel)
            tape.partials(g, channel) = tape.outputGradient.map(g)
                                            .middleCols(channel * positions, positions)
                                            .topRows(tape.pass.lanes(g))
                                            .sum();
}

template <class T>
void ConstantLayer<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int /*block*/) {
    value.gradient.setZero();
    for (int g = 0; g < tape.pass.groups(); ++g) value.gradient += tape.partials.row(g).transpose();
}

template <class T>
void ConstantLayer<T>::selectOutputs(std::span<const int> channels) {
    value.selectRows(channels);
    m_shape.channels = static_cast<int>(channels.size());
}

template class ConstantLayer<float>;
template class ConstantLayer<double>;

} // namespace tristate::nn
