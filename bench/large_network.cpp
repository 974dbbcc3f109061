#include "core/base/rng.h"
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
#include <sys/resource.h>

// The preset caffenet from start to end: a few gated training steps on images of ImageNet's shape, fc6 and
// fc7 pruned to the widths that the paper's AL-fc run learnt (1536 and 1317), a few steps more, the export to
// ONNX. Prints sizes, times and the peak of the memory.
//
//   large_network [STEPS]

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

void runSteps(train::Trainer& trainer, const train::LiveSettings& live, int steps) {
    for (int i = 0; i < steps; ++i) trainer.step(live);
}

} // namespace

int main(int argc, char** argv) {
    const int steps = argc > 1 ? std::atoi(argv[1]) : 3;
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
    keepUnits(*gates[gates.size() - 2], 1536, rng);
    keepUnits(*gates[gates.size() - 1], 1317, rng);
    begin = Clock::now();
    prune::removeClosedUnits(network, std::numeric_limits<std::int64_t>::max());
    report("pruned to 1536 and 1317", network, secondsSince(begin));

    begin = Clock::now();
    runSteps(trainer, live, steps);
    report("steps of what is left", network, secondsSince(begin) / steps);

    begin = Clock::now();
    const auto file = std::filesystem::temp_directory_path() / "caffenet.onnx";
    io::writeOnnx(file, prune::exportNetwork(network), {});
    report("exported to ONNX", network, secondsSince(begin));
    std::printf("%ju bytes\n", static_cast<std::uintmax_t>(std::filesystem::file_size(file)));
    std::filesystem::remove(file);
}
