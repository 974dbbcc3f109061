#include "core/train/anatomy.h"

#include <cassert>

namespace tristate::train {

namespace {

std::vector<float> toVector(const nn::Gates<float>::Vector& values) {
    return {values.begin(), values.end()};
}

/// Mean of |output| of every unit of these gates, where they are multiplied by first.
std::vector<float> meanSizes(const nn::Network& network, const nn::Gates<float>& gates,
                             const nn::Workspace<float>& workspace) {
    const auto place = network.placeOf(gates);
    const nn::Tape<float>& tape = workspace.tapes[place.layer];
    const int width = network.layers()[place.layer]->outputShape().positions();
    std::vector<double> sums(static_cast<std::size_t>(gates.units()));
    for (int g = 0; g < tape.pass.groups(); ++g)
        for (int unit = 0; unit < gates.units(); ++unit)
            sums[static_cast<std::size_t>(unit)] +=
                static_cast<double>(tape.output.map(g)
                                        .block(0, (place.channel + unit) * width, tape.pass.lanes(g), width)
                                        .abs()
                                        .sum());
    std::vector<float> means;
    for (const double sum : sums)
        means.push_back(static_cast<float>(sum / (1.0 * tape.pass.samples * width)));
    return means;
}

/// What is known before the minibatch.
LayerAnatomy before(const nn::Gates<float>& gates) {
    LayerAnatomy layer;
    layer.layer = gates.index;
    layer.original = gates.original;
    layer.before = toVector(gates.width);
    layer.depthBefore = gates.depth;
    return layer;
}

/// `moved` is what the optimizer followed: the sum of both gradients.
std::vector<float> difference(const nn::Gates<float>::Vector& moved, const std::vector<float>& cost) {
    std::vector<float> loss;
    for (std::size_t i = 0; i < cost.size(); ++i)
        loss.push_back(moved[static_cast<Eigen::Index>(i)] - cost[i]);
    return loss;
}

} // namespace

StepAnatomy dissect(const Checkpoint& state, LiveSettings live) {
    assert(state.data);
    StepAnatomy anatomy;
    anatomy.step = state.trainer.step;
    nn::Network network = state.network;
    TrainConfig config = state.experiment.train;
    config.threads = 1;
    live.patience = 0; // all units stay in their places
    Trainer trainer(network, state.data->train, config, state.trainer);
    const Progress progress{anatomy.step, trainer.stepsPerEpoch()};
    data::SampleOrder order = state.trainer.order;
    const auto batch = order.next(static_cast<std::size_t>(config.batch));
    anatomy.samples.assign(batch.begin(), batch.end());
    anatomy.lambdas = lambdasAt(config, live.lambdas, progress);
    anatomy.gateRate = live.gateRate;
    anatomy.gatesMove = !live.freezeGates && gatesLearn(config, progress);
    const auto costs = GateStep(network, config.cost, config.merge).regulariserGradients(anatomy.lambdas);
    for (const auto* gates : network.gates()) anatomy.layers.push_back(before(*gates));

    anatomy.report = trainer.step(live);
    if (!anatomy.gatesMove) network.reduceGateGradients(trainer.lastPasses());
    std::size_t next = 0;
    for (const auto* gates : network.gates()) {
        LayerAnatomy& layer = anatomy.layers[next];
        const GateGradients none{std::vector<float>(layer.before.size()), 0};
        const GateGradients& moved = anatomy.gatesMove ? costs[next] : none;
        layer.output = meanSizes(network, *gates, trainer.lastPasses());
        layer.costGradient = costs[next].width;
        layer.depthCostGradient = costs[next].depth;
        layer.lossGradient = difference(gates->widthGradient, moved.width);
        layer.depthLossGradient = gates->depthGradient - moved.depth;
        layer.after = toVector(gates->width);
        layer.depthAfter = gates->depth;
        ++next;
    }
    return anatomy;
}

} // namespace tristate::train
