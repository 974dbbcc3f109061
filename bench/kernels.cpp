#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/kernels/dense_kernels.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

// Speed of the kernels on one thread, batch 128, as useful operations a second (a multiply-add is two).
// `FmaPeak` is what the processor can do at most; divide by it for the share of peak.

namespace {

using namespace tristate;
using namespace tristate::nn;
using namespace tristate::nn::kernels;

constexpr int kGroups = groupsFor(128);

Activation<float> filled(int features) {
    Activation<float> a;
    a.resize(features, kGroups);
    for (int g = 0; g < kGroups; ++g) a.map(g).setConstant(0.01f);
    return a;
}

void setFlops(benchmark::State& state, double flopsOfOne) {
    state.counters["FLOP/s"] = benchmark::Counter(flopsOfOne, benchmark::Counter::kIsIterationInvariantRate,
                                                  benchmark::Counter::kIs1000);
}

struct DenseCase {
    int inputs, outputs;
    Activation<float> input, gradient, transposed;
    std::vector<float> weight, bias;

    explicit DenseCase(const benchmark::State& state)
        : inputs(static_cast<int>(state.range(0))),
          outputs(static_cast<int>(state.range(1))),
          input(filled(inputs)),
          gradient(filled(outputs)),
          transposed(filled(paddedFeatures(inputs))),
          weight(static_cast<std::size_t>(inputs * outputs), 0.01f),
          bias(static_cast<std::size_t>(outputs)) {}
    double flops() const { return 2.0 * inputs * outputs * kGroups * kLanes; }
};

void DenseForward(benchmark::State& state) {
    DenseCase c(state);
    for (auto _ : state) denseForward(c.input, c.weight.data(), c.bias.data(), c.gradient, {0, kGroups});
    setFlops(state, c.flops());
}
void DenseInputGradient(benchmark::State& state) {
    DenseCase c(state);
    for (auto _ : state) denseInputGradient(c.gradient, c.weight.data(), c.input, {0, kGroups});
    setFlops(state, c.flops());
}
void DenseWeightGradient(benchmark::State& state) {
    DenseCase c(state);
    for (auto _ : state)
        denseWeightGradient(c.gradient, c.transposed, c.inputs, c.weight.data(), {0, c.outputs});
    setFlops(state, c.flops());
}
void denseShapes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"in", "out"});
    b->Args({784, 300})->Args({300, 100})->Args({800, 500})->Args({784, 52})->Args({176, 13});
}
BENCHMARK(DenseForward)->Apply(denseShapes);
BENCHMARK(DenseInputGradient)->Apply(denseShapes);
BENCHMARK(DenseWeightGradient)->Apply(denseShapes);

struct ConvCase {
    ConvShape shape;
    Activation<float> input, gradient;
    std::vector<float> weight, bias, scratch;

    explicit ConvCase(const benchmark::State& state)
        : shape(shapeOf(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)),
                        static_cast<int>(state.range(2)), static_cast<int>(state.range(3)))),
          input(filled(shape.input.features())),
          gradient(filled(shape.output.features())),
          weight(static_cast<std::size_t>(shape.output.channels * shape.taps()), 0.01f),
          bias(static_cast<std::size_t>(shape.output.channels)) {}
    static ConvShape shapeOf(int in, int out, int side, int kernel) {
        return {{in, side, side}, {out, side - kernel + 1, side - kernel + 1}, kernel, 1};
    }
    double flops() const { return 2.0 * shape.taps() * shape.output.features() * kGroups * kLanes; }
};

void ConvForward(benchmark::State& state) {
    ConvCase c(state);
    for (auto _ : state)
        convForward(c.shape, c.input, c.weight.data(), c.bias.data(), c.gradient, {0, kGroups});
    setFlops(state, c.flops());
}
void ConvInputGradient(benchmark::State& state) {
    ConvCase c(state);
    for (auto _ : state) convInputGradient(c.shape, c.gradient, c.weight.data(), c.input, {0, kGroups});
    setFlops(state, c.flops());
}
void ConvWeightGradient(benchmark::State& state) {
    ConvCase c(state);
    const int maps = c.shape.output.channels;
    for (auto _ : state)
        for (int row = 0; row < maps; row += kMapsPerBlock)
            convWeightGradient(c.shape, c.input, c.gradient, c.weight.data(),
                               {row, std::min(maps, row + kMapsPerBlock)}, c.scratch);
    setFlops(state, c.flops());
}
void convShapes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"in", "out", "side", "kernel"});
    b->Args({1, 20, 28, 5})
        ->Args({20, 50, 12, 5})
        ->Args({1, 7, 28, 5})
        ->Args({8, 11, 12, 5})
        ->Args({7, 10, 12, 5});
    b->Args({32, 64, 16, 3});
}
BENCHMARK(ConvForward)->Apply(convShapes);
BENCHMARK(ConvInputGradient)->Apply(convShapes);
BENCHMARK(ConvWeightGradient)->Apply(convShapes);

} // namespace

BENCHMARK_MAIN();
