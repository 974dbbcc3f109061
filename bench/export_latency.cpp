// The exported C source against ONNX Runtime on the same network, one image at a time, one core, in turn.
// Usage: export_latency [NET]; needs cc and node, and the registry of npm the first time.

#include "core/graph/graph_text.h"
#include "core/io/export/compiled_source.h"
#include "core/io/formats/c/c_source.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/prune/export_network.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/onnx_runtime.h"

using namespace tristate;

namespace {

constexpr int kRounds = 5;

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

nn::PlainNetwork makeNetwork(const std::string& spec) {
    Rng rng(1);
    return prune::exportNetwork(nn::Network(graph::parseGraph(spec), rng), prune::MergeMode::Never);
}

void compare(const std::string& spec) {
    const nn::PlainNetwork network = makeNetwork(spec);
    const io::TemporaryFolder folder;
    io::writeOnnx(folder / "net.onnx", network, {});
    const auto source = io::CompiledSource::compile(
        io::toCSource(network, {}), network.graph.input.features(), network.architecture().back());
    if (!source) throw std::runtime_error("needs a C compiler");
    const OnnxRuntime runtime;

    const nn::RowMatrix sample = nn::RowMatrix::Constant(1, network.graph.input.features(), 0.5f);
    std::vector<double> ours, interfaces, bindings;
    for (int round = 0; round < kRounds; ++round) {
        ours.push_back(source->microseconds(sample));
        const OnnxRuntime::Times times = runtime.run(folder / "net.onnx", network.graph.input, 1, 1);
        interfaces.push_back(times.interface);
        bindings.push_back(times.binding);
    }
    std::printf("%s: %lld operations; an image takes\n"
                "  C source      %8.2f us\n"
                "  ONNX Runtime  %8.2f us, %.2f us without node's promises\n"
                "medians of %d rounds in turn, one thread\n",
                spec.c_str(), network.flops(), median(ours), median(interfaces), median(bindings), kRounds);
}

} // namespace

int main(int argc, char** argv) try {
    compare(argc > 1 ? argv[1] : "1x28x28:8c5-p2-11c5-p2-13-10");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "export_latency: %s\n", error.what());
    return 1;
}
