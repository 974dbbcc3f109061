#include "core/nn/dense.h"

#include "core/nn/kernels/dense_kernels.h"

namespace tristate::nn {

namespace {

/// A few register tiles, so that a block's gradient is still in the cache when the optimizer uses it.
constexpr int kRowsPerBlock = 24;

} // namespace

template <class T>
Dense<T>::Dense(const std::string& name, Shape input, int units, bool hasBias, Rng* rng)
    : WeightLayer<T>(name, units, input.features(), hasBias, rng), m_input(input) {}

template <class T>
void Dense<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    const int groups = pass.groups();
    tape.pass = pass;
    tape.output.resize(outputShape().features(), groups);
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(outputShape().features(), groups);
    tape.transposed.resize(kernels::paddedFeatures(m_input.features()), groups);
}

template <class T>
void Dense<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    kernels::denseForward(input, this->weight.value.data(), this->bias.value.data(), tape.output, groups);
}

template <class T>
void Dense<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                        GroupRange groups) const {
    kernels::transposeGroups(input, tape.transposed, groups);
    if (inputGradient)
        kernels::denseInputGradient(tape.outputGradient, this->weight.value.data(), *inputGradient, groups);
}

template <class T>
int Dense<T>::gradientBlocks() const {
    return blocksOf(static_cast<int>(this->weight.value.rows()), kRowsPerBlock);
}

template <class T>
RowRange Dense<T>::blockRows(int block) const {
    return rowsOfBlock(static_cast<int>(this->weight.value.rows()), kRowsPerBlock, block);
}

template <class T>
void Dense<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int block) {
    const RowRange rows = blockRows(block);
    kernels::denseWeightGradient(tape.outputGradient, tape.transposed, m_input.features(),
                                 this->weight.gradient.data(), rows);
    if (this->hasBias())
        kernels::denseBiasGradient(tape.outputGradient, this->bias.gradient.data(), rows);
    else
        this->bias.gradient.middleRows(rows.begin, rows.count()).setZero();
}

template <class T>
void Dense<T>::selectInputs(std::span<const int> channels) {
    this->weight.selectColumns(columnsOfChannels(channels, m_input.positions()));
    m_input.channels = static_cast<int>(channels.size());
}

template <class T>
void Dense<T>::resizeInput(Shape input) {
    const auto slots = this->weight.slots.size();
    this->weight.resize(static_cast<int>(this->weight.value.rows()), input.features());
    this->weight.slots.assign(slots, this->weight.value);
    m_input = input;
}

template class Dense<float>;
template class Dense<double>;

} // namespace tristate::nn
