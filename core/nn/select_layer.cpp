#include "core/nn/select_layer.h"

namespace tristate::nn {

template <class T>
void SelectLayer<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(outputShape().features(), pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(outputShape().features(), pass.groups());
}

template <class T>
void SelectLayer<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_input.positions();
    for (int g = groups.begin; g < groups.end; ++g)
        for (int i = 0; i < std::ssize(m_indices); ++i)
            tape.output.map(g).middleCols(i * positions, positions) =
                input.map(g).middleCols(m_indices[static_cast<std::size_t>(i)] * positions, positions);
}

template <class T>
void SelectLayer<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                              GroupRange groups) const {
    if (!inputGradient) return;
    const int positions = m_input.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        auto to = inputGradient->map(g);
        to.setZero();
        for (int i = 0; i < std::ssize(m_indices); ++i)
            to.middleCols(m_indices[static_cast<std::size_t>(i)] * positions, positions) +=
                tape.outputGradient.map(g).middleCols(i * positions, positions);
    }
}

template class SelectLayer<float>;
template class SelectLayer<double>;

} // namespace tristate::nn
