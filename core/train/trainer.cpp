#include "core/train/trainer.h"

#include "core/base/error.h"
#include "core/messages/runs.h"
#include "core/optim/adam.h"
#include "core/optim/sgd.h"
#include "core/optim/weight_decay.h"
#include "core/train/fit.h"
#include "core/train/minibatch_chance.h"

#include <algorithm>

namespace tristate::train {

namespace {

/// Purposes of the random streams of one seed.
enum : std::uint64_t { kWeightsStream = 1, kOrderStream = 2, kGatesStream = 3 };

std::unique_ptr<optim::Optimizer<float>> makeOptimizer(const TrainConfig& config) {
    if (config.optimizer == OptimizerKind::Adam) return std::make_unique<optim::Adam<float>>();
    return std::make_unique<optim::Sgd<float>>(config.momentum);
}

/// Sample groups that one item of work takes: a register tile's worth when that leaves an item for every
/// thread.
int groupsPerItem(int groups, int threads) {
    return std::clamp((groups + threads - 1) / threads, 1, 4);
}

/// Throws Error when network, data and saved state are not of one experiment.
void requireOneExperiment(const nn::Network& network, const data::Dataset& data, const TrainerState& state) {
    if (data.size() == 0) throw Error(say::kNoTrainingSamples, data.name);
    requireFit(network, data);
    const std::size_t trainedOn = state.order.permutation().size();
    if (trainedOn != data.size()) throw Error(say::kOtherSampleCount, data.name, data.size(), trainedOn);
}

/// The items of two phases that need nothing of each other, as one.
Phase both(Phase first, Phase second) {
    const int count = first.count + second.count;
    return {count, [first = std::move(first), second = std::move(second)](int item) {
                if (item < first.count)
                    first.body(item);
                else
                    second.body(item - first.count);
            }};
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

void startGates(nn::Network& network, const TrainConfig& config) {
    Rng chance = Rng::stream(config.seed, kGatesStream);
    for (auto* layer : network.gates()) {
        layer->depthLearnable = layer->depthLearnable && config.gates && config.depthGates;
        if (!config.gates) continue;
        if (layer->widthLearnable) {
            layer->estimator = config.estimator;
            for (float& width : layer->width)
                width = static_cast<float>(
                    std::max(config.gateStart - config.gateSpread * chance.uniform(), 0.0));
        }
        if (layer->isLinear()) layer->linearSince = 0;
    }
}

nn::Network makeNetwork(const Experiment& experiment) {
    Rng rng = weightsRng(experiment.train);
    nn::Network network(experiment.net, rng);
    startGates(network, experiment.train);
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
      m_optimizer(makeOptimizer(config)),
      m_gates(network, config.cost, config.merge),
      m_loss(data, config.loss) {
    requireOneExperiment(network, data, m_state);
    const auto batch = static_cast<std::size_t>(config.batch);
    m_stepsPerEpoch = static_cast<std::int64_t>((data.size() + batch - 1) / batch);
    for (auto* parameter : network.parameters()) m_optimizer->attach(*parameter);
}

Trainer::~Trainer() = default;

bool Trainer::finished() const {
    return m_config.epochs > 0 && m_state.step >= m_config.epochs * m_stepsPerEpoch;
}

StepReport Trainer::step(const LiveSettings& live) {
    StepReport report;
    const auto batch = m_state.order.next(static_cast<std::size_t>(m_config.batch));
    report.samples = static_cast<int>(batch.size());

    prepare(batch, live);
    std::vector<Phase> phases;
    addPasses(phases, batch, live);
    runPhases(phases, m_threads, Denormals::Flushed);
    if (!live.freezeWeights) m_network.finishStep(m_workspace);
    // Summed in the order of the samples, whoever computed them.
    report.loss = m_loss.addLosses(0) / report.samples;
    report.errorSum = m_loss.errorSum();
    if (!m_data.isRegression()) report.wrong = static_cast<int>(report.errorSum);

    moveGates(live, report);
    shrink(live, report);
    ++m_state.step;
    return report;
}

void Trainer::prepare(std::span<const std::uint32_t> batch, const LiveSettings& live) {
    m_loss.take(batch);
    m_network.prepare(m_workspace, trainingPass(m_config, static_cast<int>(batch.size()), m_state.step));
    m_optimizer->beginStep(m_state.step + 1, rateAt(m_config, live.rate, progress()));
    if (m_config.weightDecay > 0) m_decayMasks = decayMasks(m_network);
}

void Trainer::addPasses(std::vector<Phase>& phases, std::span<const std::uint32_t> batch,
                        const LiveSettings& live) {
    const int groups = m_workspace.pass.groups(), last = m_network.sections() - 1;
    const auto items = [&](int section, auto work) {
        const int perItem = this->m_network.isByGroup(section) ? 1 : groupsPerItem(groups, this->m_threads);
        return Phase{(groups + perItem - 1) / perItem, [=](int item) {
                         work(GroupRange{item * perItem, std::min(groups, (item + 1) * perItem)});
                     }};
    };
    const auto forward = [this, last](GroupRange range, int section) {
        m_network.forward(m_workspace, range, section);
        if (section < last) return;
        m_loss.compute(m_workspace.logits(), range, &m_workspace.logitsGradient());
        m_network.backward(m_workspace, range, last);
    };
    phases.push_back(items(0, [this, batch, forward](GroupRange range) {
        data::gather(m_data, batch, m_workspace.input, range, augmentation());
        forward(range, 0);
    }));
    for (int section = 1; section <= last; ++section) {
        phases.push_back({1, [this, section](int) { m_network.enterForward(m_workspace, section); }});
        phases.push_back(items(section, [forward, section](GroupRange range) { forward(range, section); }));
    }
    for (int section = last - 1; section >= 0; --section) {
        phases.push_back({1, [this, section](int) { m_network.enterBackward(m_workspace, section); }});
        phases.push_back(both(updates(section + 1, live), items(section, [this, section](GroupRange range) {
                                  m_network.backward(m_workspace, range, section);
                              })));
    }
    phases.push_back(updates(0, live));
}

Phase Trainer::updates(int section, const LiveSettings& live) {
    const auto& layers = m_network.layers();
    const auto range = m_network.layersOf(section);
    std::vector<GradientBlock> blocks;
    for (std::size_t layer = range.begin; layer < range.end && !live.freezeWeights; ++layer)
        for (int block = 0; block < layers[layer]->gradientBlocks(); ++block)
            blocks.push_back({layer, block});
    const double decay = m_config.weightDecay * rateAt(m_config, live.rate, progress());
    const int count = static_cast<int>(blocks.size());
    return {count, [this, decay, blocks = std::move(blocks)](int item) {
                const auto [layer, block] = blocks[static_cast<std::size_t>(item)];
                updateBlock(layer, block, decay);
            }};
}

void Trainer::updateBlock(std::size_t layer, int block, double decay) {
    nn::Layer<float>& of = *m_network.layers()[layer];
    const nn::RowRange rows = of.blockRows(block);
    of.gradient(m_workspace.inputOf(layer), m_workspace.tapes[layer], block);
    for (auto* parameter : of.parameters()) {
        if (decay > 0 && parameter->decays)
            optim::decayWeights<float>(*parameter, rows, decay, m_decayMasks[layer].rows,
                                       m_decayMasks[layer].columns);
        m_optimizer->update(*parameter, rows);
    }
}

data::Augmentation Trainer::augmentation() const {
    return augmentationAt(m_config, m_state.step);
}

void Trainer::moveGates(const LiveSettings& live, StepReport& report) {
    if (live.freezeGates || !gatesLearn(m_config, progress())) return;
    report.keptLast =
        m_gates.move(m_workspace, lambdasAt(m_config, live.lambdas, progress()), live.gateRate, m_state.step);
}

void Trainer::shrink(const LiveSettings& live, StepReport& report) {
    if (live.patience == 0 || !m_config.gates) return;
    const bool forGood = gatesAreFrozenForGood(m_config, {m_state.step + 1, m_stepsPerEpoch});
    GateStep::Shrunk shrunk =
        m_gates.shrink(forGood ? m_state.step : m_state.step - live.patience, m_state.step);
    report.removed = std::move(shrunk.removed);
    report.merged = std::move(shrunk.merged);
    report.vanished = std::move(shrunk.vanished);
}

} // namespace tristate::train
