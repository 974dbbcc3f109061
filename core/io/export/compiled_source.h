#pragma once

#include "core/io/files/child_process.h"
#include "core/nn/plain_network.h"

#include <memory>
#include <string>
#include <vector>

namespace tristate::io {

/// An exported C source, compiled (-O3, and -march=native where the compiler has it) into a small program in
/// a temporary folder: it reads samples and writes logits, so it shares nothing with what wrote the source.
/// One thread at a time.
class CompiledSource {
public:
    /// Null when there is no C compiler on the PATH (cc, gcc or clang), or programs in the temporary folder
    /// may not run. Throws Error with the compiler's first words when it refuses the source.
    /// `predict`: what the source calls its function.
    /// `calls`: of a source made to be measured (measurableC), which tells the times of its calls alone.
    static std::unique_ptr<CompiledSource> compile(const std::string& source, int inputs, int outputs,
                                                   const std::string& predict = "predict", int calls = 0);

    /// Logits for rows of samples. Throws Error when the program fails.
    nn::RowMatrix logits(const nn::RowMatrix& samples) const;
    /// Median processor time of predict() for one sample.
    double microseconds(const nn::RowMatrix& sample) const;

    /// Of a source made to be measured, the microseconds that each of its calls takes for one sample: the
    /// least of several means.
    std::vector<double> microsecondsOfCalls(const nn::RowMatrix& sample, int calls) const;

    /// As it was called: "/usr/bin/cc -O3 -march=native".
    std::string compiler() const { return m_compiler + m_flags; }

private:
    CompiledSource(int inputs, int outputs) : m_inputs(inputs), m_outputs(outputs) {}
    bool build(const std::string& source, const std::string& predict, int calls);
    bool starts() const;
    std::string run(const nn::RowMatrix& samples, const char* mode) const;

    TemporaryFolder m_folder;
    std::string m_compiler, m_flags;
    int m_inputs, m_outputs;
};

} // namespace tristate::io
