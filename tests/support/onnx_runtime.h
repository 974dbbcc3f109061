#pragma once

#include "tests/support/raw_floats.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>
#include <vector>

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

    struct Job {
        std::filesystem::path model;
        Shape input;
        bool inputIsMaps = false; ///< the file's input is [N, C, H, W], not [N, features]
        int classes = 0;
        nn::RowMatrix samples; ///< one a row
    };

    /// Logits for the samples of each job; one process for all of them.
    static std::vector<nn::RowMatrix> logits(const std::vector<Job>& jobs) {
        const TempDir folder;
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            const auto samples = folder / ("samples" + std::to_string(i));
            storeRows(samples, jobs[i].samples);
            list.push_back({{"model", jobs[i].model.string()},
                            {"dimensions", dimensions(jobs[i])},
                            {"samples", samples.string()},
                            {"logits", (folder / ("logits" + std::to_string(i))).string()}});
        }
        const auto file = folder.write("jobs.json", list.dump());
        if (!run("node " + word(scripts() / "onnxruntime_check.mjs") + " " + word(packages()) + " " +
                 word(file)))
            throw std::runtime_error("ONNX Runtime refused a model");
        std::vector<nn::RowMatrix> found;
        for (std::size_t i = 0; i < jobs.size(); ++i)
            found.push_back(
                readRows(folder / ("logits" + std::to_string(i)), jobs[i].samples.rows(), jobs[i].classes));
        return found;
    }

    static nn::RowMatrix logits(const Job& job) { return logits(std::vector{job}).front(); }

private:
    static std::vector<long> dimensions(const Job& job) {
        const Shape& input = job.input;
        if (job.inputIsMaps) return {job.samples.rows(), input.channels, input.height, input.width};
        return {job.samples.rows(), input.features()};
    }

    static std::filesystem::path scripts() { return TRISTATE_SOURCE_DIR "/tests/integration"; }
    static std::filesystem::path packages() { return TRISTATE_ONNXRUNTIME_DIR; }
    static std::string word(const std::filesystem::path& path) { return "'" + path.string() + "'"; }
    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }
};

} // namespace tristate::test
