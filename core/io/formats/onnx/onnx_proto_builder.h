#pragma once

#include "core/io/formats/onnx/onnx_names.h"

#include <Eigen/Core>
#include <onnx/onnx_pb.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace tristate::io {

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

/// Builds an ONNX graph node by node; it knows the format, not the network. Internal to core/io.
class ProtoBuilder {
public:
    explicit ProtoBuilder(onnx::GraphProto& graph) : m_graph(graph) {}

    void addInput(const std::vector<int>& sampleDimensions) {
        describe(*m_graph.add_input(), kOnnxInput, sampleDimensions);
    }

    /// The last node gets the name of the output.
    void finish(int classes) {
        m_graph.mutable_node(m_graph.node_size() - 1)->set_output(0, kOnnxOutput);
        describe(*m_graph.add_output(), kOnnxOutput, {classes});
    }

    /// Appends a node that takes these values and yields "NAME.output".
    onnx::NodeProto& addNode(const std::string& op, const std::string& name,
                             const std::vector<std::string>& inputs) {
        onnx::NodeProto& node = *m_graph.add_node();
        node.set_op_type(op);
        node.set_name(name);
        for (const std::string& input : inputs) node.add_input(input);
        node.add_output(name + ".output");
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
};

} // namespace tristate::io
