#pragma once

#include "core/io/atomic_file.h"
#include "core/nn/plain_network.h"
#include "tests/support/temp_dir.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace tristate::test {

/// ONNX Runtime, which shares nothing with this project, run by node on an exported file. Its package is
/// installed into TRISTATE_ONNXRUNTIME_DIR when it is first asked for.
class OnnxRuntime {
public:
    static constexpr const char* kMissing =
        "ONNX Runtime could not be installed: it takes node, npm and its registry.";

    static bool available() {
        static const bool installed = run(word(scripts() / "setup_onnxruntime.sh") + " " + word(packages()));
        return installed;
    }

    /// Logits for rows of samples. inputIsMaps: the file's input is [N, C, H, W], not [N, features].
    static nn::RowMatrix logits(const std::filesystem::path& model, const Shape& input, bool inputIsMaps,
                                int classes, const nn::RowMatrix& samples) {
        const TempDir folder;
        store(folder / "samples", {reinterpret_cast<const char*>(samples.data()),
                                   static_cast<std::size_t>(samples.size()) * sizeof(float)});
        const std::string shape = inputIsMaps
                                      ? std::to_string(input.channels) + "," + std::to_string(input.height) +
                                            "," + std::to_string(input.width)
                                      : std::to_string(input.features());
        if (!run("node " + word(scripts() / "onnxruntime_check.mjs") + " " + word(packages()) + " " +
                 word(model) + " " + std::to_string(samples.rows()) + "," + shape + " " +
                 word(folder / "samples") + " " + word(folder / "logits")))
            throw std::runtime_error("ONNX Runtime refused " + model.string());
        const std::string bytes = io::readWholeFile(folder / "logits");
        nn::RowMatrix found(samples.rows(), classes);
        if (bytes.size() != static_cast<std::size_t>(found.size()) * sizeof(float))
            throw std::runtime_error("ONNX Runtime gave another number of logits");
        std::memcpy(found.data(), bytes.data(), bytes.size());
        return found;
    }

private:
    static std::filesystem::path scripts() { return TRISTATE_SOURCE_DIR "/tests/integration"; }
    static std::filesystem::path packages() { return TRISTATE_ONNXRUNTIME_DIR; }
    static std::string word(const std::filesystem::path& path) { return "'" + path.string() + "'"; }
    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }
};

} // namespace tristate::test
