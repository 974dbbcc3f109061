#include "core/base/error.h"
#include "core/io/atomic_file.h"
#include "core/io/json_fields.h"
#include "core/io/onnx.h"
#include "core/io/onnx_bytes.h"
#include "core/io/onnx_names.h"
#include "core/io/onnx_node.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <map>
#include <utility>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

/// The most values that a sample may have anywhere in the network.
constexpr std::int64_t kMostFeatures = 1 << 24;
constexpr int kMostSide = 65'536;

std::string describe(const std::vector<std::int64_t>& dimensions) {
    std::string text;
    for (const std::int64_t dimension : dimensions)
        text += (text.empty() ? "" : "x") + std::to_string(dimension);
    return "[" + text + "]";
}

/// The constants of a graph: dense tensors of floats. Each is handed out once, so what is allocated for a
/// network is bounded by the size of its file.
class Initializers {
public:
    explicit Initializers(const onnx::GraphProto& graph) {
        for (const auto& tensor : graph.initializer()) m_tensors.emplace(tensor.name(), &tensor);
    }

    bool contains(const std::string& name) const { return m_tensors.contains(name); }

    /// Weights: floats.
    const onnx::TensorProto& take(const OnnxNode& node, int input) {
        const onnx::TensorProto& tensor = takeAny(node, input);
        check(node, tensor, onnx::TensorProto::FLOAT, tensor.float_data_size(), sizeof(float));
        return tensor;
    }

    /// A list of 64-bit indices.
    const onnx::TensorProto& takeIndices(const OnnxNode& node, int input) {
        const onnx::TensorProto& tensor = takeAny(node, input);
        check(node, tensor, onnx::TensorProto::INT64, tensor.int64_data_size(), sizeof(std::int64_t));
        if (tensor.dims_size() != 1)
            node.fail("has indices of " + std::to_string(tensor.dims_size()) + " dimensions, expected 1");
        return tensor;
    }

private:
    const onnx::TensorProto& takeAny(const OnnxNode& node, int input) {
        if (input >= node.proto().input_size() || node.proto().input(input).empty())
            node.fail("has no input " + std::to_string(input + 1) + ", expected its weights there");
        const auto found = m_tensors.find(node.proto().input(input));
        if (found == m_tensors.end())
            node.fail("takes '" + node.proto().input(input) +
                      "' as weights, which is no constant of the file or serves another node already");
        const onnx::TensorProto& tensor = *found->second;
        m_tensors.erase(found);
        return tensor;
    }

    /// `listed`: values that are not stored as raw bytes.
    static void check(const OnnxNode& node, const onnx::TensorProto& tensor, int type, int listed,
                      std::size_t size) {
        const std::string title = "has weights '" + tensor.name() + "' ";
        if (tensor.data_location() == onnx::TensorProto::EXTERNAL)
            node.fail(title + "in another file, which is not supported");
        if (tensor.data_type() != type)
            node.fail(title + "of type " + std::to_string(tensor.data_type()) + ", expected " +
                      (type == onnx::TensorProto::FLOAT ? "1 (float)" : "7 (int64)"));
        const std::int64_t stored =
            tensor.has_raw_data() ? static_cast<std::int64_t>(tensor.raw_data().size() / size) : listed;
        const bool wholeValues = !tensor.has_raw_data() || tensor.raw_data().size() % size == 0;
        const std::vector<std::int64_t> dimensions(tensor.dims().begin(), tensor.dims().end());
        if (!wholeValues || countUpTo(dimensions, stored) != stored)
            node.fail(title + "of shape " + describe(dimensions) + ", but " + std::to_string(stored) +
                      " values are stored");
        if (stored == 0) node.fail(title + "without any value");
    }

    /// The product of the dimensions, or -1 when one is not positive or the product exceeds `most`.
    static std::int64_t countUpTo(const std::vector<std::int64_t>& dimensions, std::int64_t most) {
        std::int64_t count = 1;
        for (const std::int64_t dimension : dimensions) {
            if (dimension < 1 || dimension > most / count) return -1;
            count *= dimension;
        }
        return count;
    }

    std::map<std::string, const onnx::TensorProto*> m_tensors;
};

/// The values of a checked tensor, as rows x columns.
nn::RowMatrix matrixOf(const OnnxNode& node, const onnx::TensorProto& tensor, std::int64_t rows,
                       std::int64_t columns) {
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    if (rows > kMost || columns > kMost) node.fail("has weights '" + tensor.name() + "' that are too large");
    nn::RowMatrix values(rows, columns);
    const std::size_t bytes = static_cast<std::size_t>(values.size()) * sizeof(float);
    std::memcpy(values.data(),
                tensor.has_raw_data() ? static_cast<const void*>(tensor.raw_data().data())
                                      : tensor.float_data().data(),
                bytes);
    if (!values.allFinite()) node.fail("has weights '" + tensor.name() + "' with a value that is not finite");
    return values;
}

/// Follows the chain of nodes from the input to the output.
class ChainReader {
public:
    ChainReader(const onnx::GraphProto& graph, std::string file)
        : m_graph(graph), m_file(std::move(file)), m_initializers(graph) {}

    nn::PlainNetwork read() {
        readInput();
        for (int i = 0; i < m_graph.node_size(); ++i) {
            OnnxNode node(m_graph.node(i), i, m_file);
            follow(node);
            readNode(node);
            node.done();
        }
        if (m_graph.node_size() == 0) fail("the graph has no nodes");
        if (m_graph.output_size() != 1 || m_graph.output(0).name() != m_current)
            fail("the graph's output is not the output of its last node, expected a chain with one output");
        checkShapes();
        return std::move(m_network);
    }

private:
    [[noreturn]] void fail(const std::string& what) const { throw Error(m_file + ": " + what); }

    void readInput() {
        const onnx::ValueInfoProto* input = nullptr;
        for (const auto& candidate : m_graph.input()) {
            if (m_initializers.contains(candidate.name())) continue; // older files list their constants here
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
        if (rank != 2 && rank != 4)
            fail("the input '" + m_current + "' has " + std::to_string(rank) +
                 " dimensions, expected [N, features] or [N, channels, height, width]");
        m_maps = rank == 4;
        m_network.input.channels = dimension(type.shape(), 1);
        if (m_maps) m_network.input.height = dimension(type.shape(), 2);
        if (m_maps) m_network.input.width = dimension(type.shape(), 3);
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
        if (proto.input_size() == 0 || proto.input(0) != m_current)
            node.fail("does not take '" + m_current + "', the output of the node before; expected a chain");
        if (proto.output_size() != 1 || proto.output(0).empty())
            node.fail("has several outputs, expected one");
        m_current = proto.output(0);
    }

    void readNode(OnnxNode& node) {
        const std::string& op = node.proto().op_type();
        const bool standard = node.proto().domain().empty() || node.proto().domain() == "ai.onnx";
        if (standard && op == "Gemm") return readGemm(node);
        if (standard && op == "Conv") return readConv(node);
        if (standard && op == "MaxPool") return readPool(node, nn::PoolKind::Max);
        if (standard && op == "AveragePool") return readPool(node, nn::PoolKind::Average);
        if (standard && op == "Gather") return readGather(node);
        if (standard && op == "Flatten") return readFlatten(node);
        if (standard && op == "Relu") return m_network.layers.push_back(nn::PlainRelu{});
        node.fail("is not supported, expected Gemm, Conv, Relu, MaxPool, AveragePool, Gather or Flatten");
    }

    void readGemm(OnnxNode& node) {
        if (m_maps) node.fail("takes feature maps, expected a Flatten before it");
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1)
            node.fail("has an alpha or beta other than 1");
        node.expect("transA", 0);
        const bool transposed = node.integer("transB", 0) != 0;
        const onnx::TensorProto& tensor = m_initializers.take(node, 1);
        if (tensor.dims_size() != 2)
            node.fail("has weights of " + std::to_string(tensor.dims_size()) + " dimensions, expected 2");
        nn::RowMatrix weight = matrixOf(node, tensor, tensor.dims(0), tensor.dims(1));
        if (!transposed) weight = weight.transpose().eval();
        Eigen::VectorXf bias = readBias(node, weight.rows());
        m_network.layers.push_back(nn::PlainDense{std::move(weight), std::move(bias)});
    }

    void readConv(OnnxNode& node) {
        if (!m_maps) node.fail("takes a flat vector, expected feature maps");
        node.expect("group", 1);
        node.same("dilations", 2, 1, 1, 1);
        requireExplicitPadding(node);
        const onnx::TensorProto& tensor = m_initializers.take(node, 1);
        if (tensor.dims_size() != 4 || tensor.dims(2) != tensor.dims(3) || tensor.dims(2) > kMostSide ||
            tensor.dims(1) > kMostFeatures)
            node.fail("has weights of shape " + describe({tensor.dims().begin(), tensor.dims().end()}) +
                      ", expected [maps, input maps, kernel, kernel]");
        const int kernel = static_cast<int>(tensor.dims(2));
        if (node.same("kernel_shape", 2, kernel, 1, kMostSide) != kernel)
            node.fail("has a kernel_shape that differs from its weights'");
        nn::PlainConv conv{.weight = matrixOf(node, tensor, tensor.dims(0), tensor.dims(1) * kernel * kernel),
                           .bias = {},
                           .inputMaps = static_cast<int>(tensor.dims(1)),
                           .kernel = kernel,
                           .stride = node.same("strides", 2, 1, 1, kMostSide),
                           .padding = node.same("pads", 4, 0, 0, kMostSide)};
        conv.bias = readBias(node, conv.weight.rows());
        m_network.layers.push_back(std::move(conv));
    }

    void readPool(OnnxNode& node, nn::PoolKind kind) {
        if (!m_maps) node.fail("takes a flat vector, expected feature maps");
        requireExplicitPadding(node);
        node.expect("ceil_mode", 0);
        if (kind == nn::PoolKind::Max) {
            node.expect("storage_order", 0);
            node.same("dilations", 2, 1, 1, 1);
        } else {
            node.integer("count_include_pad", 0); // there is no padding to include
        }
        node.same("pads", 4, 0, 0, 0);
        const int size = node.same("kernel_shape", 2, 0, 1, kMostSide);
        m_network.layers.push_back(nn::PlainPool{size, node.same("strides", 2, 1, 1, kMostSide), kind});
    }

    /// The selection of single values of a flat vector.
    void readGather(OnnxNode& node) {
        if (m_maps) node.fail("takes feature maps, expected a Flatten before it");
        if (const std::int64_t axis = node.integer("axis", 0); axis != 1 && axis != -1)
            node.fail("has axis " + std::to_string(axis) + ", expected 1");
        const onnx::TensorProto& tensor = m_initializers.takeIndices(node, 1);
        const auto* values = reinterpret_cast<const char*>(
            tensor.has_raw_data() ? static_cast<const void*>(tensor.raw_data().data())
                                  : static_cast<const void*>(tensor.int64_data().data()));
        nn::PlainSelect select;
        for (std::int64_t i = 0; i < tensor.dims(0); ++i) {
            std::int64_t index = 0;
            std::memcpy(&index, values + static_cast<std::size_t>(i) * sizeof index, sizeof index);
            if (index < 0 || index >= kMostFeatures)
                node.fail("takes value " + std::to_string(index) + ", expected 0 to " +
                          std::to_string(kMostFeatures - 1));
            select.indices.push_back(static_cast<int>(index));
        }
        m_network.layers.push_back(std::move(select));
    }

    void readFlatten(OnnxNode& node) {
        node.expect("axis", 1);
        m_network.layers.push_back(nn::PlainFlatten{});
        m_maps = false;
    }

    static void requireExplicitPadding(OnnxNode& node) {
        const std::string mode = node.text("auto_pad", "NOTSET");
        if (mode != "NOTSET" && mode != "VALID")
            node.fail("has auto_pad " + mode + ", expected explicit pads");
    }

    /// [units] or [1, units]; zeros when there is none.
    Eigen::VectorXf readBias(const OnnxNode& node, Eigen::Index units) {
        if (node.proto().input_size() < 3 || node.proto().input(2).empty())
            return Eigen::VectorXf::Zero(units);
        const onnx::TensorProto& tensor = m_initializers.take(node, 2);
        const std::vector<std::int64_t> dimensions(tensor.dims().begin(), tensor.dims().end());
        if (dimensions != std::vector<std::int64_t>{units} &&
            dimensions != std::vector<std::int64_t>{1, units})
            node.fail("has a bias of shape " + describe(dimensions) + ", expected [" + std::to_string(units) +
                      "]");
        return matrixOf(node, tensor, units, 1);
    }

    void requireFeatures(const Shape& shape, const std::string& what) const {
        const auto features = static_cast<std::int64_t>(shape.channels) * shape.height * shape.width;
        if (features > kMostFeatures)
            fail(what + " has " + std::to_string(features) + " values a sample, expected at most " +
                 std::to_string(kMostFeatures));
    }

    void checkShapes() const {
        std::vector<Shape> shapes;
        try {
            shapes = m_network.shapes();
        } catch (const Error& error) {
            fail(error.what());
        }
        for (std::size_t i = 0; i < shapes.size(); ++i)
            requireFeatures(shapes[i], "layer " + std::to_string(i + 1));
        if (m_maps)
            fail("the network ends in feature maps (" + toString(shapes.back()) + "), expected classes");
    }

    const onnx::GraphProto& m_graph;
    std::string m_file;
    Initializers m_initializers;
    nn::PlainNetwork m_network;
    std::string m_current; ///< name of the value that the next node takes
    bool m_maps = false;   ///< it has four dimensions
};

onnx::ModelProto parseModel(const std::string& bytes, const std::string& file) {
    onnx::ModelProto model;
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw Error(file + ": it has " + std::to_string(bytes.size()) +
                    " bytes, but an ONNX file at most 2 GiB");
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !model.has_graph() ||
        model.opset_import_size() == 0)
        throw Error(file + ": not an ONNX model, or cut short");
    for (const auto& opset : model.opset_import())
        if ((opset.domain().empty() || opset.domain() == "ai.onnx") && opset.version() < kOldestOpset)
            throw Error(file + ": opset " + std::to_string(opset.version()) + ", expected at least " +
                        std::to_string(kOldestOpset));
    return model;
}

std::vector<std::vector<int>> readKeptUnits(const std::string& text, const std::string& file) {
    const std::string where = file + ": metadata " + kMetadataPrefix + kKeptUnitsKey;
    const Json json = parseJson(text, where);
    const auto isIndex = [](const Json& value) {
        return value.is_number_unsigned() && std::in_range<int>(value.get<std::uint64_t>());
    };
    const auto isList = [&](const Json& list) {
        return list.is_array() && std::all_of(list.begin(), list.end(), isIndex);
    };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isList))
        throw Error(where + " is not understood, expected one list of indices for every weight layer");
    return json.get<std::vector<std::vector<int>>>();
}

void checkKeptUnits(const nn::PlainNetwork& network, const std::string& file) {
    std::vector<int> counts;
    for (const auto& units : network.keptUnits) counts.push_back(static_cast<int>(units.size()));
    if (counts != network.architecture())
        throw Error(file + ": metadata " + kMetadataPrefix + kKeptUnitsKey +
                    " does not fit the network, expected one index for every unit of every weight layer");
}

} // namespace

OnnxModel readOnnx(const std::filesystem::path& file) {
    return fromOnnx(readWholeFile(file), file.string());
}

OnnxModel fromOnnx(const std::string& bytes, const std::string& where) {
    const onnx::ModelProto model = parseModel(bytes, where);
    OnnxModel result{ChainReader(model.graph(), where).read(), {}};
    for (const auto& entry : model.metadata_props()) {
        const bool ours = entry.key().starts_with(kMetadataPrefix);
        const std::string key = ours ? entry.key().substr(kMetadataPrefix.size()) : entry.key();
        if (ours && key == kKeptUnitsKey) {
            result.network.keptUnits = readKeptUnits(entry.value(), where);
            checkKeptUnits(result.network, where);
        } else {
            result.metadata[key] = entry.value();
        }
    }
    return result;
}

} // namespace tristate::io
