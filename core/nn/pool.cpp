#include "core/nn/pool.h"

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
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_output.features(), pass.groups());
    if (m_spec.kind == PoolKind::Max)
        tape.largestAt.resize(static_cast<std::size_t>(kernels::largestAtOffset(shape(), pass.groups())));
}

template <class T>
void Pool<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    if (m_spec.kind == PoolKind::Max)
        kernels::maxPoolForward(shape(), input, tape.output,
                                tape.pass.isTraining() ? tape.largestAt.data() : nullptr, groups);
    else
        kernels::averagePoolForward(shape(), input, tape.output, groups);
}

template <class T>
void Pool<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                       GroupRange groups) const {
    if (!inputGradient) return;
    for (int g = groups.begin; g < groups.end; ++g)
        spread(tape, g, {0, m_input.channels}, inputGradient->group(g));
}

template <class T>
void Pool<T>::spread(const Tape<T>& tape, int group, RowRange channels, T* to) const {
    const std::ptrdiff_t before = static_cast<std::ptrdiff_t>(channels.begin) * m_output.positions() * kLanes;
    const T* gradient = tape.outputGradient.group(group) + before;
    kernels::PoolShape some = shape();
    some.input.channels = some.output.channels = channels.count();
    if (m_spec.kind == PoolKind::Max)
        kernels::maxPoolBackward(
            some, tape.largestAt.data() + kernels::largestAtOffset(shape(), group) + before, gradient, to);
    else
        kernels::averagePoolBackward(some, gradient, to);
}

template <class T>
void Pool<T>::selectOutputs(std::span<const int> channels) {
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class Pool<float>;
template class Pool<double>;

} // namespace tristate::nn
