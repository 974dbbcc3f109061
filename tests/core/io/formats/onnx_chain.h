#pragma once

#include "core/io/formats/onnx/onnx_bytes.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"

#include <onnx/onnx_pb.h>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tristate::io {

using nn::RowMatrix;
using Sizes = std::vector<std::int64_t>;

/// A chain as another program might write it, node by node.
class Chain {
public:
    explicit Chain(const Sizes& input) {
        m_model.set_ir_version(7);
        m_model.add_opset_import()->set_version(13);
        auto& type = *graph().add_input()->mutable_type()->mutable_tensor_type();
        graph().mutable_input(0)->set_name("x0");
        type.set_elem_type(onnx::TensorProto::FLOAT);
        type.mutable_shape()->add_dim()->set_dim_param("N");
        for (const std::int64_t size : input) type.mutable_shape()->add_dim()->set_dim_value(size);
    }

    onnx::GraphProto& graph() { return *m_model.mutable_graph(); }
    onnx::NodeProto& last() { return *graph().mutable_node(graph().node_size() - 1); }

    /// Takes the latest value and these.
    Chain& node(const std::string& op, const std::vector<std::string>& constants = {}) {
        auto& node = *graph().add_node();
        node.set_op_type(op);
        node.add_input("x" + std::to_string(m_values));
        for (const std::string& name : constants) node.add_input(name);
        node.add_output("x" + std::to_string(++m_values));
        return *this;
    }
    /// Takes these and yields this, beside the chain.
    Chain& beside(const std::string& op, const std::vector<std::string>& inputs, const std::string& output) {
        auto& node = *graph().add_node();
        node.set_op_type(op);
        for (const std::string& name : inputs) node.add_input(name);
        node.add_output(output);
        return *this;
    }
    /// The value that the next node of the chain takes.
    std::string latest() const { return "x" + std::to_string(m_values); }
    Chain& with(const std::string& name, std::int64_t value) {
        auto& attribute = addAttribute(name, onnx::AttributeProto::INT);
        attribute.set_i(value);
        return *this;
    }
    Chain& with(const std::string& name, const Sizes& values) {
        auto& attribute = addAttribute(name, onnx::AttributeProto::INTS);
        for (const std::int64_t value : values) attribute.add_ints(value);
        return *this;
    }
    Chain& with(const std::string& name, const std::string& text) {
        addAttribute(name, onnx::AttributeProto::STRING).set_s(text);
        return *this;
    }
    Chain& withReal(const std::string& name, float value) {
        addAttribute(name, onnx::AttributeProto::FLOAT).set_f(value);
        return *this;
    }
    /// A random initializer, of positive values.
    Chain& weights(const std::string& name, const Sizes& shape) {
        auto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::FLOAT);
        std::int64_t count = 1;
        for (const std::int64_t size : shape) tensor.add_dims(size), count *= size;
        for (std::int64_t i = 0; i < count; ++i) tensor.add_float_data(static_cast<float>(m_rng.uniform()));
        return *this;
    }
    Chain& integers(const std::string& name, const Sizes& values) {
        auto& tensor = *graph().add_initializer();
        tensor.set_name(name);
        tensor.set_data_type(onnx::TensorProto::INT64);
        tensor.add_dims(std::ssize(values));
        for (const std::int64_t value : values) tensor.add_int64_data(value);
        return *this;
    }

    float value(const std::string& name, int index) const {
        for (const auto& tensor : m_model.graph().initializer())
            if (tensor.name() == name) return tensor.float_data(index);
        throw std::out_of_range(name);
    }

    onnx::TensorProto& tensor(const std::string& name) {
        for (auto& tensor : *graph().mutable_initializer())
            if (tensor.name() == name) return tensor;
        throw std::out_of_range(name);
    }

    std::string bytes() {
        if (graph().output_size() == 0 || !m_keepsOutputs) {
            graph().clear_output();
            graph().add_output()->set_name(latest());
        }
        return m_model.SerializeAsString();
    }
    /// The outputs are those that the graph has already.
    Chain& keepOutputs() {
        m_keepsOutputs = true;
        return *this;
    }
    OnnxModel read(const std::optional<std::filesystem::path>& folder = std::nullopt) {
        return fromOnnx(bytes(), "net.onnx", folder);
    }
    std::string error() {
        return errorOf([this] { read(); });
    }
    RowMatrix predictions(const RowMatrix& samples) { return predict(read().network, samples); }

private:
    onnx::AttributeProto& addAttribute(const std::string& name, onnx::AttributeProto::AttributeType type) {
        auto& attribute = *last().add_attribute();
        attribute.set_name(name);
        attribute.set_type(type);
        return attribute;
    }

    onnx::ModelProto m_model;
    int m_values = 0;
    bool m_keepsOutputs = false;
    Rng m_rng{3};
};

} // namespace tristate::io
