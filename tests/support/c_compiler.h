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

/// The system's C compiler, for exported sources.
class CCompiler {
public:
    static bool available() { return run("cc --version > /dev/null 2>&1"); }

    /// Logits of `source` for rows of samples, compiled with these flags. Throws when the compiler refuses.
    static nn::RowMatrix logits(const std::string& source, const std::string& flags, int classes,
                                const nn::RowMatrix& samples) {
        const TempDir folder;
        store(folder / "model.c", source);
        store(folder / "main.c", kProgram);
        store(folder / "samples", {reinterpret_cast<const char*>(samples.data()),
                                   static_cast<std::size_t>(samples.size()) * sizeof(float)});
        const std::string in = "cd '" + folder.path().string() + "' && ";
        if (!run(in + "cc " + flags + " -c model.c -o model.o && cc main.c model.o -o program"))
            throw std::runtime_error("the compiler refused the source, with " + flags);
        if (!run(in + "./program < samples > logits")) throw std::runtime_error("the program failed");
        const std::string bytes = io::readWholeFile(folder / "logits");
        nn::RowMatrix found(samples.rows(), classes);
        if (bytes.size() != static_cast<std::size_t>(found.size()) * sizeof(float))
            throw std::runtime_error("the program gave another number of logits");
        std::memcpy(found.data(), bytes.data(), bytes.size());
        return found;
    }

    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

private:
    /// Includes the source for its sizes only: the other object is compiled with the flags.
    static constexpr const char* kProgram = R"(
#include <stdio.h>
#define predict unused
#include "model.c"
#undef predict
void predict(const float *input, float *logits);
int main(void) {
    static float input[PREDICT_INPUTS], logits[PREDICT_OUTPUTS];
    while (fread(input, sizeof input, 1, stdin) == 1) {
        predict(input, logits);
        fwrite(logits, sizeof logits, 1, stdout);
    }
    return 0;
}
)";
};

} // namespace tristate::test
