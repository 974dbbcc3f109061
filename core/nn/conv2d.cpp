#include "core/nn/conv2d.h"

#include "core/nn/copy_window.h"

#include <algorithm>

namespace tristate::nn {

template <class T>
Conv2d<T>::Conv2d(const std::string& name, Shape input, const graph::Conv& spec, bool hasBias, Rng* rng)
    : WeightLayer<T>(name, spec.maps, input.channels * spec.kernel * spec.kernel, hasBias, rng),
      m_input(input),
      m_padding(spec.padding) {
    const auto side = [&](int length) { return (length + 2 * spec.padding - spec.kernel) / spec.stride + 1; };
    m_shape = {.input = {input.channels, input.height + 2 * spec.padding, input.width + 2 * spec.padding},
               .output = {spec.maps, side(input.height), side(input.width)},
               .kernel = spec.kernel,
               .stride = spec.stride};
    m_isWinograd = kernels::usesWinograd(spec.kernel, spec.stride, spec.padding,
                                         std::min(m_shape.output.width, input.width));
}

template <class T>
void Conv2d<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    const int groups = pass.groups();
    tape.pass = pass;
    tape.output.resize(this->storedFeatures(tape, m_shape.output), groups);
    // The border stays 0: what is copied in later covers the same middle, as long as the size is the same.
    if (copiesInput() &&
        (tape.padded.features() != m_shape.input.features() || tape.padded.groups() != groups)) {
        tape.padded.resize(m_shape.input.features(), groups);
        for (int g = 0; g < groups; ++g) tape.padded.map(g).setZero();
    }
    if (m_isWinograd) kernels::winogradWeights(winograd(), this->weight.value.data(), false, tape.products);
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(tape.behind.layer ? 0 : m_shape.output.features(), groups);
    if (m_isWinograd) kernels::winogradWeights(winograd(), this->weight.value.data(), true, tape.turned);
    if (isPointwise()) {
        // The weights turned, and behind them biases of 0.
        tape.turned.assign(static_cast<std::size_t>(this->weight.value.size() + m_input.channels), T(0));
        Eigen::Map<typename Tape<T>::Rows>(tape.turned.data(), m_input.channels, m_shape.output.channels) =
            this->weight.value.transpose();
    }
    if (copiesInput()) tape.paddedGradient.resize(m_shape.input.features(), groups);
}

template <class T>
void Conv2d<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    if (m_isWinograd) {
        kernels::winogradForward(winograd(), input, tape.products.data(),
                                 {.values = &this->outputOf(tape),
                                  .bias = this->bias.value.data(),
                                  .sums = this->sumsOf(tape),
                                  .finish = this->finishOf(tape)},
                                 groups);
        return;
    }
    if (copiesInput())
        for (int g = groups.begin; g < groups.end; ++g)
            copyWindow(input.map(g), m_input, 0, tape.padded.map(g), m_shape.input, m_padding, m_input);
    kernels::convForward(m_shape, copiesInput() ? tape.padded : input, this->weight.value.data(),
                         this->bias.value.data(), this->outputOf(tape), groups, this->sumsOf(tape),
                         this->finishOf(tape));
}

template <class T>
void Conv2d<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                         GroupRange groups) const {
    if (!inputGradient) return;
    if (m_isWinograd) {
        kernels::winogradForward(winograd().turned(), tape.outputGradient, tape.turned.data(),
                                 {.values = inputGradient, .adds = tape.together.addsGradient}, groups);
        return;
    }
    if (isPointwise()) {
        kernels::convForward({.input = m_shape.output, .output = m_input, .kernel = 1, .stride = 1},
                             tape.outputGradient, tape.turned.data(),
                             tape.turned.data() + this->weight.value.size(), *inputGradient, groups);
        return;
    }
    Activation<T>& gradient = copiesInput() ? tape.paddedGradient : *inputGradient;
    kernels::convInputGradient(m_shape, tape.outputGradient, this->weight.value.data(), gradient, groups);
    if (copiesInput())
        for (int g = groups.begin; g < groups.end; ++g)
            copyWindow(gradient.map(g), m_shape.input, m_padding, inputGradient->map(g), m_input, 0, m_input);
}

template <class T>
int Conv2d<T>::mapsPerBlock() const {
    if (m_isWinograd) return kernels::kWinogradMapsPerBlock;
    return kernels::mapsPerBlock(m_shape);
}

template <class T>
int Conv2d<T>::gradientBlocks() const {
    return blocksOf(m_shape.output.channels, mapsPerBlock());
}

template <class T>
RowRange Conv2d<T>::blockRows(int block) const {
    return rowsOfBlock(m_shape.output.channels, mapsPerBlock(), block);
}

template <class T>
void Conv2d<T>::gradient(const Activation<T>& input, const Tape<T>& tape, int block) {
    // Partial sums, and the output gradient of one group; kept so that a step allocates nothing.
    thread_local std::vector<T> scratch;
    thread_local Activation<T> spread;
    const RowRange rows = blockRows(block);
    const Behind<T>& behind = tape.behind;
    if (behind.layer) spread.resize(rows.count() * m_shape.output.positions(), 1);
    const kernels::GroupGradient<T> outputGradient = [&](int group) -> const T* {
        if (!behind.layer)
            return tape.outputGradient.group(group) +
                   static_cast<std::ptrdiff_t>(rows.begin) * m_shape.output.positions() * kLanes;
        behind.layer->spread(*behind.tape, group, rows, spread.group(0));
        return spread.group(0);
    };
    T* const biasGradient = this->hasBias() ? this->bias.gradient.data() : nullptr;
    if (m_isWinograd)
        kernels::winogradParameterGradients(winograd(), input, outputGradient, rows,
                                            this->weight.gradient.data(), biasGradient);
    else
        kernels::convParameterGradients(m_shape, copiesInput() ? tape.padded : input, outputGradient, rows,
                                        this->weight.gradient.data(), biasGradient, scratch);
    if (!this->hasBias()) this->bias.gradient.middleRows(rows.begin, rows.count()).setZero();
}

template <class T>
void Conv2d<T>::selectOutputs(std::span<const int> channels) {
    this->selectUnits(channels);
    m_shape.output.channels = static_cast<int>(channels.size());
}

template <class T>
void Conv2d<T>::selectInputs(std::span<const int> channels) {
    this->weight.selectColumns(columnsOfChannels(channels, m_shape.kernel * m_shape.kernel));
    m_input.channels = m_shape.input.channels = static_cast<int>(channels.size());
}

template class Conv2d<float>;
template class Conv2d<double>;

} // namespace tristate::nn
