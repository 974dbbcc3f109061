#include "core/nn/grouped_conv.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tristate::nn {

namespace {

constexpr int kMapsAtOnce = kernels::mapsPerBlock(kernels::ConvShape{}); // of a stride of 1

/// How many of 0 .. count - 1 come at these steps.
int stepsIn(int count, int first, int step) {
    return (count - first + step - 1) / step;
}

} // namespace

template <class T>
GroupedConv<T>::GroupedConv(const std::string& name, Shape input, const graph::Conv& spec,
                            std::vector<Part> parts, bool hasBias, Rng* rng)
    : WeightLayer<T>(name,
                     std::accumulate(parts.begin(), parts.end(), 0,
                                     [](int sum, const Part& part) { return sum + part.outputs; }),
                     mostInputs(parts) * spec.kernel * spec.kernel, hasBias, rng),
      m_input(input),
      m_spec(spec),
      m_parts(std::move(parts)) {
    const auto side = [&](int length) {
        return (length + 2 * spec.padding - spec.reach()) / spec.stride + 1;
    };
    m_output = {static_cast<int>(this->weight.value.rows()), side(input.height), side(input.width)};
}

template <class T>
int GroupedConv<T>::mostInputs(const std::vector<Part>& parts) {
    int most = 0;
    for (const Part& part : parts) most = std::max(most, part.inputs);
    return most;
}

template <class T>
int GroupedConv<T>::outputStep() const {
    return m_spec.dilation / std::gcd(m_spec.stride, m_spec.dilation);
}

template <class T>
RowRange GroupedConv<T>::outputsOf(int part) const {
    RowRange range;
    for (int p = 0; p <= part; ++p) {
        range.begin = range.end;
        range.end += m_parts[static_cast<std::size_t>(p)].outputs;
    }
    return range;
}

template <class T>
RowRange GroupedConv<T>::inputsOf(int unit) const {
    RowRange inputs;
    int outputs = 0;
    for (const Part& part : m_parts) {
        inputs = {inputs.end, inputs.end + part.inputs};
        outputs += part.outputs;
        if (unit < outputs) break;
    }
    return inputs;
}

/// The kernels at the output rows y, y + step, y + 2 step ... with step = dilation / gcd(stride, dilation)
/// meet the input rows y stride - padding + dilation * (0, 1, 2 ...) alone, stride / gcd of these further
/// each time.
template <class T>
std::vector<typename GroupedConv<T>::Piece> GroupedConv<T>::piecesOf(int part) const {
    const RowRange outputs = outputsOf(part);
    std::vector<Piece> all;
    if (outputs.count() == 0) return all;
    const RowRange inputs = inputsOf(outputs.begin);
    int column = 0;
    for (int p = 0; p < part; ++p)
        column +=
            m_parts[static_cast<std::size_t>(p)].outputs * weightsOf(m_parts[static_cast<std::size_t>(p)]);
    const int step = outputStep(), stride = m_spec.stride * step / m_spec.dilation;
    for (int y = 0; y < std::min(step, m_output.height); ++y)
        for (int x = 0; x < std::min(step, m_output.width); ++x) {
            const int rows = stepsIn(m_output.height, y, step), columns = stepsIn(m_output.width, x, step);
            all.push_back({inputs,
                           outputs,
                           column,
                           y,
                           x,
                           {.input = {inputs.count(), (rows - 1) * stride + m_spec.kernel,
                                      (columns - 1) * stride + m_spec.kernel},
                            .output = {outputs.count(), rows, columns},
                            .kernel = m_spec.kernel,
                            .stride = stride}});
        }
    return all;
}

template <class T>
std::vector<typename GroupedConv<T>::Piece> GroupedConv<T>::pieces() const {
    std::vector<Piece> all;
    for (int part = 0; part < std::ssize(m_parts); ++part)
        for (Piece& piece : piecesOf(part)) all.push_back(piece);
    return all;
}

template <class T>
int GroupedConv<T>::gradientBlocks() const {
    int blocks = 0;
    for (const Part& part : m_parts) blocks += blocksOf(part.outputs, kMapsAtOnce);
    return blocks;
}

template <class T>
RowRange GroupedConv<T>::blockRows(int block) const {
    int first = 0;
    for (const Part& part : m_parts) {
        const int blocks = blocksOf(part.outputs, kMapsAtOnce);
        if (block < blocks) {
            const RowRange rows = rowsOfBlock(part.outputs, kMapsAtOnce, block);
            return {first + rows.begin, first + rows.end};
        }
        block -= blocks;
        first += part.outputs;
    }
    return {};
}

template <class T>
void GroupedConv<T>::selectOutputs(std::span<const int> channels) {
    std::vector<int> left(m_parts.size(), 0);
    std::size_t part = 0;
    int end = m_parts.front().outputs; // of the part
    for (const int channel : channels) {
        while (channel >= end) end += m_parts[++part].outputs;
        ++left[part];
    }
    this->selectUnits(channels);
    for (std::size_t p = 0; p < left.size(); ++p) m_parts[p].outputs = left[p];
    m_output.channels = static_cast<int>(channels.size());
}

template <class T>
void GroupedConv<T>::selectInputs(std::span<const int> channels) {
    std::vector<std::vector<int>> left(m_parts.size()); // of every part, among its own
    std::size_t part = 0;
    int begin = 0;
    for (const int channel : channels) {
        while (channel >= begin + m_parts[part].inputs) begin += m_parts[part++].inputs;
        left[part].push_back(channel - begin);
    }
    for (std::size_t p = 0; p < left.size(); ++p) m_parts[p].inputs = static_cast<int>(left[p].size());
    m_input.channels = static_cast<int>(channels.size());
    const int taps = m_spec.kernel * m_spec.kernel;
    const auto select = [&](auto& matrix) {
        using Matrix = std::remove_reference_t<decltype(matrix)>;
        Matrix kept = Matrix::Zero(matrix.rows(), mostInputs(this->m_parts) * taps);
        Eigen::Index row = 0;
        for (std::size_t p = 0; p < left.size(); ++p)
            for (const auto end = row + this->m_parts[p].outputs; row < end; ++row)
                for (std::size_t i = 0; i < left[p].size(); ++i)
                    kept.row(row).segment(static_cast<Eigen::Index>(i) * taps, taps) =
                        matrix.row(row).segment(Eigen::Index{left[p][i]} * taps, taps);
        matrix = std::move(kept);
    };
    select(this->weight.value);
    select(this->weight.gradient);
    for (auto& slot : this->weight.slots) select(slot);
}

template class GroupedConv<float>;
template class GroupedConv<double>;

} // namespace tristate::nn
