// Evaluation of held-out data against ONNX Runtime on the exported network: samples a second, in turn.
// Usage: evaluation_speed [NET [THREADS [ROUNDS]]]; needs node, and the registry of npm the first time.

#include "core/graph/graph_text.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/prune/export_network.h"
#include "core/train/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "bench/onnx_runtime.h"

using namespace tristate;

namespace {

constexpr const char* kResNet20 =
    "3x32x32:16c3+1b-[16c3+1b-16c3+1b]+x3-[32c3s2+1b-32c3+1b]+-[32c3+1b-32c3+1b]+x2-"
    "[64c3s2+1b-64c3+1b]+-[64c3+1b-64c3+1b]+x2-ga-10";
constexpr int kBatch = 128, kSamples = 16 * kBatch;

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

data::Dataset grey(const nn::Network& network) {
    data::Dataset dataset;
    dataset.name = "grey";
    dataset.shape = network.graph().input;
    dataset.classes = network.classes();
    dataset.bytes.assign(
        static_cast<std::size_t>(kSamples) * static_cast<std::size_t>(dataset.shape.features()), 128);
    dataset.labels.assign(kSamples, 0);
    return dataset;
}

/// Samples a second of a whole evaluation.
double evaluation(const nn::Network& network, const data::Dataset& dataset, int threads) {
    const auto begin = std::chrono::steady_clock::now();
    train::evaluate(network, dataset, threads);
    return kSamples / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void compare(const std::string& spec, int threads, int rounds) {
    Rng rng(1);
    const nn::Network network(graph::parseGraph(spec), rng);
    const data::Dataset dataset = grey(network);
    const io::TemporaryFolder folder;
    io::writeOnnx(folder / "net.onnx", prune::exportNetwork(network, prune::MergeMode::Never), {});
    const OnnxRuntime runtime;
    evaluation(network, dataset, threads); // once to warm up
    std::vector<double> ours, theirs, ratios;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(evaluation(network, dataset, threads));
        const OnnxRuntime::Times times =
            runtime.run(folder / "net.onnx", network.graph().input, kBatch, threads);
        theirs.push_back(1e6 * kBatch / times.binding);
        ratios.push_back(ours.back() / theirs.back());
    }
    std::printf("%s: samples/s, medians of %d rounds in turn, %d threads, ONNX Runtime by batches of %d\n"
                "  Tristate      %10.0f\n"
                "  ONNX Runtime  %10.0f\n"
                "  ratio         %10.2f\n",
                spec.c_str(), rounds, threads, kBatch, median(ours), median(theirs), median(ratios));
}

} // namespace

int main(int argc, char** argv) try {
    compare(argc > 1 ? argv[1] : kResNet20, argc > 2 ? std::atoi(argv[2]) : 2,
            argc > 3 ? std::atoi(argv[3]) : 5);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "evaluation_speed: %s\n", error.what());
    return 1;
}
