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
    tape.output.resize(m_output.features(), pass.groups());
    if (pass.isTraining()) tape.outputGradient.resize(m_output.features(), pass.groups());
}

template <class T>
template <class F>
void DepthwiseConv<T>::forEachMeeting(F&& f) const {
    for (int y = 0; y < m_output.height; ++y)
        for (int x = 0; x < m_output.width; ++x)
            for (int tap = 0; tap < m_spec.kernel * m_spec.kernel; ++tap) {
                const int inY = y * m_spec.stride - m_spec.padding + tap / m_spec.kernel * m_spec.dilation;
                const int inX = x * m_spec.stride - m_spec.padding + tap % m_spec.kernel * m_spec.dilation;
                if (inY < 0 || inY >= m_input.height || inX < 0 || inX >= m_input.width) continue;
                f(tap, inY * m_input.width + inX, y * m_output.width + x);
            }
}

template <class T>
void DepthwiseConv<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    for (int g = groups.begin; g < groups.end; ++g)
        for (int map = 0; map < m_input.channels; ++map) {
            const auto in = input.map(g).middleCols(map * m_input.positions(), m_input.positions());
            auto out = tape.output.map(g).middleCols(map * m_output.positions(), m_output.positions());
            out.setConstant(this->bias.value(map, 0));
            forEachMeeting([&](int tap, int from, int to) {
                out.col(to) += this->weight.value(map, tap) * in.col(from);
            });
        }
}

template <class T>
void DepthwiseConv<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                                GroupRange groups) const {
    if (!inputGradient) return;
    for (int g = groups.begin; g < groups.end; ++g)
        for (int map = 0; map < m_input.channels; ++map) {
            const auto gradient =
                tape.outputGradient.map(g).middleCols(map * m_output.positions(), m_output.positions());
            auto result = inputGradient->map(g).middleCols(map * m_input.positions(), m_input.positions());
            result.setZero();
            forEachMeeting([&](int tap, int to, int from) {
                result.col(to) += this->weight.value(map, tap) * gradient.col(from);
            });
        }
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
    using Column = Eigen::Array<T, kLanes, 1>;
    thread_local std::vector<Column, Eigen::aligned_allocator<Column>> sums; // of each tap, lane by lane
    const RowRange rows = blockRows(block);
    for (int map = rows.begin; map < rows.end; ++map) {
        sums.assign(static_cast<std::size_t>(m_spec.kernel * m_spec.kernel), Column::Zero());
        Column total = Column::Zero();
        for (int g = 0; g < tape.pass.groups(); ++g) {
            const auto in = input.map(g).middleCols(map * m_input.positions(), m_input.positions());
            const auto gradient =
                tape.outputGradient.map(g).middleCols(map * m_output.positions(), m_output.positions());
            forEachMeeting([&](int tap, int from, int of) {
                sums[static_cast<std::size_t>(tap)] += in.col(from) * gradient.col(of);
            });
            for (int p = 0; p < m_output.positions(); ++p) total += gradient.col(p);
        }
        for (std::size_t tap = 0; tap < sums.size(); ++tap)
            this->weight.gradient(map, static_cast<Eigen::Index>(tap)) = sums[tap].sum();
        this->bias.gradient(map, 0) = this->hasBias() ? total.sum() : T(0);
    }
}

template <class T>
void DepthwiseConv<T>::selectOutputs(std::span<const int> channels) {
    this->selectUnits(channels);
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class DepthwiseConv<float>;
template class DepthwiseConv<double>;

} // namespace tristate::nn
