#pragma once

#include "tests/support/raw_floats.h"

#include <cstdlib>
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
        storeRows(folder / "samples", samples);
        const std::string in = "cd '" + folder.path().string() + "' && ";
        if (!run(in + "cc " + flags + " -c model.c -o model.o && cc main.c model.o -o program -lm"))
            throw std::runtime_error("the compiler refused the source, with " + flags);
        if (!run(in + "./program < samples > logits")) throw std::runtime_error("the program failed");
        return readRows(folder / "logits", samples.rows(), classes);
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
