#pragma once

#include "core/io/formats/onnx/onnx_node.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::io {

/// Stands for the number of samples where nodes compute shapes.
inline constexpr std::int64_t kOnnxBatch = -(std::int64_t{1} << 52);

/// A constant of an ONNX graph, rows vary slowest. Types of less and of more than 32 bits have become floats,
/// those of whole numbers and truth values 64-bit integers. A scalar has no dimensions. Internal to core/io.
struct OnnxTensor {
    std::vector<std::int64_t> dims{};
    std::vector<float> reals{};
    std::vector<std::int64_t> integers{};
    bool isInteger = false;

    std::int64_t count() const { return isInteger ? std::ssize(integers) : std::ssize(reals); }
    double at(std::int64_t index) const {
        return isInteger ? static_cast<double>(integers[static_cast<std::size_t>(index)])
                         : static_cast<double>(reals[static_cast<std::size_t>(index)]);
    }
    /// A tensor of these dimensions whose values lie here at these places.
    OnnxTensor picked(std::vector<std::int64_t> newDims, const std::vector<std::int64_t>& places) const;
};

/// "[2x3]", "[Nx784]"
std::string describeShape(const std::vector<std::int64_t>& dimensions);

/// The product of the dimensions, or -1 when one is negative or the product exceeds `most`.
std::int64_t countUpTo(const std::vector<std::int64_t>& dimensions, std::int64_t most);

/// The bytes of a graph's constants, which may lie in files beside it.
class OnnxBytes {
public:
    /// Without a folder there are no other files.
    explicit OnnxBytes(std::optional<std::filesystem::path> folder) : m_folder(std::move(folder)) {}

    /// The values of a constant. Throws Error naming the node: a type that is no number, another count than
    /// the shape says, a file that is missing, too short, or outside of the folder.
    OnnxTensor decode(const OnnxNode& node, const onnx::TensorProto& tensor);
    /// Without reading them, how many values the file holds for this one.
    static std::int64_t storedValues(const onnx::TensorProto& tensor);
    /// Bytes of the files beside it that were read.
    std::int64_t bytesOutside() const;

private:
    std::string_view outside(const OnnxNode& node, const onnx::TensorProto& tensor);

    std::optional<std::filesystem::path> m_folder;
    std::map<std::string, std::string> m_files; ///< by location
};

} // namespace tristate::io
