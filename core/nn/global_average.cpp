#include "core/nn/global_average.h"

namespace tristate::nn {

template <class T>
void GlobalAverage<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_input.channels, pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(m_input.channels, pass.groups());
}

template <class T>
void GlobalAverage<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_input.positions();
    const T share = T(1) / static_cast<T>(positions);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (int channel = 0; channel < m_input.channels; ++channel) {
            out.col(channel) = in.col(channel * positions);
            for (int p = 1; p < positions; ++p) out.col(channel) += in.col(channel * positions + p);
            out.col(channel) *= share;
        }
    }
}

template <class T>
void GlobalAverage<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                                GroupRange groups) const {
    if (!inputGradient) return;
    const int positions = m_input.positions();
    const T share = T(1) / static_cast<T>(positions);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto from = tape.outputGradient.map(g);
        auto to = inputGradient->map(g);
        for (int channel = 0; channel < m_input.channels; ++channel)
            for (int p = 0; p < positions; ++p) to.col(channel * positions + p) = share * from.col(channel);
    }
}

template class GlobalAverage<float>;
template class GlobalAverage<double>;

} // namespace tristate::nn
