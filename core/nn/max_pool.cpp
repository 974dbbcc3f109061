#include "core/nn/max_pool.h"

#include "core/nn/kernels/pool_kernels.h"

namespace tristate::nn {

template <class T>
MaxPool<T>::MaxPool(Shape input, const MaxPoolSpec& spec) : m_input(input), m_spec(spec) {
    const auto side = [&](int length) { return (length - spec.size) / spec.stride + 1; };
    m_output = {input.channels, side(input.height), side(input.width)};
}

template <class T>
void MaxPool<T>::prepare(Tape<T>& tape, int groups, Purpose purpose) const {
    tape.output.resize(m_output.features(), groups);
    if (purpose == Purpose::Training) tape.outputGradient.resize(m_output.features(), groups);
}

template <class T>
void MaxPool<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    kernels::maxPoolForward({m_input, m_output, m_spec.size, m_spec.stride}, input, tape.output, groups);
}

template <class T>
void MaxPool<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                          GroupRange groups) const {
    if (inputGradient)
        kernels::maxPoolBackward({m_input, m_output, m_spec.size, m_spec.stride}, input, tape.output,
                                 tape.outputGradient, *inputGradient, groups);
}

template <class T>
void MaxPool<T>::selectOutputs(std::span<const int> channels) {
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class MaxPool<float>;
template class MaxPool<double>;

} // namespace tristate::nn
