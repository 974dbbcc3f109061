#pragma once

#include "core/io/files/child_process.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <string>

/// ONNX Runtime for node, as the tests install it, which needs the registry of npm the first time.
class OnnxRuntime {
public:
    /// Throws std::runtime_error when node is missing or the package cannot be installed.
    OnnxRuntime();

    /// Microseconds of a run: through its interface for node, and of the call below that.
    struct Times {
        double interface = 0, binding = 0;
    };
    /// Medians of some hundred runs of an ONNX file (less of large batches) on that many samples of `input`,
    /// all values 0.5. Throws std::runtime_error with what node said when that fails.
    Times run(const std::filesystem::path& model, tristate::Shape input, int samples, int threads) const;

private:
    std::string m_node;
    tristate::io::TemporaryFolder m_folder;
};
