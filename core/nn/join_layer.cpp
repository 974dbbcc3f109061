#include "core/nn/join_layer.h"

#include <array>

namespace tristate::nn {

template <class T>
void JoinLayer<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(tape.together.isDone ? 0 : this->outputShape().features(), pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(this->outputShape().features(), pass.groups());
}

template <class T>
void JoinLayer<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    join(std::array{&input}, tape, groups);
}

template <class T>
void JoinLayer<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                            GroupRange groups) const {
    if (inputGradient) split(tape, 0, *inputGradient, false, groups);
}

template <class T>
void AddLayer<T>::join(std::span<const Activation<T>* const> inputs, Tape<T>& tape, GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        auto sum = tape.output.map(g);
        if (inputs.size() == 1) {
            sum = inputs[0]->map(g);
            continue;
        }
        sum = inputs[0]->map(g) + inputs[1]->map(g);
        for (std::size_t i = 2; i < inputs.size(); ++i) sum += inputs[i]->map(g);
    }
}

template <class T>
void AddLayer<T>::split(const Tape<T>& tape, int /*which*/, Activation<T>& gradient, bool adds,
                        GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        if (adds)
            gradient.map(g) += tape.outputGradient.map(g);
        else
            gradient.map(g) = tape.outputGradient.map(g);
    }
}

template <class T>
void AddLayer<T>::resizeInput(int /*which*/, int channels) {
    m_shape.channels = channels;
}

template <class T>
Shape ConcatLayer<T>::outputShape() const {
    Shape shape = m_inputs.front();
    for (std::size_t i = 1; i < m_inputs.size(); ++i) shape.channels += m_inputs[i].channels;
    return shape;
}

template <class T>
int ConcatLayer<T>::begin(int which) const {
    int feature = 0;
    for (int i = 0; i < which; ++i) feature += m_inputs[static_cast<std::size_t>(i)].features();
    return feature;
}

template <class T>
void ConcatLayer<T>::join(std::span<const Activation<T>* const> inputs, Tape<T>& tape,
                          GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g)
        for (std::size_t i = 0; i < inputs.size(); ++i)
            tape.output.map(g).middleCols(begin(static_cast<int>(i)), m_inputs[i].features()) =
                inputs[i]->map(g);
}

template <class T>
void ConcatLayer<T>::split(const Tape<T>& tape, int which, Activation<T>& gradient, bool adds,
                           GroupRange groups) const {
    const int features = m_inputs[static_cast<std::size_t>(which)].features();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto part = tape.outputGradient.map(g).middleCols(begin(which), features);
        if (adds)
            gradient.map(g) += part;
        else
            gradient.map(g) = part;
    }
}

template <class T>
void ConcatLayer<T>::resizeInput(int which, int channels) {
    m_inputs[static_cast<std::size_t>(which)].channels = channels;
}

template class JoinLayer<float>;
template class JoinLayer<double>;
template class AddLayer<float>;
template class AddLayer<double>;
template class ConcatLayer<float>;
template class ConcatLayer<double>;

} // namespace tristate::nn
