#pragma once

#include "core/io/formats/onnx/onnx_node.h"
#include "core/io/formats/onnx/onnx_tensor.h"
#include "core/nn/plain_network.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tristate::io {

/// The most values that a sample may have anywhere in an imported network.
inline constexpr std::int64_t kMaxFeatures = 1 << 24;

/// The constants of an ONNX graph: its initializers and what nodes compute of constants. As exporters share
/// equal ones, each may serve several nodes, but only until 32 times as many values were handed out, or
/// made for nodes, as the file holds: so what is allocated is bounded by the size of the file. All methods
/// throw Error naming the file and the node. Internal to core/io.
class OnnxConstants {
public:
    OnnxConstants(const onnx::GraphProto& graph, std::optional<std::filesystem::path> folder);

    bool contains(const std::string& name) const {
        return m_stored.contains(name) || m_computed.contains(name);
    }
    /// Whether the node has such an input at all, and it is no constant.
    bool isValue(const OnnxNode& node, int input) const;

    const OnnxTensor& take(const OnnxNode& node, int input);
    /// Floats, one for each unit; the shape may have ones before it, and a single value serves all. `what`
    /// they are, for messages.
    Eigen::VectorXf takeVector(const OnnxNode& node, int input, Eigen::Index units, const std::string& what);
    /// A list of 64-bit integers.
    std::vector<std::int64_t> takeIntegers(const OnnxNode& node, int input);

    void add(const OnnxNode& node, const std::string& name, OnnxTensor tensor);
    /// Counts values that are made for a node.
    void charge(const OnnxNode& node, std::int64_t values);
    /// Of a Constant node.
    void addStored(const std::string& name, const onnx::TensorProto& tensor) { m_stored[name] = &tensor; }

private:
    OnnxBytes m_bytes;
    std::map<std::string, const onnx::TensorProto*> m_stored;
    std::map<std::string, std::shared_ptr<const OnnxTensor>> m_computed; ///< and what was decoded
    std::int64_t m_inFile = 0, m_handedOut = 0;                          ///< values
};

/// The values of a tensor of floats, as rows x columns.
nn::RowMatrix matrixOf(const OnnxNode& node, const OnnxTensor& tensor, std::int64_t rows,
                       std::int64_t columns);

/// Computes a node whose inputs are constants, such as exporters put around weights and shapes; false when it
/// is of another kind. Throws Error naming the node.
bool computeConstant(OnnxNode& node, OnnxConstants& constants);

} // namespace tristate::io
