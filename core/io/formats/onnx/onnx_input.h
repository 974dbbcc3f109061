#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tristate::io {

/// What an ONNX file takes, as it says so, before any reader makes a network of it.
struct OnnxInput {
    std::int64_t batch = 0;            ///< how many samples at once; 0: any number
    std::vector<std::int64_t> sizes{}; ///< of one sample
};

/// Of the first input that is no constant. Throws Error naming the file where there is none.
OnnxInput onnxInput(const std::filesystem::path& file);

} // namespace tristate::io
