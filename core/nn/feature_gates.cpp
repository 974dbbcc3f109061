#include "core/nn/feature_gates.h"

namespace tristate::nn {

template <class T>
FeatureGates<T>::FeatureGates(Shape input, std::vector<int> source)
    : m_input(input), m_source(std::move(source)) {}

template <class T>
void FeatureGates<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(units(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(units(), pass.groups());
    tape.partials.setZero(pass.groups(), units() + 1); // the last column, of d, stays 0
}

template <class T>
void FeatureGates<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (int j = 0; j < units(); ++j)
            out.col(j) = tape.gateValues[j] * in.col(m_source[static_cast<std::size_t>(j)]);
    }
}

template <class T>
void FeatureGates<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto dy = tape.outputGradient.map(g);
        if (inputGradient) inputGradient->map(g).setZero();
        for (int j = 0; j < units(); ++j) {
            const int from = m_source[static_cast<std::size_t>(j)];
            tape.partials(g, j) = (dy.col(j) * in.col(from)).sum();
            if (inputGradient) inputGradient->map(g).col(from) = tape.gateValues[j] * dy.col(j);
        }
    }
}

template <class T>
void FeatureGates<T>::selectOutputs(std::span<const int> values) {
    std::vector<int> kept;
    kept.reserve(values.size());
    for (const int value : values) kept.push_back(m_source[static_cast<std::size_t>(value)]);
    m_source = std::move(kept);
}

template <class T>
std::vector<int> FeatureGates<T>::outputsOf(std::span<const int> channels) const {
    std::vector<bool> wanted(static_cast<std::size_t>(m_input.channels), false);
    for (const int channel : channels) wanted[static_cast<std::size_t>(channel)] = true;
    std::vector<int> outputs;
    for (int j = 0; j < units(); ++j)
        if (wanted[static_cast<std::size_t>(m_source[static_cast<std::size_t>(j)] / m_input.positions())])
            outputs.push_back(j);
    return outputs;
}

template <class T>
void FeatureGates<T>::selectInputs(std::span<const int> channels) {
    selectOutputs(outputsOf(channels));
    std::vector<int> place(static_cast<std::size_t>(m_input.channels), -1); // of each channel, afterwards
    for (std::size_t i = 0; i < channels.size(); ++i)
        place[static_cast<std::size_t>(channels[i])] = static_cast<int>(i);
    const int positions = m_input.positions();
    for (int& feature : m_source)
        feature = place[static_cast<std::size_t>(feature / positions)] * positions + feature % positions;
    m_input.channels = static_cast<int>(channels.size());
}

template class FeatureGates<float>;
template class FeatureGates<double>;

} // namespace tristate::nn
