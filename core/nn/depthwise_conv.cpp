#include "core/nn/depthwise_conv.h"

namespace tristate::nn {

namespace {

constexpr int kChannelsPerBlock = 4;

} // namespace

template <class T>
DepthwiseConv<T>::DepthwiseConv(const std::string& name, Shape input, const graph::Depthwise& spec,
                                bool hasBias, Rng* rng)
    : WeightLayer<T>(name, input.channels, spec.kernel * spec.kernel, hasBias, rng),
      m_input(input),
      m_spec(spec) {
    const auto side = [&](int length) {
        return (length + 2 * spec.padding - spec.reach()) / spec.stride + 1;
    };
    m_output = {input.channels, side(input.height), side(input.width)};
}

template <class T>
void DepthwiseConv<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(this->storedFeatures(tape, m_output), pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(m_output.features(), pass.groups());
}

template <class T>
kernels::DepthwiseShape DepthwiseConv<T>::shape() const {
    return {.input = m_input,
            .output = m_output,
            .kernel = m_spec.kernel,
            .stride = m_spec.stride,
            .padding = m_spec.padding,
            .dilation = m_spec.dilation};
}

template <class T>
void DepthwiseConv<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    kernels::depthwiseForward(shape(), input, this->weight.value.data(), this->bias.value.data(),
                              this->outputOf(tape), groups, this->sumsOf(tape), this->finishOf(tape));
}

template <class T>
void DepthwiseConv<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                                GroupRange groups) const {
    if (inputGradient)
        kernels::depthwiseInputGradient(shape(), tape.outputGradient, this->weight.value.data(),
                                        *inputGradient, groups);
}

template <class T>
int DepthwiseConv<T>::gradientBlocks() const {
    return blocksOf(m_input.channels, kChannelsPerBlock);
}

template <class T>
RowRange DepthwiseConv<T>::blockRows(int block) const {
    return rowsOfBlock(m_input.channels, kChannelsPerBlock, block);
}

template <class T>
void DepthwiseConv<T>::gradient(const Activation<T>& input, const Tape<T>& tape, int block) {
    const RowRange rows = blockRows(block);
    kernels::depthwiseParameterGradients(shape(), input, tape.outputGradient, rows,
                                         this->weight.gradient.data(),
                                         this->hasBias() ? this->bias.gradient.data() : nullptr);
    if (!this->hasBias()) this->bias.gradient.middleRows(rows.begin, rows.count()).setZero();
}

template <class T>
void DepthwiseConv<T>::selectOutputs(std::span<const int> channels) {
    this->selectUnits(channels);
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class DepthwiseConv<float>;
template class DepthwiseConv<double>;

} // namespace tristate::nn
