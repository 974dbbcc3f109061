#include "core/base/rng.h"
#include "core/data/batches.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/recipes/experiment_json.h"
#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/train/trainer.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <numeric>
#include <string_view>
#include <sys/resource.h>
#include <vector>

// The preset caffenet from start to end: a few gated training steps on images of ImageNet's shape, layers cut
// to the widths that a run of the paper learnt (table 3.4), a few steps more, the export to ONNX, and what
// was exported beside the network. Prints sizes, times and the peak of the memory.
//
//   large_network [fc | conv] [STEPS]

namespace {

using namespace tristate;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double peakGigabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / (1024 * 1024);
}

void report(const char* what, const nn::Network& network, double seconds) {
    const auto stages = nn::openSizes(network);
    std::printf("%-28s %8.1f s   %11lld parameters   %6.2f GFLOP a sample   peak %.2f GB\n", what, seconds,
                nn::totalParameters(stages), static_cast<double>(nn::totalFlops(stages)) / 1e9,
                peakGigabytes());
    std::fflush(stdout);
}

/// What the paper's runs kept: the first of the gates, and how many units of these and those that follow.
struct Cut {
    const char* name;
    std::size_t first;
    std::vector<int> units;
};
const Cut kFullyConnected{"cut to AL-fc's widths", 5, {1536, 1317}};
const Cut kConvolutions{"cut to AL-conv's widths", 0, {80, 127, 264, 274, 183}};

/// Closes all but `kept` units of a gated layer, chosen at random.
void keepUnits(nn::Gates<float>& gates, int kept, Rng& rng) {
    std::vector<int> units(static_cast<std::size_t>(gates.units()));
    std::iota(units.begin(), units.end(), 0);
    rng.shuffle(units);
    for (std::size_t i = static_cast<std::size_t>(kept); i < units.size(); ++i) {
        gates.width[units[i]] = 0;
        gates.closedSince[static_cast<std::size_t>(units[i])] = 0;
    }
}

/// How far the logits of a few samples lie apart, by their largest.
double difference(const nn::Network& network, const nn::PlainNetwork& exported, const data::Dataset& data) {
    const std::vector<std::uint32_t> samples{0, 1, 2, 3, 4, 5, 6, 7};
    nn::RowMatrix rows(std::ssize(samples), data.shape.features());
    for (std::size_t i = 0; i < samples.size(); ++i)
        data.copySample(i, rows.row(static_cast<Eigen::Index>(i)).data());
    const nn::RowMatrix expected = nn::predict(exported, rows);
    nn::Workspace<float> workspace;
    network.prepare(workspace, {static_cast<int>(samples.size())});
    data::gather(data, samples, workspace.input, {0, 1});
    network.forward(workspace, {0, 1});
    const auto logits = workspace.logits().map(0).topRows(std::ssize(samples));
    return static_cast<double>((expected.array() - logits).abs().maxCoeff() /
                               expected.array().abs().maxCoeff());
}

void runSteps(train::Trainer& trainer, const train::LiveSettings& live, int steps) {
    for (int i = 0; i < steps; ++i) trainer.step(live);
}

} // namespace

int main(int argc, char** argv) {
    const Cut& cut = argc > 1 && std::string_view(argv[1]) == "conv" ? kConvolutions : kFullyConnected;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 3;
    train::Experiment experiment = io::preset("caffenet");
    experiment.data.testSamples = 1;

    auto begin = Clock::now();
    const data::Splits data = data::load(experiment.data);
    nn::Network network = train::makeNetwork(experiment);
    report("built", network, secondsSince(begin));

    const train::LiveSettings live = train::liveSettings(experiment.train);
    train::Trainer trainer(network, data.train, experiment.train);
    begin = Clock::now();
    runSteps(trainer, live, steps);
    report("gated training steps", network, secondsSince(begin) / steps);

    Rng rng(1);
    const auto gates = network.gates();
    for (std::size_t i = 0; i < cut.units.size(); ++i) keepUnits(*gates[cut.first + i], cut.units[i], rng);
    begin = Clock::now();
    prune::removeClosedUnits(network, std::numeric_limits<std::int64_t>::max());
    report(cut.name, network, secondsSince(begin));

    begin = Clock::now();
    runSteps(trainer, live, steps);
    report("steps of what is left", network, secondsSince(begin) / steps);

    begin = Clock::now();
    const auto file = std::filesystem::temp_directory_path() / "caffenet.onnx";
    const nn::PlainNetwork exported = prune::exportNetwork(network);
    io::writeOnnx(file, exported, {});
    report("exported to ONNX", network, secondsSince(begin));
    std::printf("%lld parameters; logits differ by %.1e of the largest\n", exported.parameters(),
                difference(network, exported, data.train));
    std::printf("%ju bytes\n", static_cast<std::uintmax_t>(std::filesystem::file_size(file)));
    std::filesystem::remove(file);
}
