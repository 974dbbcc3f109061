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
    for (int g = groups.begin; g < groups.end; ++g)
        spread(input, tape, g, {0, m_input.channels}, inputGradient->group(g));
}

template <class T>
void Pool<T>::spread(const Activation<T>& input, const Tape<T>& tape, int group, RowRange channels,
                     T* to) const {
    kernels::PoolShape shape{m_input, m_output, m_spec.size, m_spec.stride};
    shape.input.channels = shape.output.channels = channels.count();
    const auto before = [&](const Shape& of) {
        return static_cast<std::ptrdiff_t>(channels.begin) * of.positions() * kLanes;
    };
    const T* gradient = tape.outputGradient.group(group) + before(m_output);
    if (m_spec.kind == PoolKind::Max)
        kernels::maxPoolBackward(shape, input.group(group) + before(m_input),
                                 tape.output.group(group) + before(m_output), gradient, to);
    else
        kernels::averagePoolBackward(shape, gradient, to);
}

template <class T>
void Pool<T>::selectOutputs(std::span<const int> channels) {
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class Pool<float>;
template class Pool<double>;

} // namespace tristate::nn
