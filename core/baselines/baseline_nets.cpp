#include "core/baselines/baseline_nets.h"

#include "core/data/batches.h"
#include "core/nn/initial_weights.h"
#include "core/prune/export_network.h"
#include "core/prune/factorise.h"
#include "core/prune/import_network.h"
#include "core/prune/magnitude.h"
#include "core/prune/taylor.h"
#include "core/train/task.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tristate::baselines {

namespace {

constexpr int kTaylorMinibatches = 100;

/// Purposes of the random streams of one seed, apart from those of training.
enum : std::uint64_t { kCutStream = 101 };

/// Forward, loss and backward of a minibatch, on this thread.
void passMinibatch(const nn::Network& network, train::MinibatchLoss& loss, nn::Workspace<float>& workspace) {
    const GroupRange all{0, workspace.pass.groups()};
    const int last = network.sections() - 1;
    for (int section = 0; section <= last; ++section) {
        if (section > 0) network.enterForward(workspace, section);
        network.forward(workspace, all, section);
    }
    loss.compute(workspace.logits(), all, &workspace.logitsGradient());
    for (int section = last; section >= 0; --section) {
        if (section < last) network.enterBackward(workspace, section);
        network.backward(workspace, all, section);
    }
}

/// A hidden dense layer of a plain network.
struct DenseSize {
    long long inputs, outputs;

    int rank(double share) const {
        return std::max(1, static_cast<int>(share * static_cast<double>(std::min(inputs, outputs))));
    }
    /// Parameters that factors of this rank have beyond those of the layer.
    long long change(int rank) const { return rank * (inputs + outputs + 1) - inputs * outputs; }
};

std::vector<DenseSize> hiddenDense(const nn::PlainNetwork& plain) {
    std::vector<DenseSize> sizes;
    for (std::size_t i = 0; i < plain.weights.size(); ++i)
        if (std::holds_alternative<graph::Dense>(plain.graph.nodes[i].operation))
            sizes.push_back({plain.weights[i].weight.cols(), plain.weights[i].weight.rows()});
    sizes.pop_back(); // the output layer
    return sizes;
}

} // namespace

std::string_view nameOf(Method method) {
    constexpr std::array<std::string_view, kMethods.size()> kNames = {
        "gates", "magnitude-l1", "magnitude-l2", "taylor", "random", "svd", "scratch"};
    return kNames[static_cast<std::size_t>(method)];
}

prune::UnitScores taylorScores(nn::Network network, const data::Dataset& data,
                               const train::TrainConfig& config) {
    data::SampleOrder order(data.size(), Rng::stream(config.seed, kCutStream));
    train::MinibatchLoss loss(data, config.loss);
    nn::Workspace<float> workspace;
    prune::UnitScores scores;
    for (int minibatch = 0; minibatch < kTaylorMinibatches; ++minibatch) {
        const auto batch = order.next(static_cast<std::size_t>(config.batch));
        loss.take(batch);
        network.prepare(workspace, {static_cast<int>(batch.size()), nn::Purpose::Training, config.seed,
                                    static_cast<std::uint64_t>(minibatch)});
        data::gather(data, batch, workspace.input, {0, workspace.pass.groups()});
        passMinibatch(network, loss, workspace);
        prune::addTaylorScores(network, workspace, scores);
    }
    return scores;
}

nn::Network prunedNetwork(nn::Network dense, Method criterion, const std::vector<int>& widths,
                          const data::Dataset& data, const train::TrainConfig& config) {
    Rng rng = Rng::stream(config.seed, kCutStream);
    prune::UnitScores scores;
    switch (criterion) {
    case Method::MagnitudeL1:
        scores = prune::magnitudeScores(dense, prune::Norm::L1);
        break;
    case Method::MagnitudeL2:
        scores = prune::magnitudeScores(dense, prune::Norm::L2);
        break;
    case Method::Taylor:
        scores = taylorScores(dense, data, config);
        break;
    default:
        assert(criterion == Method::Random);
        scores = prune::randomScores(dense, rng);
    }
    prune::keepBest(dense, scores, widths);
    return dense;
}

nn::Network factorisedNetwork(const nn::Network& dense, long long parameters) {
    nn::PlainNetwork plain = prune::exportNetwork(dense, prune::MergeMode::Never);
    const std::vector<DenseSize> sizes = hiddenDense(plain);
    const auto parametersAt = [&](double share) {
        long long total = plain.parameters();
        for (const DenseSize& size : sizes) total += size.change(size.rank(share));
        return total;
    };
    constexpr int kSteps = 1000;
    int share = kSteps;
    while (share > 0 && parametersAt(share / double{kSteps}) > parameters) --share;
    for (auto i = std::ssize(sizes); i-- > 0;) // from the last on, so that the numbers stay right
        plain = prune::factorise(std::move(plain), static_cast<int>(i),
                                 sizes[static_cast<std::size_t>(i)].rank(share / double{kSteps}));
    return prune::importNetwork(plain);
}

nn::Network freshNetwork(const nn::Network& kept, const train::TrainConfig& config) {
    Rng rng = train::weightsRng(config);
    nn::Network network(kept.graph(), rng);
    for (std::size_t i = 0; i < network.gates().size(); ++i) {
        const std::vector<int>& wanted = kept.gates()[i]->original;
        const std::vector<int>& present = network.gates()[i]->original;
        std::vector<int> units;
        for (std::size_t unit = 0; unit < present.size(); ++unit)
            if (std::binary_search(wanted.begin(), wanted.end(), present[unit]))
                units.push_back(static_cast<int>(unit));
        network.keepUnits(static_cast<int>(i), units);
    }
    for (const auto& stage : network.stages()) {
        if (!stage.weights) continue;
        auto& weight = stage.weights->weight.value;
        nn::drawHeNormal(weight, static_cast<int>(weight.cols()), rng);
    }
    return network;
}

} // namespace tristate::baselines
