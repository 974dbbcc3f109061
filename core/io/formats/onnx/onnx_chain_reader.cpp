#include "core/io/formats/onnx/onnx_chain_reader.h"

#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <cstdint>
#include <map>

namespace tristate::io {

namespace {

/// Shapes are followed anew where a node asks for them, so their number is bounded.
constexpr int kMaxNodes = 4096;

/// Follows the chain of nodes from the input to the output.
class ChainReader {
public:
    ChainReader(const onnx::GraphProto& graph, const std::string& file)
        : m_graph(graph), m_chain(graph, file) {}

    OnnxChain read() {
        if (m_graph.node_size() == 0) fail(Message(say::kNoNodes));
        if (m_graph.node_size() > kMaxNodes)
            fail(Message(say::kTooManyNodes, m_graph.node_size(), kMaxNodes));
        readInput();
        for (int i = 0; i < m_graph.node_size(); ++i) {
            OnnxNode node(m_graph.node(i), i, m_chain.file);
            if (node.proto().output_size() > 0 && m_chain.constants.contains(node.proto().output(0)))
                continue;
            follow(node);
            readNode(node);
            node.done();
        }
        if (m_graph.output_size() != 1 || m_graph.output(0).name() != m_current)
            fail(Message(say::kOutputNotLast));
        checkShapes();
        return std::move(m_chain);
    }

private:
    using Reader = void (*)(OnnxNode&, OnnxChain&);

    [[noreturn]] void fail(const Message& what) const { m_chain.fail(what); }

    void readInput() {
        const onnx::ValueInfoProto* input = nullptr;
        for (const auto& candidate : m_graph.input()) {
            if (m_chain.constants.contains(candidate.name()))
                continue; // older files list their constants here
            if (input) fail(Message(say::kSeveralInputs));
            input = &candidate;
        }
        if (!input) fail(Message(say::kNoInput));
        m_current = input->name();
        const auto& type = input->type().tensor_type();
        if (type.elem_type() != onnx::TensorProto::FLOAT)
            fail(Message(say::kInputType, m_current, type.elem_type()));
        const int rank = type.shape().dim_size();
        if (rank < 2 || rank > 4) fail(Message(say::kInputDimensions, m_current, rank));
        m_chain.layout = rank == 2   ? OnnxLayout::Flat
                         : rank == 3 ? OnnxLayout::Rows
                                     : OnnxLayout::ChannelsFirst;
        m_chain.network.input.channels = rank == 3 ? 1 : dimension(type.shape(), 1);
        if (rank > 2) m_chain.network.input.height = dimension(type.shape(), rank - 2);
        if (rank > 2) m_chain.network.input.width = dimension(type.shape(), rank - 1);
        requireFeatures(m_chain.network.input, Message(say::kTheInput));
    }

    int dimension(const onnx::TensorShapeProto& shape, int index) const {
        const std::int64_t value = shape.dim(index).dim_value(); // 0 when it is not fixed
        if (value < 1 || value > kMaxFeatures)
            fail(Message(say::kInputDimension, index + 1, value, kMaxFeatures));
        return static_cast<int>(value);
    }

    void follow(const OnnxNode& node) {
        const onnx::NodeProto& proto = node.proto();
        m_chain.operand = 1;
        if (proto.op_type() == "Add" && proto.input_size() == 2 && proto.input(1) == m_current)
            m_chain.operand = 0;
        const int taken = 1 - m_chain.operand;
        if (taken >= proto.input_size() || proto.input(taken) != m_current)
            node.fail(Message(say::kNoChain, m_current));
        const bool mask = proto.op_type() == "Dropout" && proto.output_size() == 2;
        if ((proto.output_size() != 1 && !mask) || proto.output(0).empty())
            node.fail(Message(say::kSeveralOutputs));
        m_current = proto.output(0);
    }

    void readNode(OnnxNode& node) {
        static const std::map<std::string, Reader> kReaders{
            {"Add", &readAdd},
            {"AveragePool", &readAveragePool},
            {"BatchNormalization", &readBatchNorm},
            {"Conv", &readConv},
            {"Dropout", &readDropout},
            {"Flatten", &readFlatten},
            {"Gather", &readGather},
            {"Gemm", &readGemm},
            {"GlobalAveragePool", &readGlobalAveragePool},
            {"Identity", &readIdentity},
            {"LeakyRelu", &readLeakyRelu},
            {"LogSoftmax", &readSoftmax},
            {"MatMul", &readMatMul},
            {"MaxPool", &readMaxPool},
            {"Relu", &readRelu},
            {"Reshape", &readReshape},
            {"Softmax", &readSoftmax},
            {"Transpose", &readTranspose},
        };
        const bool standard = node.proto().domain().empty() || node.proto().domain() == "ai.onnx";
        const auto reader = kReaders.find(node.proto().op_type());
        if (!standard || reader == kReaders.end()) {
            std::string known;
            for (const auto& [name, unused] : kReaders) known += (known.empty() ? "" : ", ") + name;
            node.fail(Message(say::kNotSupported, known));
        }
        if (m_chain.hasSoftmax && node.proto().op_type() != "Identity")
            node.fail(Message(say::kBehindSoftmax));
        reader->second(node, m_chain);
    }

    void requireFeatures(const Shape& shape, const Message& what) const {
        const auto features = static_cast<std::int64_t>(shape.channels) * shape.height * shape.width;
        if (features > kMaxFeatures) fail(Message(say::kTooManyFeatures, what, features, kMaxFeatures));
    }

    void checkShapes() const {
        const Shape last = m_chain.shape();
        const std::vector<Shape> shapes = m_chain.network.shapes();
        for (std::size_t i = 0; i < shapes.size(); ++i)
            requireFeatures(shapes[i], Message(say::kLayerNumber, i + 1));
        if (m_chain.layout != OnnxLayout::Flat || m_chain.flattened)
            fail(Message(say::kEndsInMaps, toString(last)));
    }

    const onnx::GraphProto& m_graph;
    OnnxChain m_chain;
    std::string m_current; ///< name of the value that the next node takes
};

} // namespace

OnnxChain readOnnxChain(const onnx::GraphProto& graph, const std::string& file) {
    return ChainReader(graph, file).read();
}

} // namespace tristate::io
