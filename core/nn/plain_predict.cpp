#include "core/base/error.h"
#include "core/messages/formats.h"
#include "core/nn/plain_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tristate::nn {

namespace {

/// Samples that go through the network together. Less of them, down to one, where the values of a node would
/// be more than these.
constexpr Eigen::Index kBlock = 256, kMaxValues = 1 << 24;

Eigen::Index samplesAtOnce(Shape input, const std::vector<Shape>& shapes) {
    Eigen::Index largest = input.features();
    for (const Shape& shape : shapes) largest = std::max<Eigen::Index>(largest, shape.features());
    return std::clamp<Eigen::Index>(kMaxValues / largest, 1, kBlock);
}

/// A value of the graph, its rows the samples.
struct Value {
    RowMatrix rows;
    Shape shape;
};
using Inputs = std::vector<const Value*>;

/// What one node yields. Whoever has no weights ignores them.
class NodeRun {
public:
    NodeRun(const Inputs& inputs, const NodeWeights& weights, Shape out)
        : m_inputs(inputs),
          m_in(inputs.front()->rows),
          m_shape(inputs.front()->shape),
          m_weights(weights),
          m_out(out) {}

    RowMatrix operator()(const graph::Dense&) const {
        RowMatrix output = m_in * m_weights.weight.transpose();
        output.rowwise() += m_weights.bias.transpose();
        return output;
    }

    RowMatrix operator()(const graph::Conv& conv) const {
        RowMatrix output(m_in.rows(), m_out.features());
        RowMatrix windows(m_weights.weight.cols(), m_out.positions());
        const int maps = conv.maps / conv.groups, channels = m_shape.channels / conv.groups;
        for (Eigen::Index i = 0; i < m_in.rows(); ++i) {
            Eigen::Map<RowMatrix> all(output.row(i).data(), m_out.channels, m_out.positions());
            for (int group = 0; group < conv.groups; ++group) {
                gatherWindows(conv, mapOf(i, group * channels), channels, windows);
                all.middleRows(group * maps, maps).noalias() =
                    m_weights.weight.middleRows(group * maps, maps) * windows;
            }
            all.colwise() += m_weights.bias;
        }
        return output;
    }

    RowMatrix operator()(const graph::Depthwise& depthwise) const {
        RowMatrix output(m_in.rows(), m_out.features());
        RowMatrix windows(m_weights.weight.cols(), m_out.positions());
        for (Eigen::Index i = 0; i < m_in.rows(); ++i) {
            Eigen::Map<RowMatrix> all(output.row(i).data(), m_out.channels, m_out.positions());
            for (int map = 0; map < m_out.channels; ++map) {
                gatherWindows(depthwise, mapOf(i, map), 1, windows);
                all.row(map).noalias() = m_weights.weight.row(map) * windows;
            }
            all.colwise() += m_weights.bias;
        }
        return output;
    }

    RowMatrix operator()(const graph::Relu& relu) const {
        RowMatrix output =
            relu.slope == 0 ? RowMatrix(m_in.cwiseMax(0.0f)) : RowMatrix(m_in.cwiseMax(relu.slope * m_in));
        if (relu.cap > 0) output = output.cwiseMin(relu.cap);
        return output;
    }

    RowMatrix operator()(const graph::Pool& pool) const {
        return eachPlace([&](const float* map, int y, int x) { return pooled(pool, map, y, x); });
    }

    RowMatrix operator()(const graph::GlobalAverage&) const {
        return eachPlace([&](const float* map, int, int) {
            float sum = 0;
            for (int i = 0; i < m_shape.positions(); ++i) sum += map[i];
            return sum / static_cast<float>(m_shape.positions());
        });
    }

    RowMatrix operator()(const graph::Add&) const {
        RowMatrix output = m_in;
        for (std::size_t i = 1; i < m_inputs.size(); ++i) output += m_inputs[i]->rows;
        return output;
    }

    RowMatrix operator()(const graph::Concat&) const {
        RowMatrix output(m_in.rows(), m_out.features());
        Eigen::Index column = 0;
        for (const Value* input : m_inputs) {
            output.middleCols(column, input->rows.cols()) = input->rows;
            column += input->rows.cols();
        }
        return output;
    }

    RowMatrix operator()(const graph::Select& select) const {
        const int width = select.values ? 1 : m_shape.positions();
        RowMatrix output(m_in.rows(), m_out.features());
        for (std::size_t i = 0; i < select.indices.size(); ++i)
            output.middleCols(static_cast<Eigen::Index>(i) * width, width) =
                m_in.middleCols(static_cast<Eigen::Index>(select.indices[i]) * width, width);
        return output;
    }

    RowMatrix operator()(const graph::Affine&) const {
        RowMatrix output(m_in.rows(), m_in.cols());
        const int width = m_shape.positions();
        for (int channel = 0; channel < m_shape.channels; ++channel)
            output.middleCols(channel * width, width) =
                (m_in.middleCols(channel * width, width) * m_weights.weight(0, channel)).array() +
                m_weights.bias[channel];
        return output;
    }

    RowMatrix operator()(const graph::ResponseNorm& norm) const {
        RowMatrix output(m_in.rows(), m_in.cols());
        const int width = m_shape.positions();
        const float share = norm.alpha / static_cast<float>(norm.size);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const int first = std::max(0, channel - (norm.size - 1) / 2);
            const int last = std::min(m_shape.channels - 1, channel + norm.size / 2);
            RowMatrix squares = RowMatrix::Zero(m_in.rows(), width);
            for (int near = first; near <= last; ++near)
                squares += m_in.middleCols(near * width, width).cwiseAbs2();
            output.middleCols(channel * width, width) = m_in.middleCols(channel * width, width).array() /
                                                        (norm.bias + share * squares.array()).pow(norm.beta);
        }
        return output;
    }

    /// What a finished network does not have (PlainNetwork::shapes() refuses it).
    template <class Other>
    RowMatrix operator()(const Other&) const {
        return m_in;
    }

private:
    const float* mapOf(Eigen::Index sample, int channel) const {
        return m_in.row(sample).data() + static_cast<std::ptrdiff_t>(channel) * m_shape.positions();
    }

    /// The windows of some maps of one sample as columns: (map, ky, kx) x (y, x), zeros where the padding is.
    template <class Kind>
    void gatherWindows(const Kind& conv, const float* maps, int channels, RowMatrix& windows) const {
        Eigen::Index row = 0;
        for (int map = 0; map < channels; ++map)
            for (int ky = 0; ky < conv.kernel; ++ky)
                for (int kx = 0; kx < conv.kernel; ++kx, ++row)
                    for (int y = 0; y < m_out.height; ++y)
                        for (int x = 0; x < m_out.width; ++x) {
                            const int inY = y * conv.stride + ky * conv.dilation - conv.padding;
                            const int inX = x * conv.stride + kx * conv.dilation - conv.padding;
                            const bool inside =
                                inY >= 0 && inY < m_shape.height && inX >= 0 && inX < m_shape.width;
                            const std::ptrdiff_t at =
                                (static_cast<std::ptrdiff_t>(map) * m_shape.height + inY) * m_shape.width +
                                inX;
                            windows(row, y * m_out.width + x) = inside ? maps[at] : 0.0f;
                        }
    }

    /// One window of a map. Of an average what lies beyond the padding does not count.
    float pooled(const graph::Pool& pool, const float* map, int y, int x) const {
        const int top = y * pool.stride - pool.padding, left = x * pool.stride - pool.padding;
        const int bottom = std::min(top + pool.size, m_shape.height + pool.padding);
        const int right = std::min(left + pool.size, m_shape.width + pool.padding);
        float largest = -std::numeric_limits<float>::infinity(), sum = 0;
        int inside = 0;
        for (int inY = std::max(top, 0); inY < std::min(bottom, m_shape.height); ++inY)
            for (int inX = std::max(left, 0); inX < std::min(right, m_shape.width); ++inX, ++inside) {
                const float value = map[inY * m_shape.width + inX];
                largest = std::max(largest, value);
                sum += value;
            }
        if (pool.kind == graph::PoolKind::Max) return largest;
        return sum / static_cast<float>(pool.insideOnly ? inside : (bottom - top) * (right - left));
    }

    /// f(map, y, x) for every place of the output, channel by channel.
    template <class F>
    RowMatrix eachPlace(F f) const {
        RowMatrix output(m_in.rows(), m_out.features());
        for (Eigen::Index i = 0; i < m_in.rows(); ++i) {
            float* next = output.row(i).data();
            for (int channel = 0; channel < m_shape.channels; ++channel)
                for (int y = 0; y < m_out.height; ++y)
                    for (int x = 0; x < m_out.width; ++x) *next++ = f(mapOf(i, channel), y, x);
        }
        return output;
    }

    const Inputs& m_inputs;
    const RowMatrix& m_in; ///< the first input
    Shape m_shape;         ///< of that
    const NodeWeights& m_weights;
    Shape m_out;
};

/// Runs the nodes in order; a value is freed when the last node that reads it has run.
RowMatrix predictBlock(const PlainNetwork& network, const std::vector<Shape>& shapes, RowMatrix samples) {
    const auto readers = graph::consumers(network.graph);
    std::vector<std::size_t> left(readers.size());
    std::transform(readers.begin(), readers.end(), left.begin(),
                   [](const auto& list) { return list.size(); });
    ++left.back(); // the result
    std::vector<Value> values(readers.size());
    values.front() = {std::move(samples), network.graph.input};
    for (std::size_t i = 0; i < network.graph.nodes.size(); ++i) {
        const graph::Node& node = network.graph.nodes[i];
        Inputs inputs;
        for (const int input : node.inputs) inputs.push_back(&values[static_cast<std::size_t>(input + 1)]);
        const NodeRun run(inputs, network.weights[i], shapes[i]);
        values[i + 1] = {std::visit(run, node.operation), shapes[i]};
        for (const int input : node.inputs)
            if (--left[static_cast<std::size_t>(input + 1)] == 0)
                values[static_cast<std::size_t>(input + 1)].rows.resize(0, 0);
    }
    return std::move(values.back().rows);
}

} // namespace

RowMatrix predict(const PlainNetwork& network, const Eigen::Ref<const RowMatrix>& samples) {
    const Shape input = network.graph.input;
    if (samples.cols() != input.features())
        throw Error(say::kSampleValues, samples.cols(), toString(input), input.features());
    const std::vector<Shape> shapes = network.shapes();
    RowMatrix logits(samples.rows(), (shapes.empty() ? input : shapes.back()).features());
    const Eigen::Index block = samplesAtOnce(input, shapes);
    for (Eigen::Index begin = 0; begin < samples.rows(); begin += block) {
        const Eigen::Index count = std::min(block, samples.rows() - begin);
        logits.middleRows(begin, count) = predictBlock(network, shapes, samples.middleRows(begin, count));
    }
    return logits;
}

} // namespace tristate::nn
