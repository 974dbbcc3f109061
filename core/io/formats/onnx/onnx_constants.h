#pragma once

#include "core/io/formats/onnx/onnx_node.h"
#include "core/nn/plain_network.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tristate::io {

/// The most values that a sample may have anywhere in an imported network.
inline constexpr std::int64_t kMaxFeatures = 1 << 24;

/// The constants of an ONNX graph: its initializers, its Constant nodes, and Identity nodes of those. Weights
/// are handed out once and vectors (which exporters share when they are equal) only until as many values were
/// handed out as the file holds, so what is allocated is bounded by the size of the file. All methods throw
/// Error naming the file and the node. Internal to core/io.
class OnnxConstants {
public:
    OnnxConstants(const onnx::GraphProto& graph, const std::string& file);

    bool contains(const std::string& name) const { return m_tensors.contains(name); }

    /// Floats, not to be handed out again.
    const onnx::TensorProto& takeWeights(const OnnxNode& node, int input);
    /// Floats, one for each unit; the shape may have ones beside. `what` they are, for messages.
    Eigen::VectorXf takeVector(const OnnxNode& node, int input, Eigen::Index units, const std::string& what);
    /// A list of 64-bit integers.
    std::vector<std::int64_t> takeIntegers(const OnnxNode& node, int input);

private:
    const onnx::TensorProto& find(const OnnxNode& node, int input) const;
    void share(const OnnxNode& node, std::int64_t values);

    std::map<std::string, const onnx::TensorProto*> m_tensors;
    std::int64_t m_shareable = 0; ///< values of vectors that may still be handed out
};

/// The values of a checked tensor, as rows x columns.
nn::RowMatrix matrixOf(const OnnxNode& node, const onnx::TensorProto& tensor, std::int64_t rows,
                       std::int64_t columns);

/// "[2x3]"
std::string describeShape(const std::vector<std::int64_t>& dimensions);

} // namespace tristate::io
