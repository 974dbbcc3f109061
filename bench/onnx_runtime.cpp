#include "bench/onnx_runtime.h"

#include "core/io/files/atomic_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

using namespace tristate;

OnnxRuntime::OnnxRuntime() {
    const auto node = io::findProgram("node");
    if (!node) throw std::runtime_error("needs node");
    m_node = node->string();
    if (std::system("'" TRISTATE_SOURCE_DIR "/tests/integration/setup_onnxruntime.sh' "
                    "'" TRISTATE_ONNXRUNTIME_DIR "'") != 0)
        throw std::runtime_error("ONNX Runtime could not be installed");
}

OnnxRuntime::Times OnnxRuntime::run(const std::filesystem::path& model, Shape input, int samples,
                                    int threads) const {
    std::string shape = std::to_string(samples) + "," + std::to_string(input.channels);
    if (!input.isFlat()) shape += "," + std::to_string(input.height) + "," + std::to_string(input.width);
    constexpr int kRunsOfOne = 3000, kFewest = 20;
    const int runs = std::max(kFewest, kRunsOfOne / samples);
    const int code =
        io::runProgram({m_node, TRISTATE_SOURCE_DIR "/bench/onnx_runtime.mjs", TRISTATE_ONNXRUNTIME_DIR,
                        model.string(), shape, std::to_string(threads), std::to_string(runs)},
                       {.output = m_folder / "times", .errors = m_folder / "errors"});
    if (code != 0) throw std::runtime_error(io::readWholeFile(m_folder / "errors"));
    Times times;
    std::ifstream(m_folder / "times") >> times.interface >> times.binding;
    return times;
}
