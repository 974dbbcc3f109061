#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/onnx/onnx_names.h"
#include "core/messages/exports.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <onnx/checker.h>
#include <onnx/onnx_pb.h>

#include <bit>
#include <limits>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

/// Builds the graph node by node; it knows the format, not the network.
class GraphBuilder {
public:
    explicit GraphBuilder(onnx::GraphProto& graph) : m_graph(graph), m_current(kOnnxInput) {}

    void addInput(const std::vector<int>& sampleDimensions) {
        describe(*m_graph.add_input(), kOnnxInput, sampleDimensions);
    }

    /// The last node gets the name of the output.
    void finish(int classes) {
        m_graph.mutable_node(m_graph.node_size() - 1)->set_output(0, kOnnxOutput);
        describe(*m_graph.add_output(), kOnnxOutput, {classes});
    }

    /// Appends a node that takes the present value and yields the next one.
    onnx::NodeProto& addNode(const std::string& op, const std::string& name) {
        onnx::NodeProto& node = *m_graph.add_node();
        node.set_op_type(op);
        node.set_name(name);
        node.add_input(m_current);
        m_current = name + ".output";
        node.add_output(m_current);
        return node;
    }

    void addTensor(onnx::NodeProto& node, const std::string& name, const std::vector<int>& dimensions,
                   const float* values, Eigen::Index count) {
        onnx::TensorProto& tensor = *m_graph.add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        for (const int dimension : dimensions) tensor.add_dims(dimension);
        tensor.set_raw_data(values, static_cast<std::size_t>(count) * sizeof(float));
        node.add_input(name);
    }

    void addTensor(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
        onnx::TensorProto& tensor = *m_graph.add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::INT64);
        tensor.add_dims(std::ssize(values));
        tensor.set_raw_data(values.data(), values.size() * sizeof(std::int64_t));
        node.add_input(name);
    }

    static void setAttribute(onnx::NodeProto& node, const std::string& name, std::int64_t value) {
        onnx::AttributeProto& attribute = *node.add_attribute();
        attribute.set_name(name);
        attribute.set_type(onnx::AttributeProto::INT);
        attribute.set_i(value);
    }

    static void setAttribute(onnx::NodeProto& node, const std::string& name, float value) {
        onnx::AttributeProto& attribute = *node.add_attribute();
        attribute.set_name(name);
        attribute.set_type(onnx::AttributeProto::FLOAT);
        attribute.set_f(value);
    }

    static void setAttribute(onnx::NodeProto& node, const std::string& name, int repeat, std::int64_t value) {
        onnx::AttributeProto& attribute = *node.add_attribute();
        attribute.set_name(name);
        attribute.set_type(onnx::AttributeProto::INTS);
        for (int i = 0; i < repeat; ++i) attribute.add_ints(value);
    }

private:
    /// A value of N samples of these dimensions.
    static void describe(onnx::ValueInfoProto& value, const std::string& name,
                         const std::vector<int>& sampleDimensions) {
        value.set_name(name);
        auto& type = *value.mutable_type()->mutable_tensor_type();
        type.set_elem_type(onnx::TensorProto::FLOAT);
        type.mutable_shape()->add_dim()->set_dim_param("N");
        for (const int dimension : sampleDimensions)
            type.mutable_shape()->add_dim()->set_dim_value(dimension);
    }

    onnx::GraphProto& m_graph;
    std::string m_current;
};

/// Walks over the network; it knows the layers, not the format.
class NetworkWriter {
public:
    explicit NetworkWriter(onnx::GraphProto& graph) : m_graph(graph) {}

    void write(const nn::PlainNetwork& network) {
        const std::vector<Shape> shapes = network.shapes();
        if (shapes.empty()) throw Error(say::kNoLayers);
        if (!shapes.back().isFlat()) throw Error(say::kEndsInMaps, toString(shapes.back()));
        m_maps = takesMaps(network);
        const Shape& input = network.input;
        m_graph.addInput(m_maps ? std::vector{input.channels, input.height, input.width}
                                : std::vector{input.features()});
        for (const nn::PlainLayer& layer : network.layers)
            std::visit([this](const auto& kind) { write(kind); }, layer);
        if (m_maps) write(nn::PlainFlatten{});
        m_graph.finish(shapes.back().channels);
    }

private:
    /// Whether the input is maps, [N, C, H, W]: by its shape, or because a layer for maps comes first.
    static bool takesMaps(const nn::PlainNetwork& network) {
        if (!network.input.isFlat()) return true;
        for (const nn::PlainLayer& layer : network.layers) {
            if (std::holds_alternative<nn::PlainDense>(layer)) return false;
            if (std::holds_alternative<nn::PlainSelect>(layer)) return false;
            if (!std::holds_alternative<nn::PlainRelu>(layer)) return true;
        }
        return false;
    }

    void write(const nn::PlainDense& dense) {
        if (m_maps) write(nn::PlainFlatten{});
        const std::string name = "fc" + std::to_string(++m_dense);
        onnx::NodeProto& node = m_graph.addNode("Gemm", name);
        const int outputs = static_cast<int>(dense.weight.rows());
        const int inputs = static_cast<int>(dense.weight.cols());
        m_graph.addTensor(node, name + ".weight", {outputs, inputs}, dense.weight.data(),
                          dense.weight.size());
        m_graph.addTensor(node, name + ".bias", {outputs}, dense.bias.data(), dense.bias.size());
        m_graph.setAttribute(node, "transB", std::int64_t{1});
    }

    void write(const nn::PlainConv& conv) {
        const std::string name = "conv" + std::to_string(++m_conv);
        onnx::NodeProto& node = m_graph.addNode("Conv", name);
        const int maps = static_cast<int>(conv.weight.rows());
        m_graph.addTensor(node, name + ".weight", {maps, conv.inputMaps, conv.kernel, conv.kernel},
                          conv.weight.data(), conv.weight.size());
        m_graph.addTensor(node, name + ".bias", {maps}, conv.bias.data(), conv.bias.size());
        m_graph.setAttribute(node, "kernel_shape", 2, conv.kernel);
        m_graph.setAttribute(node, "strides", 2, conv.stride);
        m_graph.setAttribute(node, "pads", 4, conv.padding);
    }

    void write(const nn::PlainRelu& relu) {
        const bool isLeaky = relu.slope != 0;
        onnx::NodeProto& node =
            m_graph.addNode(isLeaky ? "LeakyRelu" : "Relu", "relu" + std::to_string(++m_relu));
        if (isLeaky) m_graph.setAttribute(node, "alpha", relu.slope);
    }

    void write(const nn::PlainPool& pool) {
        onnx::NodeProto& node = m_graph.addNode(pool.kind == nn::PoolKind::Max ? "MaxPool" : "AveragePool",
                                                "pool" + std::to_string(++m_pool));
        m_graph.setAttribute(node, "kernel_shape", 2, pool.size);
        m_graph.setAttribute(node, "strides", 2, pool.stride);
    }

    void write(const nn::PlainFlatten&) {
        onnx::NodeProto& node = m_graph.addNode("Flatten", "flatten" + std::to_string(++m_flatten));
        m_graph.setAttribute(node, "axis", std::int64_t{1});
        m_maps = false;
    }

    void write(const nn::PlainSelect& select) {
        if (m_maps) write(nn::PlainFlatten{});
        const std::string name = "select" + std::to_string(++m_select);
        onnx::NodeProto& node = m_graph.addNode("Gather", name);
        const std::vector<std::int64_t> indices(select.indices.begin(), select.indices.end());
        m_graph.addTensor(node, name + ".indices", indices);
        m_graph.setAttribute(node, "axis", std::int64_t{1});
    }

    GraphBuilder m_graph;
    bool m_maps = false; ///< the present value is maps
    int m_dense = 0, m_conv = 0, m_relu = 0, m_pool = 0, m_flatten = 0, m_select = 0;
};

void addMetadata(onnx::ModelProto& model, const std::string& key, const std::string& value) {
    onnx::StringStringEntryProto& entry = *model.add_metadata_props();
    entry.set_key(kMetadataPrefix + key);
    entry.set_value(value);
}

onnx::ModelProto makeModel(const nn::PlainNetwork& network, const Metadata& metadata) {
    onnx::ModelProto model;
    model.set_ir_version(kIrVersion);
    model.set_producer_name("Tristate Lab");
    onnx::OperatorSetIdProto& opset = *model.add_opset_import();
    opset.set_domain("");
    opset.set_version(kOpset);
    model.mutable_graph()->set_name("network");
    NetworkWriter(*model.mutable_graph()).write(network);
    for (const auto& [key, value] : metadata) addMetadata(model, key, value);
    if (!network.keptUnits.empty()) addMetadata(model, kKeptUnitsKey, dumpJson(network.keptUnits, -1));
    return model;
}

} // namespace

std::string toOnnx(const nn::PlainNetwork& network, const Metadata& metadata) {
    const onnx::ModelProto model = makeModel(network, metadata);
    if (model.ByteSizeLong() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw Error(say::kOnnxHoldsAtMost, model.ByteSizeLong());
    try {
        onnx::checker::check_model(model);
    } catch (const onnx::checker::ValidationError& error) {
        throw Error(say::kOnnxChecker, error.what());
    }
    return model.SerializeAsString();
}

void writeOnnx(const std::filesystem::path& file, const nn::PlainNetwork& network, const Metadata& metadata) {
    std::string bytes;
    try {
        bytes = toOnnx(network, metadata);
    } catch (const Error& error) {
        throw Error(say::kCannotWrite, file.string(), error.message());
    }
    writeAtomically(file, bytes);
}

} // namespace tristate::io
