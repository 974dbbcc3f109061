#include "core/io/onnx_chain.h"

#include "core/base/error.h"
#include "core/io/onnx_constants.h"
#include "core/io/onnx_node.h"
#include "core/io/onnx_window.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace tristate::io {

namespace {

/// Shapes are followed anew where a node asks for them, so their number is bounded.
constexpr int kMostNodes = 4096;

using Indices = std::vector<std::int64_t>;

std::optional<std::int64_t> product(const Indices& sizes) {
    std::int64_t result = 1;
    for (const std::int64_t size : sizes) {
        if (size < 1 || size > kMostFeatures / result) return std::nullopt;
        result *= size;
    }
    return result;
}

/// Columns in (y, x, channel) order, put into (channel, y, x) order.
nn::RowMatrix channelsFirst(const nn::RowMatrix& weight, Shape maps) {
    nn::RowMatrix result(weight.rows(), weight.cols());
    for (int channel = 0; channel < maps.channels; ++channel)
        for (int position = 0; position < maps.positions(); ++position)
            result.col(channel * maps.positions() + position) =
                weight.col(position * maps.channels + channel);
    return result;
}

/// Follows the chain of nodes from the input to the output.
class ChainReader {
public:
    ChainReader(const onnx::GraphProto& graph, const std::string& file, std::vector<std::string>& notes)
        : m_graph(graph), m_file(file), m_notes(notes), m_constants(graph, file) {}

    nn::PlainNetwork read() {
        if (m_graph.node_size() == 0) fail("the graph has no nodes");
        if (m_graph.node_size() > kMostNodes)
            fail("the graph has " + std::to_string(m_graph.node_size()) + " nodes, expected at most " +
                 std::to_string(kMostNodes));
        readInput();
        for (int i = 0; i < m_graph.node_size(); ++i) {
            OnnxNode node(m_graph.node(i), i, m_file);
            if (node.proto().output_size() > 0 && m_constants.contains(node.proto().output(0))) continue;
            follow(node);
            readNode(node);
            node.done();
        }
        if (m_graph.output_size() != 1 || m_graph.output(0).name() != m_current)
            fail("the graph's output is not the output of its last node, expected a chain with one output");
        checkShapes();
        return std::move(m_network);
    }

private:
    /// Of the value that the next node takes.
    enum class Layout {
        Flat,          ///< [N, features]
        Rows,          ///< [N, height, width]
        ChannelsFirst, ///< [N, channels, height, width]
        ChannelsLast,  ///< [N, height, width, channels]
    };
    using Reader = void (ChainReader::*)(OnnxNode&);

    [[noreturn]] void fail(const std::string& what) const { throw Error(m_file + ": " + what); }

    void readInput() {
        const onnx::ValueInfoProto* input = nullptr;
        for (const auto& candidate : m_graph.input()) {
            if (m_constants.contains(candidate.name())) continue; // older files list their constants here
            if (input) fail("the graph has several inputs, expected one");
            input = &candidate;
        }
        if (!input) fail("the graph has no input, expected one");
        m_current = input->name();
        const auto& type = input->type().tensor_type();
        if (type.elem_type() != onnx::TensorProto::FLOAT)
            fail("the input '" + m_current + "' is of type " + std::to_string(type.elem_type()) +
                 ", expected 1 (float)");
        const int rank = type.shape().dim_size();
        if (rank < 2 || rank > 4)
            fail("the input '" + m_current + "' has " + std::to_string(rank) +
                 " dimensions, expected [N, features], [N, height, width] or [N, channels, height, width]");
        m_layout = rank == 2 ? Layout::Flat : rank == 3 ? Layout::Rows : Layout::ChannelsFirst;
        m_network.input.channels = rank == 3 ? 1 : dimension(type.shape(), 1);
        if (rank > 2) m_network.input.height = dimension(type.shape(), rank - 2);
        if (rank > 2) m_network.input.width = dimension(type.shape(), rank - 1);
        requireFeatures(m_network.input, "the input");
    }

    int dimension(const onnx::TensorShapeProto& shape, int index) const {
        const std::int64_t value = shape.dim(index).dim_value(); // 0 when it is not fixed
        if (value < 1 || value > kMostFeatures)
            fail("dimension " + std::to_string(index + 1) + " of the input is " + std::to_string(value) +
                 ", expected a fixed size from 1 to " + std::to_string(kMostFeatures));
        return static_cast<int>(value);
    }

    void follow(const OnnxNode& node) {
        const onnx::NodeProto& proto = node.proto();
        m_operand = 1;
        if (proto.op_type() == "Add" && proto.input_size() == 2 && proto.input(1) == m_current) m_operand = 0;
        const int taken = 1 - m_operand;
        if (taken >= proto.input_size() || proto.input(taken) != m_current)
            node.fail("does not take '" + m_current + "', the output of the node before; expected a chain");
        const bool mask = proto.op_type() == "Dropout" && proto.output_size() == 2;
        if ((proto.output_size() != 1 && !mask) || proto.output(0).empty())
            node.fail("has several outputs, expected one");
        m_current = proto.output(0);
    }

    void readNode(OnnxNode& node) {
        static const std::map<std::string, Reader> kReaders{
            {"Add", &ChainReader::readAdd},
            {"AveragePool", &ChainReader::readAveragePool},
            {"BatchNormalization", &ChainReader::readBatchNorm},
            {"Conv", &ChainReader::readConv},
            {"Dropout", &ChainReader::readDropout},
            {"Flatten", &ChainReader::readFlatten},
            {"Gather", &ChainReader::readGather},
            {"Gemm", &ChainReader::readGemm},
            {"GlobalAveragePool", &ChainReader::readGlobalAveragePool},
            {"Identity", &ChainReader::readIdentity},
            {"LogSoftmax", &ChainReader::readSoftmax},
            {"MatMul", &ChainReader::readMatMul},
            {"MaxPool", &ChainReader::readMaxPool},
            {"Relu", &ChainReader::readRelu},
            {"Reshape", &ChainReader::readReshape},
            {"Softmax", &ChainReader::readSoftmax},
            {"Transpose", &ChainReader::readTranspose},
        };
        const bool standard = node.proto().domain().empty() || node.proto().domain() == "ai.onnx";
        const auto reader = kReaders.find(node.proto().op_type());
        if (!standard || reader == kReaders.end()) {
            std::string known;
            for (const auto& [name, unused] : kReaders) known += (known.empty() ? "" : ", ") + name;
            node.fail("is not supported, expected one of " + known);
        }
        if (m_hasSoftmax && node.proto().op_type() != "Identity")
            node.fail("stands behind the softmax, expected that to be the last node");
        (this->*reader->second)(node);
    }

    void requireFlat(const OnnxNode& node) const {
        if (m_layout != Layout::Flat) node.fail("takes feature maps, expected a Flatten before it");
    }

    void requireMaps(const OnnxNode& node) const {
        if (m_layout == Layout::Flat) node.fail("takes a flat vector, expected feature maps");
        if (m_layout != Layout::ChannelsFirst)
            node.fail("takes feature maps with the channels last or missing, expected [N, channels, height, "
                      "width]");
    }

    void readGemm(OnnxNode& node) {
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1)
            node.fail("has an alpha or beta other than 1");
        node.expect("transA", 0);
        addDense(node, node.integer("transB", 0) != 0);
        const bool hasBias = node.proto().input_size() > 2 && !node.proto().input(2).empty();
        auto& dense = std::get<nn::PlainDense>(m_network.layers.back());
        if (hasBias) dense.bias = m_constants.takeVector(node, 2, dense.weight.rows(), "bias");
    }

    void readMatMul(OnnxNode& node) { addDense(node, false); }

    /// `transposed`: the weights lie as [outputs, inputs].
    void addDense(const OnnxNode& node, bool transposed) {
        requireFlat(node);
        const onnx::TensorProto& tensor = m_constants.takeWeights(node, 1);
        if (tensor.dims_size() != 2)
            node.fail("has weights of " + std::to_string(tensor.dims_size()) + " dimensions, expected 2");
        nn::RowMatrix weight = matrixOf(node, tensor, tensor.dims(0), tensor.dims(1));
        if (!transposed) weight = weight.transpose().eval();
        if (m_flattened) {
            if (weight.cols() != m_flattened->features())
                node.fail("has weights for " + std::to_string(weight.cols()) + " inputs, but gets " +
                          std::to_string(m_flattened->features()));
            weight = channelsFirst(weight, *m_flattened);
            m_flattened.reset();
        }
        Eigen::VectorXf bias = Eigen::VectorXf::Zero(weight.rows());
        m_network.layers.push_back(nn::PlainDense{std::move(weight), std::move(bias)});
    }

    void readConv(OnnxNode& node) {
        requireMaps(node);
        node.expect("group", 1);
        node.same("dilations", 2, 1, 1, 1);
        const onnx::TensorProto& tensor = m_constants.takeWeights(node, 1);
        const Indices sizes(tensor.dims().begin(), tensor.dims().end());
        if (sizes.size() != 4 || sizes[2] > kMostSide || sizes[3] > kMostSide || sizes[1] > kMostFeatures)
            node.fail("has weights of shape " + describeShape(sizes) +
                      ", expected [maps, input maps, kernel rows, kernel columns]");
        const Indices kernel = node.integers("kernel_shape");
        if (!kernel.empty() && kernel != Indices{sizes[2], sizes[3]})
            node.fail("has a kernel_shape that differs from its weights'");
        const OnnxWindow window = readWindow(node, {sizes[2], sizes[3]}, shape());
        nn::PlainConv conv =
            squareConv(node, matrixOf(node, tensor, sizes[0], sizes[1] * sizes[2] * sizes[3]),
                       static_cast<int>(sizes[1]), window);
        const bool hasBias = node.proto().input_size() > 2 && !node.proto().input(2).empty();
        conv.bias = Eigen::VectorXf::Zero(conv.weight.rows());
        if (hasBias) conv.bias = m_constants.takeVector(node, 2, conv.weight.rows(), "bias");
        m_network.layers.push_back(std::move(conv));
    }

    /// Calls `change` with the weights and the bias of the layer that the chain ends with at present.
    template <class F>
    void changeWeights(const OnnxNode& node, F change) {
        auto* last = m_network.layers.empty() ? nullptr : &m_network.layers.back();
        if (auto* dense = last ? std::get_if<nn::PlainDense>(last) : nullptr)
            change(dense->weight, dense->bias);
        else if (auto* conv = last ? std::get_if<nn::PlainConv>(last) : nullptr)
            change(conv->weight, conv->bias);
        else
            node.fail("does not stand right behind weights, expected a Conv, Gemm or MatMul before it");
        if (m_layout == Layout::ChannelsLast)
            node.fail("takes feature maps with the channels last, expected [N, channels, height, width]");
    }

    void readAdd(OnnxNode& node) {
        changeWeights(node, [&](const nn::RowMatrix& weight, Eigen::VectorXf& bias) {
            bias += m_constants.takeVector(node, m_operand, weight.rows(), "bias");
        });
    }

    /// After training it is y = scale x + shift, which the weights before it take in.
    void readBatchNorm(OnnxNode& node) {
        node.expect("training_mode", 0);
        node.expect("spatial", 1);
        node.real("momentum", 0); // is for training
        const double epsilon = node.real("epsilon", 1e-5F);
        changeWeights(node, [&](nn::RowMatrix& weight, Eigen::VectorXf& bias) {
            const auto take = [&](int input, const char* what) {
                return m_constants.takeVector(node, input, weight.rows(), what).cast<double>().eval();
            };
            const Eigen::VectorXd gamma = take(1, "scale"), beta = take(2, "bias"), mean = take(3, "mean");
            const Eigen::ArrayXd variance = take(4, "variance").array() + epsilon;
            if (!(variance > 0).all())
                node.fail("has a variance plus epsilon that is not positive, expected a positive one");
            const Eigen::VectorXd scale = gamma.array() / variance.sqrt();
            weight = (scale.asDiagonal() * weight.cast<double>()).cast<float>().eval();
            bias = (scale.cwiseProduct(bias.cast<double>() - mean) + beta).cast<float>().eval();
            if (!weight.allFinite() || !bias.allFinite()) node.fail("makes weights that are not finite");
        });
        m_notes.push_back(title(node) + " became part of the weights before it.");
    }

    void readRelu(OnnxNode&) { m_network.layers.push_back(nn::PlainRelu{}); }

    void readMaxPool(OnnxNode& node) {
        node.expect("storage_order", 0);
        node.same("dilations", 2, 1, 1, 1);
        addPool(node, nn::PoolKind::Max);
    }

    void readAveragePool(OnnxNode& node) {
        node.integer("count_include_pad", 0); // there is no padding to include
        addPool(node, nn::PoolKind::Average);
    }

    void addPool(OnnxNode& node, nn::PoolKind kind) {
        requireMaps(node);
        const int size = node.same("kernel_shape", 2, 0, 1, kMostSide);
        const Shape in = shape();
        const OnnxWindow window = readWindow(node, {size, size}, in);
        if (window.isPadded()) node.fail("has padding, expected a pooling without");
        const bool isCut = (in.height - size) % window.stride != 0 || (in.width - size) % window.stride != 0;
        if (isCut) node.expect("ceil_mode", 0);
        node.integer("ceil_mode", 0); // otherwise both modes are the same
        m_network.layers.push_back(nn::PlainPool{size, window.stride, kind});
    }

    void readGlobalAveragePool(OnnxNode& node) {
        requireMaps(node);
        const Shape in = shape();
        if (in.height != in.width)
            node.fail("takes maps of " + std::to_string(in.height) + "x" + std::to_string(in.width) +
                      ", expected square ones");
        m_network.layers.push_back(nn::PlainPool{in.height, in.height, nn::PoolKind::Average});
    }

    /// The selection of single values of a flat vector.
    void readGather(OnnxNode& node) {
        requireFlat(node);
        requireOwnOrder(node);
        if (const std::int64_t axis = node.integer("axis", 0); axis != 1 && axis != -1)
            node.fail("has axis " + std::to_string(axis) + ", expected 1");
        nn::PlainSelect select;
        for (const std::int64_t index : m_constants.takeIntegers(node, 1)) {
            if (index < 0 || index >= kMostFeatures)
                node.fail("takes value " + std::to_string(index) + ", expected 0 to " +
                          std::to_string(kMostFeatures - 1));
            select.indices.push_back(static_cast<int>(index));
        }
        m_network.layers.push_back(std::move(select));
    }

    void readFlatten(OnnxNode& node) {
        node.expect("axis", 1);
        flatten();
    }

    void flatten() {
        const Shape maps = shape();
        if (m_layout == Layout::ChannelsLast && maps.channels > 1 && maps.positions() > 1) m_flattened = maps;
        m_network.layers.push_back(nn::PlainFlatten{});
        m_layout = Layout::Flat;
    }

    /// To a vector, or of the input to feature maps. The first size, of the batch, may be anything.
    void readReshape(OnnxNode& node) {
        node.expect("allowzero", 0);
        Indices sizes = m_constants.takeIntegers(node, 1);
        const Shape in = shape();
        const std::string asked = describeShape(sizes);
        if (sizes.size() == 2 || sizes.size() == 4) {
            const bool wholeBatch = sizes[0] == -1;
            sizes.erase(sizes.begin());
            const auto open = std::find(sizes.begin(), sizes.end(), -1);
            if (open != sizes.end() && !wholeBatch) {
                *open = 1;
                *open = in.features() / product(sizes).value_or(kMostFeatures);
            }
            if (product(sizes) == in.features()) {
                if (sizes.size() == 1) return flatten();
                if (m_network.layers.empty() && m_layout != Layout::ChannelsLast) return setInput(sizes);
            }
        }
        node.fail("reshapes " + toString(in) + " values to " + asked +
                  ", expected a vector [N, features], or feature maps right behind the input");
    }

    /// Before any layer the values lie in the same order whatever their shape.
    void setInput(const Indices& sizes) {
        m_network.input = {static_cast<int>(sizes[0]), static_cast<int>(sizes[1]),
                           static_cast<int>(sizes[2])};
        m_layout = Layout::ChannelsFirst;
    }

    void readTranspose(OnnxNode& node) {
        const Indices order = node.integers("perm");
        const Indices toFirst{0, 3, 1, 2}, toLast{0, 2, 3, 1};
        if (m_layout == Layout::ChannelsFirst && order == toLast) {
            m_layout = Layout::ChannelsLast;
        } else if (m_layout == Layout::ChannelsLast && order == toFirst) {
            m_layout = Layout::ChannelsFirst;
        } else if (m_layout == Layout::ChannelsFirst && order == toFirst && m_network.layers.empty()) {
            const Shape last = m_network.input; // was read as if the channels came first
            setInput({last.width, last.channels, last.height});
            m_notes.push_back(title(node) + " is left out: samples are given channels first.");
        } else {
            node.fail("has perm " + describeShape(order) +
                      ", expected one between channels first and channels last");
        }
    }

    void readDropout(OnnxNode& node) {
        node.real("ratio", 0);
        node.integer("seed", 0);
        if (node.proto().input_size() > 2 && !node.proto().input(2).empty())
            node.fail("has a training mode, expected a network as it is after training");
        m_notes.push_back(title(node) + " is left out: it does nothing after training.");
    }

    void readIdentity(OnnxNode&) {}

    void readSoftmax(OnnxNode& node) {
        requireFlat(node);
        if (const std::int64_t axis = node.integer("axis", -1); axis != 1 && axis != -1)
            node.fail("has axis " + std::to_string(axis) + ", expected 1");
        m_hasSoftmax = true;
        m_notes.push_back(title(node) + " is left out: the outputs are the logits before it.");
    }

    static std::string title(const OnnxNode& node) {
        return node.proto().op_type() + (node.proto().name().empty() ? "" : " '" + node.proto().name() + "'");
    }

    void requireOwnOrder(const OnnxNode& node) const {
        if (m_flattened)
            node.fail("takes feature maps flattened with the channels last, expected a Gemm or MatMul there");
    }

    void requireFeatures(const Shape& shape, const std::string& what) const {
        const auto features = static_cast<std::int64_t>(shape.channels) * shape.height * shape.width;
        if (features > kMostFeatures)
            fail(what + " has " + std::to_string(features) + " values a sample, expected at most " +
                 std::to_string(kMostFeatures));
    }

    /// Of what the next node takes.
    Shape shape() const {
        try {
            const std::vector<Shape> shapes = m_network.shapes();
            return shapes.empty() ? m_network.input : shapes.back();
        } catch (const Error& error) {
            fail(error.what());
        }
    }

    void checkShapes() const {
        const Shape last = shape();
        const std::vector<Shape> shapes = m_network.shapes();
        for (std::size_t i = 0; i < shapes.size(); ++i)
            requireFeatures(shapes[i], "layer " + std::to_string(i + 1));
        if (m_layout != Layout::Flat || m_flattened)
            fail("the network ends in feature maps (" + toString(last) + "), expected classes");
    }

    const onnx::GraphProto& m_graph;
    const std::string& m_file;
    std::vector<std::string>& m_notes;
    OnnxConstants m_constants;
    nn::PlainNetwork m_network;
    std::string m_current; ///< name of the value that the next node takes
    int m_operand = 1;     ///< which input of the node is the other one
    Layout m_layout = Layout::Flat;
    std::optional<Shape> m_flattened; ///< the maps that a vector in (y, x, channel) order was made of
    bool m_hasSoftmax = false;
};

} // namespace

nn::PlainNetwork readOnnxChain(const onnx::GraphProto& graph, const std::string& file,
                               std::vector<std::string>& notes) {
    return ChainReader(graph, file, notes).read();
}

} // namespace tristate::io
