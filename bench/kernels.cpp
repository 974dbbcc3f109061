#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/kernels/dense_kernels.h"
#include "core/nn/kernels/depthwise_kernels.h"
#include "core/nn/kernels/winograd_kernels.h"
#include "core/nn/layer.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <ctime>
#include <vector>

#include "bench/fma_peak.h"

// Speed of the kernels on one thread, batch 128, as useful operations a second (a multiply-add is two) and as
// share of what the processor's multiply-add units can do, which is measured at the start.

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

double fmaPeak() {
    static const double peak = measureFmaPeak();
    return peak;
}

/// Repeats `kernel`, which does `flops` operations, and reports its speed.
template <class F>
void measure(benchmark::State& state, double flops, F&& kernel) {
    const double peak = fmaPeak();
    const std::clock_t begin = std::clock(); // processor time: other programs on the core do not count
    for (auto _ : state) kernel();
    const double taken = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    const double speed = flops * static_cast<double>(state.iterations()) / taken;
    state.counters["GFLOP/s"] = speed * 1e-9;
    state.counters["%peak"] = 100 * speed / peak;
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
    measure(state, c.flops(), [&] {
        denseForward(c.input, c.weight.data(), c.bias.data(), c.gradient, {0, kGroups});
    });
}
void DenseInputGradient(benchmark::State& state) {
    DenseCase c(state);
    measure(state, c.flops(), [&] {
        denseInputGradient(c.gradient, c.weight.data(), c.input, {0, kGroups});
    });
}
void DenseWeightGradient(benchmark::State& state) {
    DenseCase c(state);
    measure(state, c.flops(), [&] {
        denseWeightGradient(c.gradient, c.transposed, c.inputs, c.weight.data(), {0, c.outputs});
    });
}
void denseShapes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"in", "out"});
    b->Args({784, 300})->Args({300, 100})->Args({800, 500})->Args({784, 50})->Args({176, 13});
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
                        static_cast<int>(state.range(2)), static_cast<int>(state.range(3)),
                        static_cast<int>(state.range(4)))),
          input(filled(shape.input.features())),
          gradient(filled(shape.output.features())),
          weight(static_cast<std::size_t>(shape.output.channels * shape.taps()), 0.01f),
          bias(static_cast<std::size_t>(shape.output.channels)) {}
    static ConvShape shapeOf(int in, int out, int side, int kernel, int stride) {
        const int outputSide = (side - kernel) / stride + 1;
        return {{in, side, side}, {out, outputSide, outputSide}, kernel, stride};
    }
    double flops() const { return 2.0 * shape.taps() * shape.output.features() * kGroups * kLanes; }
};

void ConvForward(benchmark::State& state) {
    ConvCase c(state);
    measure(state, c.flops(), [&] {
        convForward(c.shape, c.input, c.weight.data(), c.bias.data(), c.gradient, {0, kGroups});
    });
}
void ConvInputGradient(benchmark::State& state) {
    ConvCase c(state);
    measure(state, c.flops(), [&] {
        convInputGradient(c.shape, c.gradient, c.weight.data(), c.input, {0, kGroups});
    });
}
void ConvWeightGradient(benchmark::State& state) {
    ConvCase c(state);
    const int maps = c.shape.output.channels;
    const int blocks = blocksOf(maps, mapsPerBlock(c.shape));
    measure(state, c.flops(), [&] {
        for (int block = 0; block < blocks; ++block) {
            const RowRange rows = rowsOfBlock(maps, mapsPerBlock(c.shape), block);
            const GroupGradient<float> ofGroup = [&](int group) {
                return c.gradient.group(group) + rows.begin * c.shape.output.positions() * kLanes;
            };
            convParameterGradients(c.shape, c.input, ofGroup, rows, c.weight.data(), c.bias.data(),
                                   c.scratch);
        }
    });
}
/// `side` with the padding.
void convShapes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"in", "out", "side", "kernel", "stride"});
    b->Args({1, 20, 28, 5, 1}) // LeNet-5, whole and pruned
        ->Args({20, 50, 12, 5, 1})
        ->Args({1, 7, 28, 5, 1})
        ->Args({8, 11, 12, 5, 1})
        ->Args({7, 10, 12, 5, 1});
    b->Args({16, 32, 34, 3, 2})->Args({32, 64, 18, 3, 2}); // ResNet-20
    b->Args({16, 32, 32, 1, 2})->Args({32, 64, 16, 1, 2})->Args({8, 15, 34, 3, 2});
    b->Args({32, 64, 32, 1, 1})->Args({64, 128, 16, 1, 1})->Args({128, 128, 16, 1, 1}); // MobileNet-like
    b->Args({128, 256, 8, 1, 1})->Args({256, 256, 8, 1, 1})->Args({31, 61, 16, 1, 1});
    b->Args({64, 16, 16, 1, 1})->Args({16, 32, 16, 1, 1}); // SqueezeNet-like
    b->Args({3, 16, 70, 7, 2})
        ->Args({3, 24, 67, 11, 4})
        ->Args({16, 32, 20, 5, 1}); // first layers of older nets
}
BENCHMARK(ConvForward)->Apply(convShapes);
BENCHMARK(ConvInputGradient)->Apply(convShapes);
BENCHMARK(ConvWeightGradient)->Apply(convShapes);

/// 3x3, stride 1, padding 1, by minimal filtering. Operations are those of the direct sum, so that more than
/// the peak is possible.
struct WinogradCase {
    WinogradShape shape;
    Activation<float> input, output;
    std::vector<float> weight, products, bias;

    explicit WinogradCase(const benchmark::State& state) {
        const int in = static_cast<int>(state.range(0)), out = static_cast<int>(state.range(1));
        const int side = static_cast<int>(state.range(2));
        shape = {{in, side, side}, {out, side, side}, 1};
        input = filled(shape.input.features());
        output = filled(shape.output.features());
        weight.assign(static_cast<std::size_t>(out * shape.taps()), 0.01f);
        bias.assign(static_cast<std::size_t>(out), 0);
    }
    double flops() const { return 2.0 * shape.taps() * shape.output.features() * kGroups * kLanes; }
};

void WinogradForward(benchmark::State& state) {
    WinogradCase c(state);
    winogradWeights(c.shape, c.weight.data(), false, c.products);
    measure(state, c.flops(), [&] {
        winogradForward(c.shape, c.input, c.products.data(), {&c.output, false, c.bias.data()}, {0, kGroups});
    });
}
void WinogradWeightGradient(benchmark::State& state) {
    WinogradCase c(state);
    const int maps = c.shape.output.channels;
    measure(state, c.flops(), [&] {
        for (int block = 0; block < blocksOf(maps, kWinogradMapsPerBlock); ++block) {
            const RowRange rows = rowsOfBlock(maps, kWinogradMapsPerBlock, block);
            const GroupGradient<float> ofGroup = [&](int group) {
                return c.output.group(group) + rows.begin * c.shape.output.positions() * kLanes;
            };
            winogradParameterGradients<float>(c.shape, c.input, ofGroup, rows, c.weight.data(), nullptr);
        }
    });
}
void winogradShapes(benchmark::internal::Benchmark* b) {
    b->ArgNames({"in", "out", "side"});
    b->Args({3, 16, 32})->Args({16, 16, 32})->Args({32, 32, 16})->Args({64, 64, 8}); // ResNet-20
    b->Args({8, 8, 32})->Args({15, 15, 16})->Args({31, 31, 8})->Args({11, 7, 16});   // pruned
    b->Args({32, 32, 32})->Args({32, 64, 16})->Args({64, 64, 16})->Args({64, 128, 8})->Args({128, 128, 8});
}
BENCHMARK(WinogradForward)->Apply(winogradShapes);
BENCHMARK(WinogradWeightGradient)->Apply(winogradShapes);

/// 3x3, padding 1; each product loads what it multiplies, so the loads set the pace.
void Depthwise(benchmark::State& state) {
    const int maps = static_cast<int>(state.range(0)), side = static_cast<int>(state.range(1));
    const int stride = static_cast<int>(state.range(2)), what = static_cast<int>(state.range(3));
    const Shape out{maps, (side - 1) / stride + 1, (side - 1) / stride + 1};
    const DepthwiseShape shape{{maps, side, side}, out, 3, stride, 1, 1};
    Activation<float> input = filled(shape.input.features()), output = filled(out.features());
    std::vector<float> weight(static_cast<std::size_t>(maps * 9), 0.01f), bias(weight.size());
    measure(state, 18.0 * out.features() * kGroups * kLanes, [&] {
        if (what == 0) depthwiseForward(shape, input, weight.data(), bias.data(), output, {0, kGroups});
        if (what == 1) depthwiseInputGradient(shape, output, weight.data(), input, {0, kGroups});
        if (what == 2)
            depthwiseParameterGradients<float>(shape, input, output, {0, maps}, weight.data(), nullptr);
    });
}
BENCHMARK(Depthwise)
    ->ArgNames({"maps", "side", "stride", "kernel: forward, input, weights"})
    ->ArgsProduct({{32, 64}, {32, 16}, {1, 2}, {0, 1, 2}});

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    std::printf("FMA peak of one thread: %.0f GFLOP/s\n", fmaPeak() * 1e-9);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
