#include "core/nn/affine_layer.h"

namespace tristate::nn {

template <class T>
AffineLayer<T>::AffineLayer(const std::string& name, Shape shape, bool fixed)
    : m_shape(shape), m_fixed(fixed) {
    scale.name = name + ".weight";
    scale.resize(shape.channels, 1);
    scale.value.setOnes();
    shift.name = name + ".bias";
    shift.resize(shape.channels, 1);
}

template <class T>
void AffineLayer<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), 2 * m_shape.channels);
}

template <class T>
void AffineLayer<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int channel = 0; channel < m_shape.channels; ++channel)
            tape.output.map(g).middleCols(channel * positions, positions) =
                scale.value(channel, 0) * input.map(g).middleCols(channel * positions, positions) +
                shift.value(channel, 0);
}

/// A row of partials: of each channel the sum of dL/dy x, then that of dL/dy.
template <class T>
void AffineLayer<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                              GroupRange groups) const {
    if (m_fixed && !inputGradient) return;
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        const int lanes = tape.pass.lanes(g);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const auto x = input.map(g).middleCols(channel * positions, positions);
            const auto dy = tape.outputGradient.map(g).middleCols(channel * positions, positions);
            tape.partials(g, channel) = (x.topRows(lanes) * dy.topRows(lanes)).sum();
            tape.partials(g, m_shape.channels + channel) = dy.topRows(lanes).sum();
            if (inputGradient)
                inputGradient->map(g).middleCols(channel * positions, positions) =
                    scale.value(channel, 0) * dy;
        }
    }
}

template <class T>
void AffineLayer<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int /*block*/) {
    scale.gradient.setZero();
    shift.gradient.setZero();
    for (int g = 0; g < tape.pass.groups(); ++g) {
        scale.gradient += tape.partials.row(g).head(m_shape.channels).transpose();
        shift.gradient += tape.partials.row(g).tail(m_shape.channels).transpose();
    }
}

template <class T>
void AffineLayer<T>::selectOutputs(std::span<const int> channels) {
    scale.selectRows(channels);
    shift.selectRows(channels);
    m_shape.channels = static_cast<int>(channels.size());
}

template class AffineLayer<float>;
template class AffineLayer<double>;

} // namespace tristate::nn
