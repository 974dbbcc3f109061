#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/nn/loss.h"
#include "core/objective/regulariser.h"
#include "core/optim/adam.h"
#include "core/optim/gate_descent.h"
#include "core/optim/sgd.h"
#include "core/prune/compact.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tristate::train {

namespace {

/// Purposes of the random streams of one seed.
enum : std::uint64_t { kWeightsStream = 1, kOrderStream = 2 };

/// Added to the seed for augmentation, whose streams are numbered by minibatch and sample.
constexpr std::uint64_t kAugmentationSeed = 0x5eed;

std::unique_ptr<optim::Optimizer<float>> makeOptimizer(const TrainConfig& config) {
    if (config.optimizer == OptimizerKind::Adam) return std::make_unique<optim::Adam<float>>();
    return std::make_unique<optim::Sgd<float>>(config.momentum);
}

/// Sample groups that one item of work takes: a register tile's worth when that leaves an item for every
/// thread.
int groupsPerItem(int groups, int threads) {
    return std::clamp((groups + threads - 1) / threads, 1, 4);
}

/// One block of a weight layer's gradient.
struct GradientBlock {
    std::size_t layer;
    int block;
};

} // namespace

Rng weightsRng(const TrainConfig& config) {
    return Rng::stream(config.seed, kWeightsStream);
}
Rng orderRng(const TrainConfig& config) {
    return Rng::stream(config.seed, kOrderStream);
}

nn::Network makeNetwork(const Experiment& experiment) {
    Rng rng = weightsRng(experiment.train);
    nn::Network network(experiment.net, rng);
    for (auto* layer : network.gates()) {
        if (experiment.train.gates) layer->width.setConstant(static_cast<float>(experiment.train.gateStart));
        layer->depthLearnable =
            layer->depthLearnable && experiment.train.gates && experiment.train.depthGates;
    }
    return network;
}

Trainer::Trainer(nn::Network& network, const data::Dataset& data, const TrainConfig& config)
    : Trainer(network, data, config, {0, data::SampleOrder(data.size(), orderRng(config))}) {}

Trainer::Trainer(nn::Network& network, const data::Dataset& data, const TrainConfig& config,
                 TrainerState state)
    : m_network(network),
      m_data(data),
      m_config(config),
      m_state(std::move(state)),
      m_threads(threadCount(config.threads)),
      m_optimizer(makeOptimizer(config)) {
    if (data.size() == 0) throw Error("data '" + data.name + "': there are no training samples");
    const nn::NetworkSpec& spec = network.spec();
    if (data.shape.features() != spec.input.features())
        throw Error("data '" + data.name + "' has samples of " + toString(data.shape) + ", but the net '" +
                    toString(spec) + "' expects " + toString(spec.input));
    if (data.classes > network.classes())
        throw Error("data '" + data.name + "' has " + std::to_string(data.classes) +
                    " classes, but the net '" + toString(spec) + "' has " +
                    std::to_string(network.classes()) + " outputs");
    if (m_state.order.permutation().size() != data.size())
        throw Error("data '" + data.name + "' has " + std::to_string(data.size()) +
                    " training samples, but the saved run was trained on " +
                    std::to_string(m_state.order.permutation().size()));
    const auto batch = static_cast<std::size_t>(config.batch);
    m_stepsPerEpoch = static_cast<std::int64_t>((data.size() + batch - 1) / batch);
    for (auto* parameter : network.parameters()) m_optimizer->attach(*parameter);
}

Trainer::~Trainer() = default;

bool Trainer::finished() const {
    return m_config.epochs > 0 && m_state.step >= m_config.epochs * m_stepsPerEpoch;
}

double Trainer::rateNow(const LiveSettings& live) const {
    if (m_config.schedule == RateSchedule::Constant || m_config.epochs == 0) return live.rate;
    const double done =
        static_cast<double>(m_state.step) / static_cast<double>(m_config.epochs * m_stepsPerEpoch);
    return live.rate * 0.5 * (1 + std::cos(std::numbers::pi * std::min(done, 1.0)));
}

bool Trainer::gatesMove(const LiveSettings& live) const {
    if (!m_config.gates || live.freezeGates) return false;
    const std::int64_t first = m_config.warmupEpochs * m_stepsPerEpoch;
    const std::int64_t end = (m_config.epochs - m_config.frozenEpochs) * m_stepsPerEpoch;
    return m_state.step >= first && (m_config.epochs == 0 || m_state.step < end);
}

StepReport Trainer::step(const LiveSettings& live) {
    StepReport report;
    const auto batch = m_state.order.next(static_cast<std::size_t>(m_config.batch));
    report.samples = static_cast<int>(batch.size());

    computeGradientsAndUpdate(batch, live);
    // Summed in the order of the samples, whoever computed them.
    report.loss = std::accumulate(m_losses.begin(), m_losses.end(), 0.0) / report.samples;
    report.wrong = std::accumulate(m_wrong.begin(), m_wrong.end(), 0);

    if (gatesMove(live)) moveGates(live, report);
    removeClosed(live, report);
    ++m_state.step;
    return report;
}

void Trainer::computeGradientsAndUpdate(std::span<const std::uint32_t> batch, const LiveSettings& live) {
    m_labels.resize(batch.size());
    m_losses.resize(batch.size());
    m_wrong.resize(batch.size());
    std::transform(batch.begin(), batch.end(), m_labels.begin(), [&](auto i) { return m_data.labels[i]; });
    const int groups = groupsFor(static_cast<int>(batch.size()));
    m_network.prepare(m_workspace, groups, nn::Purpose::Training);
    m_optimizer->beginStep(m_state.step + 1, rateNow(live));

    const data::Augmentation augmentation{.shift = m_config.shift,
                                          .seed = m_config.seed + kAugmentationSeed,
                                          .minibatch = static_cast<std::uint64_t>(m_state.step)};
    const int perItem = groupsPerItem(groups, m_threads);
    const auto forwardBackward = [&](int item) {
        const GroupRange range{item * perItem, std::min(groups, (item + 1) * perItem)};
        data::gather(m_data, batch, m_workspace.input, range, augmentation);
        m_network.forward(m_workspace, range);
        nn::softmaxCrossEntropy<float>(m_workspace.logits(), m_labels, range, m_losses, m_wrong,
                                       &m_workspace.logitsGradient());
        m_network.backward(m_workspace, range);
    };

    const auto& layers = m_network.layers();
    std::vector<GradientBlock> blocks;
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        for (int block = 0; block < layers[layer]->gradientBlocks(); ++block)
            blocks.push_back({layer, block});
    const auto gradientUpdate = [&](int item) {
        const auto [layer, block] = blocks[static_cast<std::size_t>(item)];
        const auto& input = layer > 0 ? m_workspace.tapes[layer - 1].output : m_workspace.input;
        layers[layer]->gradient(input, m_workspace.tapes[layer], block);
        for (auto* parameter : layers[layer]->parameters())
            m_optimizer->update(*parameter, layers[layer]->blockRows(block));
    };

    const std::array phases = {
        Phase{(groups + perItem - 1) / perItem, forwardBackward},
        Phase{live.freezeWeights ? 0 : static_cast<int>(blocks.size()), gradientUpdate}};
    runPhases(phases, m_threads);
}

void Trainer::moveGates(const LiveSettings& live, StepReport& report) {
    const auto gates = m_network.gates();
    std::size_t gated = 0;
    for (std::size_t i = 0; i < m_network.layers().size(); ++i) {
        if (gated == gates.size() || m_network.layers()[i].get() != gates[gated]) continue;
        nn::TriStateRelu<float>& layer = *gates[gated];
        layer.reduceGateGradients(m_workspace.tapes[i], m_workspace.groups);
        objective::addRegulariserGradient(layer, live.lambdas);

        optim::descendClipped(layer.width, layer.widthGradient, live.gateRate);
        if (layer.depthLearnable) optim::descendClipped(layer.depth, layer.depthGradient, live.gateRate);
        ++gated;
    }
    keepLastUnitOpen(report);

    for (auto* layer : gates)
        for (int unit = 0; unit < layer->units(); ++unit) {
            auto& since = layer->closedSince[static_cast<std::size_t>(unit)];
            if (layer->isOpen(layer->width[unit]))
                since = -1;
            else if (since < 0)
                since = m_state.step;
        }
}

void Trainer::keepLastUnitOpen(StepReport& report) {
    const auto gates = m_network.gates();
    for (std::size_t i = 0; i < gates.size(); ++i) {
        if (gates[i]->openUnits() > 0) continue;
        Eigen::Index best = 0;
        gates[i]->width.maxCoeff(&best);
        gates[i]->width[best] = 0.5f;
        report.keptLast.push_back(static_cast<int>(i));
    }
}

void Trainer::removeClosed(const LiveSettings& live, StepReport& report) {
    if (live.patience == 0 || !m_config.gates) return;
    const std::int64_t freezeStart = (m_config.epochs - m_config.frozenEpochs) * m_stepsPerEpoch;
    const bool frozenForGood = m_config.epochs > 0 && m_state.step + 1 >= freezeStart;
    const std::int64_t limit = frozenForGood ? m_state.step : m_state.step - live.patience;
    const auto removed = prune::removeClosedUnits(m_network, limit);
    if (std::any_of(removed.begin(), removed.end(), [](int n) { return n > 0; })) report.removed = removed;
}

} // namespace tristate::train
