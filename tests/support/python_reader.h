#pragma once

#include "tests/support/raw_floats.h"

#include <cstdlib>
#include <string>

namespace tristate::test {

/// Runs exported safetensors files in python3, of which only the standard library is used.
class PythonReader {
public:
    static constexpr const char* kMissing = "There is no python3.";

    static bool available() { return run("python3 --version > /dev/null 2>&1"); }

    /// Logits for rows of samples. Throws when the file is refused.
    static nn::RowMatrix logits(const std::filesystem::path& model, int classes,
                                const nn::RowMatrix& samples) {
        const TempDir folder;
        storeRows(folder / "samples", samples);
        if (!run("python3 '" TRISTATE_SOURCE_DIR "/tests/integration/read_safetensors.py' '" +
                 model.string() + "' '" + (folder / "samples").string() + "' '" +
                 (folder / "logits").string() + "'"))
            throw std::runtime_error("python3 refused " + model.string());
        return readRows(folder / "logits", samples.rows(), classes);
    }

    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }
};

} // namespace tristate::test
