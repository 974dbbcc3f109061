#include "core/nn/dense.h"

#include "core/nn/initial_weights.h"
#include "core/nn/kernels/dense_kernels.h"

namespace tristate::nn {

namespace {

/// A few register tiles, so that a block's gradient is still in the cache when the optimizer uses it.
constexpr int kRowsPerBlock = 24;

} // namespace

template <class T>
Dense<T>::Dense(std::string name, Shape input, const DenseSpec& spec, Rng* rng)
    : m_input(input), m_hasBias(!spec.batchNorm) {
    const int units = spec.units;
    m_weight.name = name + ".weight";
    m_weight.resize(units, input.features());
    m_weight.decays = true;
    if (rng) drawHeNormal(m_weight.value, input.features(), *rng);
    m_bias.name = name + ".bias";
    m_bias.resize(units, 1);
}

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
    kernels::denseForward(input, m_weight.value.data(), m_bias.value.data(), tape.output, groups);
}

template <class T>
void Dense<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                        GroupRange groups) const {
    kernels::transposeGroups(input, tape.transposed, groups);
    if (inputGradient)
        kernels::denseInputGradient(tape.outputGradient, m_weight.value.data(), *inputGradient, groups);
}

template <class T>
int Dense<T>::gradientBlocks() const {
    return blocksOf(static_cast<int>(m_weight.value.rows()), kRowsPerBlock);
}

template <class T>
RowRange Dense<T>::blockRows(int block) const {
    return rowsOfBlock(static_cast<int>(m_weight.value.rows()), kRowsPerBlock, block);
}

template <class T>
void Dense<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int block) {
    const RowRange rows = blockRows(block);
    kernels::denseWeightGradient(tape.outputGradient, tape.transposed, m_input.features(),
                                 m_weight.gradient.data(), rows);
    if (m_hasBias)
        kernels::denseBiasGradient(tape.outputGradient, m_bias.gradient.data(), rows);
    else
        m_bias.gradient.middleRows(rows.begin, rows.count()).setZero();
}

template <class T>
void Dense<T>::selectOutputs(std::span<const int> channels) {
    m_weight.selectRows(channels);
    m_bias.selectRows(channels);
}

template <class T>
void Dense<T>::selectInputs(std::span<const int> channels) {
    m_weight.selectColumns(columnsOfChannels(channels, m_input.positions()));
    m_input.channels = static_cast<int>(channels.size());
}

template <class T>
void Dense<T>::resizeInput(Shape input) {
    const auto slots = m_weight.slots.size();
    m_weight.resize(static_cast<int>(m_weight.value.rows()), input.features());
    m_weight.slots.assign(slots, m_weight.value);
    m_input = input;
}

template class Dense<float>;
template class Dense<double>;

} // namespace tristate::nn
