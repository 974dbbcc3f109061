#include "core/io/export/compiled_source.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/exports.h"

#include <cstring>
#include <fstream>

namespace tristate::io {

namespace {

/// "run": logits of all samples on standard input. "time": the median of the microseconds that the first one
/// takes, as a double, over batches of two milliseconds.
constexpr const char* kProgram = R"(
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void PREDICT(const float *input, float *logits);

static float input[INPUTS], logits[OUTPUTS];

static double seconds(long count)
{
    const clock_t begin = clock();
    long i;
    for (i = 0; i < count; ++i) PREDICT(input, logits);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(void)
{
    double times[31];
    long count = 1;
    int i;
    while (seconds(count) < 2e-3) count *= 2;
    for (i = 0; i < 31; ++i) times[i] = seconds(count) / (double)count * 1e6;
    qsort(times, 31, sizeof times[0], ascending);
    return times[15];
}

int main(int argc, char **argv)
{
    if (argc < 2) return 0;
    while (fread(input, sizeof input, 1, stdin) == 1) {
        if (argv[1][0] == 't') {
            const double time = median();
            return fwrite(&time, sizeof time, 1, stdout) == 1 ? 0 : 1;
        }
        PREDICT(input, logits);
        if (fwrite(logits, sizeof logits, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
)";

/// Reads one sample and writes for each call of predict() the least of 31 means of its microseconds, as
/// doubles.
constexpr const char* kCallsProgram = R"(
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <time.h>

void PREDICT(const float *input, float *logits);

static float input[INPUTS], logits[OUTPUTS];
static double sums[CALLS], least[CALLS], before;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec * 1e-3;
}

void after_call(int call)
{
    const double after = now();
    sums[call] += after - before;
    before = now();
}

static double batch(long count)
{
    const double begin = now();
    long i;
    int call;
    for (call = 0; call < CALLS; ++call) sums[call] = 0;
    for (i = 0; i < count; ++i) {
        before = now();
        PREDICT(input, logits);
    }
    return now() - begin;
}

int main(int argc, char **argv)
{
    long count = 1;
    int i, call;
    if (argc < 2) return 0;
    if (fread(input, sizeof input, 1, stdin) != 1) return 1;
    while (batch(count) < 2e3) count *= 2;
    for (i = 0; i < 31; ++i) {
        batch(count);
        for (call = 0; call < CALLS; ++call)
            if (i == 0 || sums[call] / (double)count < least[call]) least[call] = sums[call] / (double)count;
    }
    return fwrite(least, sizeof least, 1, stdout) == 1 ? 0 : 1;
}
)";

void store(const std::filesystem::path& file, const char* bytes, std::size_t size) {
    std::ofstream stream(file, std::ios::binary);
    if (!stream.write(bytes, static_cast<std::streamsize>(size)).flush())
        throw Error(say::kCannotWriteTemporary, file.string());
}

std::string firstError(const std::filesystem::path& messages) {
    std::ifstream stream(messages);
    for (std::string line; std::getline(stream, line);)
        if (const auto at = line.find("error:"); at != line.npos) return line.substr(at);
    return "no error is named";
}

} // namespace

std::unique_ptr<CompiledSource> CompiledSource::compile(const std::string& source, int inputs, int outputs,
                                                        const std::string& predict, int calls) {
    std::unique_ptr<CompiledSource> compiled(new CompiledSource(inputs, outputs));
    for (const char* name : {"cc", "gcc", "clang"}) {
        const auto compiler = findProgram(name);
        if (!compiler) continue;
        compiled->m_compiler = compiler->string();
        if (!compiled->build(source, predict, calls))
            throw Error(say::kCompilerRefuses, compiled->m_compiler,
                        firstError(compiled->m_folder / "messages"));
        return compiled->starts() ? std::move(compiled) : nullptr;
    }
    return nullptr;
}

bool CompiledSource::build(const std::string& source, const std::string& predict, int calls) {
    const char* program = calls > 0 ? kCallsProgram : kProgram;
    store(m_folder / "model.c", source.data(), source.size());
    store(m_folder / "main.c", program, std::strlen(program));
    using Flags = std::vector<std::string>;
    for (const Flags& flags :
         {Flags{"-O3", "-march=native"}, Flags{"-O3"}}) { // some know no native processor
        std::vector<std::string> command{m_compiler};
        command.insert(command.end(), flags.begin(), flags.end());
        const std::vector<std::string> what{"-DINPUTS=" + std::to_string(m_inputs),
                                            "-DOUTPUTS=" + std::to_string(m_outputs),
                                            "-DPREDICT=" + predict,
                                            "-DCALLS=" + std::to_string(calls),
                                            "-o",
                                            (m_folder / "program").string(),
                                            (m_folder / "main.c").string(),
                                            (m_folder / "model.c").string(),
                                            "-lm"};
        command.insert(command.end(), what.begin(), what.end());
        if (runProgram(command, {.errors = m_folder / "messages"}) != 0) continue;
        for (const std::string& flag : flags) m_flags += " " + flag;
        return true;
    }
    return false;
}

bool CompiledSource::starts() const {
    return runProgram({(m_folder / "program").string()}, {}) == 0;
}

std::string CompiledSource::run(const nn::RowMatrix& samples, const char* mode) const {
    store(m_folder / "samples", reinterpret_cast<const char*>(samples.data()),
          static_cast<std::size_t>(samples.size()) * sizeof(float));
    const int code = runProgram({(m_folder / "program").string(), mode},
                                {.input = m_folder / "samples", .output = m_folder / "results"});
    if (code != 0) throw Error(say::kSourceEndsWithCode, code);
    return readWholeFile(m_folder / "results");
}

nn::RowMatrix CompiledSource::logits(const nn::RowMatrix& samples) const {
    const std::string bytes = run(samples, "run");
    nn::RowMatrix found(samples.rows(), m_outputs);
    const std::size_t expected = static_cast<std::size_t>(found.size()) * sizeof(float);
    if (bytes.size() != expected) throw Error(say::kSourceWritesBytes, bytes.size(), expected);
    std::memcpy(found.data(), bytes.data(), bytes.size());
    return found;
}

double CompiledSource::microseconds(const nn::RowMatrix& sample) const {
    const std::string bytes = run(sample, "time");
    double time = 0;
    if (bytes.size() != sizeof time) throw Error(say::kSourceTellsNoTime);
    std::memcpy(&time, bytes.data(), sizeof time);
    return time;
}

std::vector<double> CompiledSource::microsecondsOfCalls(const nn::RowMatrix& sample, int calls) const {
    const std::string bytes = run(sample, "time");
    std::vector<double> times(static_cast<std::size_t>(calls));
    if (bytes.size() != times.size() * sizeof(double)) throw Error(say::kSourceTellsNoTime);
    std::memcpy(times.data(), bytes.data(), bytes.size());
    return times;
}

} // namespace tristate::io
