#include "bench/fma_peak.h"

#include <algorithm>
#include <chrono>

// Compiled for the processor of this machine whatever the rest is compiled for.

namespace {

#if defined(__AVX512F__)
constexpr int kBytes = 64;
#elif defined(__AVX__)
constexpr int kBytes = 32;
#else
constexpr int kBytes = 16;
#endif
typedef float Vector __attribute__((vector_size(kBytes)));
constexpr int kVectorLanes = kBytes / static_cast<int>(sizeof(float));

/// More sums than two units with a latency of four or five cycles can have under way, and fewer than there
/// are registers.
constexpr int kSums = 12;
constexpr int kRounds = 20'000;

/// Keeps a value in a register and makes the compiler believe that it changes here.
void touch(Vector& value) {
#if defined(__x86_64__)
    asm volatile("" : "+v"(value));
#elif defined(__aarch64__)
    asm volatile("" : "+w"(value));
#endif
}

/// Seconds that kRounds rounds of kSums multiply-adds take.
double timeRounds() {
    Vector sum[kSums] = {};
    Vector factor = Vector{} + 0.5f;
    touch(factor);
    const auto begin = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
#pragma GCC unroll 16
        for (int i = 0; i < kSums; ++i) {
            Vector value = sum[i];
            value += factor * factor;
            touch(value);
            sum[i] = value;
        }
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    return taken.count();
}

} // namespace

double measureFmaPeak() {
    constexpr int kTries = 500;
    double best = timeRounds();
    for (int i = 1; i < kTries; ++i) best = std::min(best, timeRounds());
    return 2.0 * kVectorLanes * kSums * kRounds / best;
}
