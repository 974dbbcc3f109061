#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/onnx/onnx_names.h"
#include "core/io/formats/onnx/onnx_proto_builder.h"
#include "core/messages/exports.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <onnx/checker.h>
#include <onnx/onnx_pb.h>

#include <limits>
#include <utility>

namespace tristate::io {

namespace {

/// What a node yields, as the file names it.
struct Value {
    std::string name;
    bool isMaps = false; ///< [N, C, H, W], otherwise [N, features]
};

/// Walks over the network; it knows the nodes, not the format.
class NetworkWriter {
public:
    explicit NetworkWriter(onnx::GraphProto& graph) : m_proto(graph) {}

    void write(const nn::PlainNetwork& network) {
        const std::vector<Shape> shapes = network.shapes();
        if (shapes.empty()) throw Error(say::kNoLayers);
        if (!shapes.back().isFlat()) throw Error(say::kEndsInMaps, toString(shapes.back()));
        const Shape& input = network.graph.input;
        m_values.push_back({kOnnxInput, !input.isFlat()});
        m_proto.addInput(input.isFlat() ? std::vector{input.features()}
                                        : std::vector{input.channels, input.height, input.width});
        const std::vector<std::string> names = graph::names(network.graph);
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_name = names[i];
            m_numbers = &network.weights[i];
            m_inputs = &network.graph.nodes[i].inputs;
            m_in = nn::inputShape(network, shapes, static_cast<int>(i));
            m_out = shapes[i];
            m_values.push_back(std::visit([this](const auto& kind) { return write(kind); },
                                          network.operation(static_cast<int>(i))));
        }
        if (m_values.back().isMaps) flattened(m_values.back());
        m_proto.finish(shapes.back().channels);
    }

private:
    const Value& input(std::size_t i = 0) const {
        return m_values[static_cast<std::size_t>((*m_inputs)[i] + 1)];
    }

    Value write(const graph::Dense& dense) {
        onnx::NodeProto& node = m_proto.addNode("Gemm", m_name, {flattened(input())});
        addWeights(node, {dense.units, m_in.features()});
        m_proto.setAttribute(node, "transB", std::int64_t{1});
        return {node.output(0), false};
    }

    Value write(const graph::Conv& conv) {
        onnx::NodeProto& node = m_proto.addNode("Conv", m_name, {input().name});
        addWeights(node, {conv.maps, m_in.channels / conv.groups, conv.kernel, conv.kernel});
        addWindow(node, conv, conv.groups);
        return {node.output(0), true};
    }

    Value write(const graph::Depthwise& depthwise) {
        onnx::NodeProto& node = m_proto.addNode("Conv", m_name, {input().name});
        addWeights(node, {m_in.channels, 1, depthwise.kernel, depthwise.kernel});
        addWindow(node, depthwise, m_in.channels);
        return {node.output(0), true};
    }

    Value write(const graph::Relu& relu) {
        std::string name = input().name;
        const bool isCapped = relu.cap > 0;
        if (!isCapped || relu.slope != 0) {
            onnx::NodeProto& node = m_proto.addNode(relu.slope != 0 ? "LeakyRelu" : "Relu",
                                                    m_name + (isCapped ? ".slope" : ""), {name});
            if (relu.slope != 0) m_proto.setAttribute(node, "alpha", relu.slope);
            name = node.output(0);
        }
        if (isCapped) {
            onnx::NodeProto& node = m_proto.addNode("Clip", m_name, {name});
            const float least = 0;
            if (relu.slope == 0)
                m_proto.addTensor(node, m_name + ".least", {}, &least, 1);
            else
                node.add_input("");
            m_proto.addTensor(node, m_name + ".most", {}, &relu.cap, 1);
            name = node.output(0);
        }
        return {name, input().isMaps};
    }

    /// Programs differ in what they make of windows that end outside, but where none of these counts; an
    /// average that counts zeros of the padding gets them from a node of their own then.
    Value write(const graph::Pool& pool) {
        const bool isMax = pool.kind == graph::PoolKind::Max;
        const auto roundedDown = [&](int side) {
            return (side + 2 * pool.padding - pool.size) / pool.stride + 1;
        };
        const bool isCeil =
            m_out.height != roundedDown(m_in.height) || m_out.width != roundedDown(m_in.width);
        const bool padsApart = !isMax && isCeil && pool.padding > 0 && !pool.insideOnly;
        const std::string from = padsApart ? padded(pool.padding) : input().name;
        onnx::NodeProto& node = m_proto.addNode(isMax ? "MaxPool" : "AveragePool", m_name, {from});
        m_proto.setAttribute(node, "kernel_shape", 2, pool.size);
        m_proto.setAttribute(node, "strides", 2, pool.stride);
        if (pool.padding > 0 && !padsApart) {
            m_proto.setAttribute(node, "pads", 4, pool.padding);
            if (!isMax && !pool.insideOnly) m_proto.setAttribute(node, "count_include_pad", std::int64_t{1});
        }
        if (isCeil) m_proto.setAttribute(node, "ceil_mode", std::int64_t{1});
        return {node.output(0), true};
    }

    Value write(const graph::GlobalAverage&) {
        return {m_proto.addNode("GlobalAveragePool", m_name, {input().name}).output(0), true};
    }

    Value write(const graph::Add&) {
        const auto [names, isMaps] = joined();
        return {m_proto.addNode(names.size() == 2 ? "Add" : "Sum", m_name, names).output(0), isMaps};
    }

    Value write(const graph::Concat&) {
        const auto [names, isMaps] = joined();
        onnx::NodeProto& node = m_proto.addNode("Concat", m_name, names);
        m_proto.setAttribute(node, "axis", std::int64_t{1});
        return {node.output(0), isMaps};
    }

    Value write(const graph::ResponseNorm& norm) {
        onnx::NodeProto& node = m_proto.addNode("LRN", m_name, {input().name});
        m_proto.setAttribute(node, "size", std::int64_t{norm.size});
        m_proto.setAttribute(node, "alpha", norm.alpha);
        m_proto.setAttribute(node, "beta", norm.beta);
        m_proto.setAttribute(node, "bias", norm.bias);
        return {node.output(0), true};
    }

    Value write(const graph::Select& select) {
        const std::string from = select.values ? flattened(input()) : input().name;
        onnx::NodeProto& node = m_proto.addNode("Gather", m_name, {from});
        m_proto.addTensor(node, m_name + ".indices", {select.indices.begin(), select.indices.end()});
        m_proto.setAttribute(node, "axis", std::int64_t{1});
        return {node.output(0), input().isMaps && !select.values};
    }

    Value write(const graph::Affine&) {
        const std::vector<int> sizes =
            input().isMaps ? std::vector{m_in.channels, 1, 1} : std::vector{m_in.channels};
        onnx::NodeProto& scale = m_proto.addNode("Mul", m_name + ".scaled", {input().name});
        m_proto.addTensor(scale, m_name + ".weight", sizes, m_numbers->weight.data(),
                          m_numbers->weight.size());
        onnx::NodeProto& shift = m_proto.addNode("Add", m_name, {m_name + ".scaled.output"});
        m_proto.addTensor(shift, m_name + ".bias", sizes, m_numbers->bias.data(), m_numbers->bias.size());
        return {shift.output(0), input().isMaps};
    }

    /// What a finished network does not have.
    template <class Other>
    Value write(const Other&) {
        return input();
    }

    void addWeights(onnx::NodeProto& node, const std::vector<int>& sizes) {
        m_proto.addTensor(node, m_name + ".weight", sizes, m_numbers->weight.data(),
                          m_numbers->weight.size());
        m_proto.addTensor(node, m_name + ".bias", {sizes.front()}, m_numbers->bias.data(),
                          m_numbers->bias.size());
    }

    template <class Kind>
    void addWindow(onnx::NodeProto& node, const Kind& conv, int groups) {
        m_proto.setAttribute(node, "kernel_shape", 2, conv.kernel);
        m_proto.setAttribute(node, "strides", 2, conv.stride);
        m_proto.setAttribute(node, "pads", 4, conv.padding);
        if (conv.dilation != 1) m_proto.setAttribute(node, "dilations", 2, conv.dilation);
        if (groups != 1) m_proto.setAttribute(node, "group", std::int64_t{groups});
    }

    /// The names of all inputs; vectors and maps of one place become vectors.
    std::pair<std::vector<std::string>, bool> joined() {
        bool isMaps = true;
        for (std::size_t i = 0; i < m_inputs->size(); ++i) isMaps = isMaps && input(i).isMaps;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < m_inputs->size(); ++i)
            names.push_back(isMaps ? input(i).name : flattened(input(i)));
        return {names, isMaps};
    }

    std::string flattened(const Value& value) {
        if (!value.isMaps) return value.name;
        onnx::NodeProto& node =
            m_proto.addNode("Flatten", "flatten" + std::to_string(++m_flatten), {value.name});
        m_proto.setAttribute(node, "axis", std::int64_t{1});
        return node.output(0);
    }

    /// Zeros around the maps of the input.
    std::string padded(int padding) {
        onnx::NodeProto& node = m_proto.addNode("Pad", m_name + ".padding", {input().name});
        m_proto.addTensor(node, m_name + ".pads", {0, 0, padding, padding, 0, 0, padding, padding});
        return node.output(0);
    }

    ProtoBuilder m_proto;
    std::vector<Value> m_values; ///< the input, then of every node
    // Of the present node
    std::string m_name;
    const nn::NodeWeights* m_numbers = nullptr;
    const std::vector<int>* m_inputs = nullptr;
    Shape m_in, m_out;
    int m_flatten = 0;
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
