#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "app/cli/usage.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/base/threads.h"
#include "core/graph/graph_text.h"
#include "core/messages/studies.h"
#include "core/train/trainer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tristate::cli {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds kWarmUp{0.5};
constexpr Seconds kWindow{0.25};

struct BenchOptions {
    std::string net;
    int batch = 128;
    int threads = 0;
    train::OptimizerKind optimizer = train::OptimizerKind::Sgd; ///< as in the comparisons with other programs
    double seconds = 5;
    bool json = false;
};

/// Random pictures with random labels: what they show makes no difference to the time of a step.
data::Dataset noise(const graph::Graph& net, std::size_t samples) {
    Rng rng(1);
    data::Dataset dataset;
    dataset.name = "noise";
    dataset.shape = net.input;
    dataset.classes = graph::classes(net);
    dataset.bytes.resize(samples * static_cast<std::size_t>(net.input.features()));
    for (auto& byte : dataset.bytes) byte = static_cast<std::uint8_t>(rng.below(256));
    dataset.labels.resize(samples);
    for (auto& label : dataset.labels)
        label = static_cast<data::Label>(rng.below(static_cast<std::uint64_t>(dataset.classes)));
    return dataset;
}

train::Experiment experimentOf(const BenchOptions& options) {
    train::Experiment experiment;
    experiment.net = blamingTheCommand([&options] { return graph::parseGraph(options.net); });
    experiment.train.epochs = 0;
    experiment.train.batch = options.batch;
    experiment.train.threads = options.threads;
    experiment.train.optimizer = options.optimizer;
    experiment.train.weightDecay = 0;
    experiment.train.gateRate = 0; // the gates' work is done, but the network stays as it is
    experiment.train.warmupEpochs = 0;
    experiment.train.patience = 0;
    train::validate(experiment);
    return experiment;
}

/// Samples per second over at least `duration`.
double measure(train::Trainer& trainer, const train::LiveSettings& live, Seconds duration) {
    const auto begin = Clock::now();
    long long samples = 0;
    Seconds taken{};
    do {
        samples += trainer.step(live).samples;
        taken = Clock::now() - begin;
    } while (taken < duration);
    return static_cast<double>(samples) / taken.count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void runBench(const BenchOptions& options) {
    if (!(options.seconds > 0) || !std::isfinite(options.seconds))
        throw UsageError(say::kSecondsInvalid, options.seconds);
    const train::Experiment experiment = experimentOf(options);
    constexpr std::size_t kBatches = 32; // whole batches only, and more data than the nearest caches hold
    const data::Dataset data = noise(experiment.net, kBatches * static_cast<std::size_t>(options.batch));
    nn::Network network = train::makeNetwork(experiment);
    train::Trainer trainer(network, data, experiment.train);
    const train::LiveSettings live = train::liveSettings(experiment.train);

    measure(trainer, live, kWarmUp);
    std::vector<double> windows;
    for (const auto begin = Clock::now(); windows.empty() || Clock::now() - begin < Seconds(options.seconds);)
        windows.push_back(measure(trainer, live, kWindow));

    const double rate = median(windows);
    const int threads = threadCount(options.threads);
    const std::string net = graph::toString(experiment.net);
    if (options.json)
        printLine({{"event", "done"},
                   {"samples_per_second", rate},
                   {"threads", threads},
                   {"batch", options.batch},
                   {"net", net},
                   {"windows", windows.size()}});
    else
        std::cout << formatted("%s samples/s trained (median of %zu windows): %s, batch %d, %d threads\n",
                               withSeparators(std::llround(rate)).c_str(), windows.size(), net.c_str(),
                               options.batch, threads);
}

} // namespace

void addBench(CLI::App& app) {
    CLI::App* command = app.add_subcommand("bench", "Measure how fast a network trains, on random data");
    const auto options = std::make_shared<BenchOptions>();
    command->add_option("--net", options->net, "Network, e.g. 784-300-100-10")->required()->type_name("SPEC");
    addSettingOption(*command, "train.batch", options->batch, "; default 128");
    addSettingOption(*command, "train.threads", options->threads);
    addSettingOption(*command, "train.optimizer", options->optimizer, "; default sgd");
    command->add_option("--seconds", options->seconds, "How long to measure, in seconds; default 5");
    addJsonOption(*command, options->json);
    command->callback([options] { runBench(*options); });
}

} // namespace tristate::cli
