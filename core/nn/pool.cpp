#include "core/nn/pool.h"

#include "core/nn/kernels/pool_kernels.h"

namespace tristate::nn {

template <class T>
Pool<T>::Pool(Shape input, const PoolSpec& spec) : m_input(input), m_spec(spec) {
    const auto side = [&](int length) { return (length - spec.size) / spec.stride + 1; };
    m_output = {input.channels, side(input.height), side(input.width)};
}

template <class T>
void Pool<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_output.features(), pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(m_output.features(), pass.groups());
}

template <class T>
void Pool<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const kernels::PoolShape shape{m_input, m_output, m_spec.size, m_spec.stride};
    if (m_spec.kind == PoolKind::Max)
        kernels::maxPoolForward(shape, input, tape.output, groups);
    else
        kernels::averagePoolForward(shape, input, tape.output, groups);
}

template <class T>
void Pool<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                       GroupRange groups) const {
    if (!inputGradient) return;
    const kernels::PoolShape shape{m_input, m_output, m_spec.size, m_spec.stride};
    if (m_spec.kind == PoolKind::Max)
        kernels::maxPoolBackward(shape, input, tape.output, tape.outputGradient, *inputGradient, groups);
    else
        kernels::averagePoolBackward(shape, tape.outputGradient, *inputGradient, groups);
}

template <class T>
void Pool<T>::selectOutputs(std::span<const int> channels) {
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class Pool<float>;
template class Pool<double>;

} // namespace tristate::nn
