#include "core/io/formats/onnx/onnx_graph_reader.h"

#include "core/base/error.h"
#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/io/formats/onnx/onnx_order.h"
#include "core/messages/common.h"
#include "core/messages/exports.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"
#include "core/messages/onnx.h"
#include "core/nn/plain_changes.h"

#include <cstdint>
#include <map>
#include <utility>

namespace tristate::io {

namespace {

constexpr int kMaxNodes = 4096;

using Reader = void (*)(OnnxNode&, OnnxNet&);

const std::map<std::string, Reader>& readers() {
    static const std::map<std::string, Reader> kReaders{
        {"Add", &readAdd},
        {"ArgMax", &readArgMax},
        {"AveragePool", &readAveragePool},
        {"BatchNormalization", &readBatchNorm},
        {"Cast", &readCast},
        {"Clip", &readClip},
        {"Concat", &readConcat},
        {"Conv", &readConv},
        {"Div", &readDiv},
        {"Dropout", &readDropout},
        {"Flatten", &readFlatten},
        {"Gather", &readGather},
        {"Gemm", &readGemm},
        {"GlobalAveragePool", &readGlobalAveragePool},
        {"Identity", &readIdentity},
        {"LRN", &readResponseNorm},
        {"LeakyRelu", &readLeakyRelu},
        {"LogSoftmax", &readSoftmax},
        {"MatMul", &readMatMul},
        {"MaxPool", &readMaxPool},
        {"Mul", &readMul},
        {"Neg", &readNeg},
        {"Pad", &readPad},
        {"ReduceMean", &readReduceMean},
        {"Relu", &readRelu},
        {"Reshape", &readReshape},
        {"Shape", &readShape},
        {"Sigmoid", &readSigmoid},
        {"Softmax", &readSoftmax},
        {"Slice", &readSlice},
        {"Split", &readSplit},
        {"Squeeze", &readSqueeze},
        {"Sub", &readSub},
        {"Sum", &readSum},
        {"Transpose", &readTranspose},
        {"Unsqueeze", &readUnsqueeze},
    };
    return kReaders;
}

/// Follows the nodes from the input to the first output.
class GraphReader {
public:
    GraphReader(const onnx::GraphProto& graph, const std::string& file,
                std::optional<std::filesystem::path> folder)
        : m_graph(graph), m_file(file), m_net(graph, file, std::move(folder)) {}

    OnnxNet read() {
        if (m_graph.node_size() == 0) fail(Message(say::kNoNodes));
        if (m_graph.node_size() > kMaxNodes)
            fail(Message(say::kTooManyNodes, m_graph.node_size(), kMaxNodes));
        if (m_graph.output_size() == 0) fail(Message(say::kNoOutput));
        std::vector<std::string> known{readInput()};
        for (const auto& tensor : m_graph.initializer()) known.push_back(tensor.name());
        const std::string& output = m_graph.output(0).name();
        for (const int i : onnxOrder(m_graph, m_file, output, known)) {
            OnnxNode node(m_graph.node(i), i, m_file);
            readNode(node);
        }
        if (!m_net.knows(output)) fail(Message(say::kNothingYields, output));
        finish(output);
        return std::move(m_net);
    }

private:
    [[noreturn]] void fail(const Message& what) const { throw Error(say::kOfThing, m_file, what); }

    /// Returns its name.
    std::string readInput() {
        const onnx::ValueInfoProto* input = nullptr;
        for (const auto& candidate : m_graph.input()) {
            if (m_net.constants.contains(candidate.name())) continue; // older files list their constants here
            if (input) fail(Message(say::kSeveralInputs));
            input = &candidate;
        }
        if (!input) fail(Message(say::kNoInput));
        const auto& type = input->type().tensor_type();
        const int element = type.elem_type();
        if (element != onnx::TensorProto::FLOAT && element != onnx::TensorProto::FLOAT16 &&
            element != onnx::TensorProto::DOUBLE && element != onnx::TensorProto::BFLOAT16)
            fail(Message(say::kInputType, input->name(),
                         onnx::TensorProto_DataType_Name(static_cast<onnx::TensorProto_DataType>(element))));
        const int rank = type.shape().dim_size();
        if (rank < 2 || rank > 4) fail(Message(say::kInputDimensions, input->name(), rank));
        Shape shape{rank == 3 ? 1 : dimension(type.shape(), 1), 1, 1};
        if (rank > 2) shape.height = dimension(type.shape(), rank - 2);
        if (rank > 2) shape.width = dimension(type.shape(), rank - 1);
        const auto features = static_cast<std::int64_t>(shape.channels) * shape.height * shape.width;
        if (features > kMaxFeatures)
            fail(Message(say::kTooManyFeatures, Message(say::kTheInput), features, kMaxFeatures));
        m_net.setInput(shape);
        m_net.define(input->name(), {.layout = rank == 2   ? OnnxLayout::Flat
                                               : rank == 3 ? OnnxLayout::Rows
                                                           : OnnxLayout::ChannelsFirst});
        return input->name();
    }

    int dimension(const onnx::TensorShapeProto& shape, int index) const {
        const std::int64_t value = shape.dim(index).dim_value(); // 0 when it is not fixed
        if (value < 1 || value > kMaxFeatures)
            fail(Message(say::kInputDimension, index + 1, value, kMaxFeatures));
        return static_cast<int>(value);
    }

    void readNode(OnnxNode& node) {
        const onnx::NodeProto& proto = node.proto();
        if (proto.op_type() == "Constant") return readConstant(node);
        if (proto.op_type() != "Split") requireOneOutput(node);
        bool isConstant = true;
        for (int i = 0; i < proto.input_size(); ++i)
            isConstant = isConstant && !m_net.constants.isValue(node, i);
        if (isConstant && computeConstant(node, m_net.constants)) return node.done();
        if (endedBefore(node)) return;
        const bool standard = proto.domain().empty() || proto.domain() == "ai.onnx";
        const auto reader = readers().find(proto.op_type());
        if (!standard || reader == readers().end()) {
            std::string names;
            for (const auto& [name, unused] : readers()) names += (names.empty() ? "" : ", ") + name;
            node.fail(Message(say::kNotSupported, names));
        }
        reader->second(node, m_net);
        node.done();
    }

    /// Of a scalar, a list or a tensor.
    void readConstant(OnnxNode& node) {
        for (const auto& attribute : node.proto().attribute()) {
            if (attribute.name() == "value" && attribute.has_t())
                return m_net.constants.addStored(node.proto().output(0), attribute.t());
            OnnxTensor tensor;
            tensor.isInteger = attribute.name() == "value_int" || attribute.name() == "value_ints";
            tensor.reals.assign(attribute.floats().begin(), attribute.floats().end());
            tensor.integers.assign(attribute.ints().begin(), attribute.ints().end());
            if (attribute.name() == "value_float") tensor.reals = {attribute.f()};
            if (attribute.name() == "value_int") tensor.integers = {attribute.i()};
            if (attribute.name().ends_with("s")) tensor.dims = {tensor.count()};
            if (tensor.count() > 0 && attribute.name().starts_with("value_"))
                return m_net.constants.add(node, node.proto().output(0), std::move(tensor));
        }
        node.fail(Message(say::kNoValue));
    }

    static void requireOneOutput(const OnnxNode& node) {
        const onnx::NodeProto& proto = node.proto();
        const bool mask = proto.op_type() == "Dropout" && proto.output_size() == 2;
        if ((proto.output_size() != 1 && !mask) || proto.output(0).empty())
            node.fail(Message(say::kSeveralOutputs));
    }

    /// What follows a softmax or the like changes the logits no more.
    bool endedBefore(const OnnxNode& node) {
        const onnx::NodeProto& proto = node.proto();
        if (!node.has(0) || !m_net.knows(proto.input(0)) || !m_net.at(proto.input(0)).isEnded) return false;
        for (const char* kind : {"ArgMax", "Cast", "Flatten", "Identity", "LogSoftmax", "Reshape", "Sigmoid",
                                 "Softmax", "Squeeze", "Unsqueeze"})
            if (proto.op_type() == kind) {
                m_net.define(proto.output(0), m_net.at(proto.input(0)));
                return true;
            }
        node.fail(Message(say::kBehindSoftmax));
    }

    void finish(const std::string& output) {
        OnnxNode last(m_graph.node(m_graph.node_size() - 1), m_graph.node_size() - 1, m_file);
        OnnxValue value = m_net.at(output);
        const Shape shape = m_net.shapeOf(value);
        const bool isVector = value.layout == OnnxLayout::Flat || shape.isFlat();
        if (!isVector || value.isPadded()) fail(Message(say::kEndsInMaps, toString(shape)));
        value = m_net.asVector(last, value);
        if (value.node == graph::kInput) fail(Message(say::kNoLayers));
        nn::keepWhatLeadsTo(m_net.network, value.node);
        nn::foldScales(m_net.network);
        for (int i = 1; i < m_graph.output_size(); ++i) {
            const std::string& other = m_graph.output(i).name();
            const bool isSame = m_net.knows(other) && m_net.at(other).node == m_net.at(output).node;
            if (!isSame) m_net.notes.emplace_back(say::kOutputLeftOut, other);
        }
    }

    const onnx::GraphProto& m_graph;
    const std::string& m_file;
    OnnxNet m_net;
};

} // namespace

OnnxNet readOnnxGraph(const onnx::GraphProto& graph, const std::string& file,
                      std::optional<std::filesystem::path> folder) {
    return GraphReader(graph, file, std::move(folder)).read();
}

} // namespace tristate::io
