#include "core/nn/plain_network.h"

#include "core/base/error.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <limits>

namespace tristate::nn {

namespace {

/// Samples that go through the layers together: bounds the memory between two layers.
constexpr Eigen::Index kBlock = 256;

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// Output side of a window that slides over `side` positions.
int slidingSide(int side, int window, int stride, int padding) {
    return (side + 2 * padding - window) / stride + 1;
}

/// Follows the shape through the layers and refuses a chain that does not fit.
class ShapeWalk {
public:
    explicit ShapeWalk(Shape input) : m_shape(input) {
        if (input.channels < 1 || input.height < 1 || input.width < 1)
            throw Error(say::kInputEmpty, toString(input));
    }

    Shape append(const PlainLayer& layer) {
        ++m_layer;
        std::visit([this](const auto& kind) { apply(kind); }, layer);
        return m_shape;
    }

private:
    void apply(const PlainDense& dense) {
        require(dense.weight.rows() > 0, "dense", Message(say::kNoOutputs));
        require(dense.weight.cols() == m_shape.features(), "dense",
                Message(say::kWeightsForInputs, dense.weight.cols(), m_shape.features(), toString(m_shape)));
        requireBias(dense.weight, dense.bias, "dense");
        m_shape = {static_cast<int>(dense.weight.rows()), 1, 1};
        m_flat = true;
    }

    void apply(const PlainConv& conv) {
        require(conv.kernel > 0 && conv.stride > 0 && conv.padding >= 0 && conv.weight.rows() > 0, "conv",
                Message(say::kConvSizes));
        require(!m_flat && conv.inputMaps == m_shape.channels, "conv",
                Message(say::kConvInputMaps, conv.inputMaps, inputText()));
        require(conv.weight.cols() == static_cast<Eigen::Index>(conv.inputMaps) * conv.kernel * conv.kernel,
                "conv",
                Message(say::kConvRows, conv.weight.cols(), conv.inputMaps, conv.kernel, conv.kernel));
        requireBias(conv.weight, conv.bias, "conv");
        slide("conv", static_cast<int>(conv.weight.rows()), conv.kernel, conv.stride, conv.padding);
    }

    void apply(const PlainRelu&) {}

    void apply(const PlainPool& pool) {
        require(pool.size > 0 && pool.stride > 0, "pooling", Message(say::kPoolSizes));
        require(!m_flat, "pooling", Message(say::kExpectsMaps, inputText()));
        slide("pooling", m_shape.channels, pool.size, pool.stride, 0);
    }

    void apply(const PlainFlatten&) {
        m_shape = {m_shape.features(), 1, 1};
        m_flat = true;
    }

    void apply(const PlainSelect& select) {
        require(m_flat || m_shape.isFlat(), "selection", Message(say::kExpectsFlat, inputText()));
        require(!select.indices.empty(), "selection", Message(say::kKeepsNothing));
        for (const int index : select.indices)
            require(index >= 0 && index < m_shape.features(), "selection",
                    Message(say::kTakesValueOf, index, m_shape.features()));
        m_shape = {static_cast<int>(select.indices.size()), 1, 1};
        m_flat = true;
    }

    void slide(const std::string& kind, int channels, int window, int stride, int padding) {
        require(m_shape.height + 2 * padding >= window && m_shape.width + 2 * padding >= window, kind,
                Message(say::kWindowTooLarge, window, window, toString(m_shape)));
        m_shape = {channels, slidingSide(m_shape.height, window, stride, padding),
                   slidingSide(m_shape.width, window, stride, padding)};
        const auto features = static_cast<long long>(m_shape.channels) * m_shape.height * m_shape.width;
        require(features <= std::numeric_limits<int>::max(), kind, Message(say::kTooManyValues));
    }

    void requireBias(const RowMatrix& weight, const Eigen::VectorXf& bias, const std::string& kind) const {
        require(bias.size() == weight.rows(), kind, Message(say::kBiasCount, bias.size(), weight.rows()));
    }

    void require(bool holds, const std::string& kind, const Message& otherwise) const {
        if (!holds) throw Error(say::kLayer, m_layer, kind, otherwise);
    }

    MessageArgument inputText() const {
        if (m_flat) return Message(say::kFlatVector);
        return toString(m_shape);
    }

    Shape m_shape;
    bool m_flat = false;
    int m_layer = 0;
};

RowMatrix forward(const PlainDense& dense, const RowMatrix& input) {
    RowMatrix output = input * dense.weight.transpose();
    output.rowwise() += dense.bias.transpose();
    return output;
}

/// The windows of one sample as columns: (map, ky, kx) x (y, x), with zeros where the padding is.
void gatherWindows(const PlainConv& conv, Shape in, Shape out, const float* sample, RowMatrix& windows) {
    Eigen::Index row = 0;
    for (int map = 0; map < in.channels; ++map)
        for (int ky = 0; ky < conv.kernel; ++ky)
            for (int kx = 0; kx < conv.kernel; ++kx, ++row)
                for (int y = 0; y < out.height; ++y)
                    for (int x = 0; x < out.width; ++x) {
                        const int inY = y * conv.stride + ky - conv.padding;
                        const int inX = x * conv.stride + kx - conv.padding;
                        const bool inside = inY >= 0 && inY < in.height && inX >= 0 && inX < in.width;
                        const std::ptrdiff_t at =
                            (static_cast<std::ptrdiff_t>(map) * in.height + inY) * in.width + inX;
                        windows(row, y * out.width + x) = inside ? sample[at] : 0.0f;
                    }
}

RowMatrix forward(const PlainConv& conv, const RowMatrix& input, Shape in, Shape out) {
    RowMatrix output(input.rows(), out.features());
    RowMatrix windows(conv.weight.cols(), out.positions());
    for (Eigen::Index i = 0; i < input.rows(); ++i) {
        gatherWindows(conv, in, out, input.row(i).data(), windows);
        Eigen::Map<RowMatrix> maps(output.row(i).data(), out.channels, out.positions());
        maps.noalias() = conv.weight * windows;
        maps.colwise() += conv.bias;
    }
    return output;
}

/// One window of a map whose first element is (y, x) times the stride.
float pooled(const PlainPool& pool, const float* map, int mapWidth, int y, int x) {
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
    for (int ky = 0; ky < pool.size; ++ky)
        for (int kx = 0; kx < pool.size; ++kx) {
            const float value = map[(y * pool.stride + ky) * mapWidth + x * pool.stride + kx];
            largest = std::max(largest, value);
            sum += value;
        }
    return pool.kind == PoolKind::Max ? largest : sum / static_cast<float>(pool.size * pool.size);
}

RowMatrix forward(const PlainPool& pool, const RowMatrix& input, Shape in, Shape out) {
    RowMatrix output(input.rows(), out.features());
    for (Eigen::Index i = 0; i < input.rows(); ++i) {
        float* next = output.row(i).data();
        for (int channel = 0; channel < in.channels; ++channel) {
            const float* map = input.row(i).data() + static_cast<std::ptrdiff_t>(channel) * in.positions();
            for (int y = 0; y < out.height; ++y)
                for (int x = 0; x < out.width; ++x) *next++ = pooled(pool, map, in.width, y, x);
        }
    }
    return output;
}

RowMatrix forward(const PlainSelect& select, const RowMatrix& input) {
    RowMatrix output(input.rows(), static_cast<Eigen::Index>(select.indices.size()));
    for (Eigen::Index i = 0; i < output.cols(); ++i)
        output.col(i) = input.col(select.indices[static_cast<std::size_t>(i)]);
    return output;
}

RowMatrix forward(const PlainRelu& relu, const RowMatrix& input) {
    if (relu.slope == 0) return input.cwiseMax(0.0f);
    return input.cwiseMax(relu.slope * input);
}

RowMatrix predictBlock(const PlainNetwork& network, const std::vector<Shape>& shapes, RowMatrix values) {
    Shape in = network.input;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        const Shape out = shapes[i];
        std::visit(Overloaded{
                       [&](const PlainDense& dense) { values = forward(dense, values); },
                       [&](const PlainConv& conv) { values = forward(conv, values, in, out); },
                       [&](const PlainPool& pool) { values = forward(pool, values, in, out); },
                       [&](const PlainSelect& select) { values = forward(select, values); },
                       [&](const PlainRelu& relu) { values = forward(relu, values); },
                       [](const PlainFlatten&) {}, // the values lie in this order already
                   },
                   network.layers[i]);
        in = out;
    }
    return values;
}

} // namespace

long long PlainNetwork::parameters() const {
    long long count = 0;
    for (const PlainLayer& layer : layers)
        std::visit(Overloaded{
                       [&](const PlainDense& dense) { count += dense.weight.size() + dense.bias.size(); },
                       [&](const PlainConv& conv) { count += conv.weight.size() + conv.bias.size(); },
                       [](const auto&) {},
                   },
                   layer);
    return count;
}

long long PlainNetwork::flops() const {
    const std::vector<Shape> outputs = shapes();
    long long count = 0;
    for (std::size_t i = 0; i < layers.size(); ++i)
        std::visit(
            Overloaded{
                [&](const PlainDense& dense) { count += 2 * dense.weight.size(); },
                [&](const PlainConv& conv) { count += 2 * conv.weight.size() * outputs[i].positions(); },
                [](const auto&) {},
            },
            layers[i]);
    return count;
}

std::vector<Shape> PlainNetwork::shapes() const {
    ShapeWalk walk(input);
    std::vector<Shape> result;
    result.reserve(layers.size());
    for (const PlainLayer& layer : layers) result.push_back(walk.append(layer));
    return result;
}

std::vector<int> PlainNetwork::architecture() const {
    std::vector<int> units;
    for (const PlainLayer& layer : layers)
        std::visit(
            Overloaded{
                [&](const PlainDense& dense) { units.push_back(static_cast<int>(dense.weight.rows())); },
                [&](const PlainConv& conv) { units.push_back(static_cast<int>(conv.weight.rows())); },
                [](const auto&) {},
            },
            layer);
    return units;
}

RowMatrix predict(const PlainNetwork& network, const Eigen::Ref<const RowMatrix>& samples) {
    if (samples.cols() != network.input.features())
        throw Error(say::kSampleValues, samples.cols(), toString(network.input), network.input.features());
    const std::vector<Shape> shapes = network.shapes();
    RowMatrix logits(samples.rows(), (shapes.empty() ? network.input : shapes.back()).features());
    for (Eigen::Index begin = 0; begin < samples.rows(); begin += kBlock) {
        const Eigen::Index count = std::min(kBlock, samples.rows() - begin);
        logits.middleRows(begin, count) = predictBlock(network, shapes, samples.middleRows(begin, count));
    }
    return logits;
}

} // namespace tristate::nn
