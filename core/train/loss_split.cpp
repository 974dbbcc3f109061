#include "core/train/loss_split.h"

#include "core/data/batches.h"
#include "core/messages/common.h"
#include "core/messages/forces.h"
#include "core/train/minibatch_chance.h"

#include <algorithm>
#include <numeric>

namespace tristate::train {

namespace {

/// Samples of a regression that the net says too little, or too much, of.
enum Side { kTooLittle, kTooMuch, kSides };

bool isOfOneTarget(const data::Dataset& data) {
    return data.targets.size() == 1;
}

int unitPlace(const nn::Gates<float>& gates, int unit) {
    const auto found = std::find(gates.original.begin(), gates.original.end(), unit);
    return found == gates.original.end() ? -1 : static_cast<int>(found - gates.original.begin());
}

} // namespace

LossSplit::LossSplit(const data::Dataset& data, const TrainConfig& config)
    : m_data(data), m_config(config), m_threads(threadCount(config.threads)), m_loss(data, config.loss) {}

int LossSplit::parts() const {
    if (!m_data.isRegression()) return m_data.classes;
    return isOfOneTarget(m_data) ? kSides : static_cast<int>(m_data.targets.size());
}

std::vector<LossSplit::Place> LossSplit::placesOf(const nn::Network& network, const GateRef& gate) {
    std::vector<Place> places;
    const nn::Gates<float>* gates = network.gatesAt(gate.layer);
    const int unit = gates && !gate.isDepth() ? unitPlace(*gates, gate.unit) : -1;
    if (!gates || (unit < 0 && !gate.isDepth())) return places;
    const auto layers = network.layers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!layers[i]->isGated()) continue;
        Eigen::Index begin = 0;
        for (const nn::ChannelRun& run : network.wires()[i].output) {
            if (run.gates == gate.layer && !gate.isDepth()) places.push_back({i, begin + unit});
            begin += network.unitsOf(run);
        }
        if (gate.isDepth() && network.wires()[i].depth == gate.layer) places.push_back({i, begin});
    }
    return places;
}

template <class Work>
Phase LossSplit::spread(const std::vector<int>& groups, Work work) const {
    const int count = static_cast<int>(groups.size());
    const int items = std::min(count, m_threads);
    return {items, [&groups, count, items, work](int item) {
                for (int i = count * item / items; i < count * (item + 1) / items; ++i)
                    work(GroupRange{groups[static_cast<std::size_t>(i)],
                                    groups[static_cast<std::size_t>(i)] + 1});
            }};
}

void LossSplit::forward(const nn::Network& network, std::span<const std::uint32_t> batch, std::int64_t step) {
    m_loss.take(batch);
    network.prepare(m_workspace, trainingPass(m_config, static_cast<int>(batch.size()), step));
    std::vector<int> all(static_cast<std::size_t>(m_workspace.pass.groups()));
    std::iota(all.begin(), all.end(), 0);
    const data::Augmentation changes = augmentationAt(m_config, step);
    std::vector<Phase> phases;
    phases.push_back(spread(all, [&](GroupRange range) {
        data::gather(m_data, batch, m_workspace.input, range, changes);
        network.forward(m_workspace, range, 0);
    }));
    for (int section = 1; section < network.sections(); ++section) {
        phases.push_back({1, [&, section](int) { network.enterForward(m_workspace, section); }});
        phases.push_back(
            spread(all, [&, section](GroupRange range) { network.forward(m_workspace, range, section); }));
    }
    runPhases(phases, m_threads, Denormals::Flushed);
    const int outputs = m_workspace.logits().features();
    m_gradient.resize(outputs, m_workspace.pass.groups());
    m_loss.compute(m_workspace.logits(), {0, m_workspace.pass.groups()}, &m_gradient);
}

void LossSplit::assignParts(std::span<const std::uint32_t> batch) {
    const auto outputs = static_cast<std::size_t>(m_gradient.features());
    m_partOf.assign(batch.size() * outputs, -1);
    for (std::size_t sample = 0; sample < batch.size(); ++sample) {
        const auto gradient = m_gradient.map(static_cast<int>(sample) / kLanes);
        const auto lane = static_cast<Eigen::Index>(sample % kLanes);
        for (std::size_t o = 0; o < outputs; ++o) {
            const float value = gradient(lane, static_cast<Eigen::Index>(o));
            int part = static_cast<int>(o);
            if (!m_data.isRegression())
                part = static_cast<int>(m_data.labels[batch[sample]]);
            else if (isOfOneTarget(m_data))
                part = value < 0 ? kTooLittle : kTooMuch;
            if (value != 0) m_partOf[sample * outputs + o] = part;
        }
    }
}

std::vector<std::vector<int>> LossSplit::groupsOfParts(std::size_t samples, bool areCoupled) const {
    std::vector<std::vector<int>> reached(static_cast<std::size_t>(parts()));
    const std::size_t outputs = m_partOf.size() / samples;
    for (std::size_t i = 0; i < m_partOf.size(); ++i) {
        if (m_partOf[i] < 0) continue;
        std::vector<int>& groups = reached[static_cast<std::size_t>(m_partOf[i])];
        const int group = static_cast<int>(i / outputs) / kLanes;
        if (groups.empty() || groups.back() != group) groups.push_back(group);
    }
    for (std::vector<int>& groups : reached) {
        if (!areCoupled || groups.empty()) continue;
        groups.resize(static_cast<std::size_t>(groupsFor(static_cast<int>(samples))));
        std::iota(groups.begin(), groups.end(), 0);
    }
    return reached;
}

void LossSplit::backward(const nn::Network& network, int part, const std::vector<int>& groups) {
    const auto outputs = static_cast<std::size_t>(m_gradient.features());
    const int last = network.sections() - 1;
    std::vector<Phase> phases;
    phases.push_back(spread(groups, [&, part, outputs, last](GroupRange range) {
        const int g = range.begin;
        auto cut = m_workspace.logitsGradient().map(g);
        const auto whole = m_gradient.map(g);
        cut.setZero();
        for (int lane = 0; lane < m_workspace.pass.lanes(g); ++lane)
            for (std::size_t o = 0; o < outputs; ++o) {
                const std::size_t sample =
                    static_cast<std::size_t>(g) * kLanes + static_cast<std::size_t>(lane);
                if (m_partOf[sample * outputs + o] != part) continue;
                const auto column = static_cast<Eigen::Index>(o);
                cut(lane, column) = whole(lane, column);
            }
        network.backward(m_workspace, range, last);
    }));
    for (int section = last - 1; section >= 0; --section) {
        phases.push_back({1, [&, section](int) { network.enterBackward(m_workspace, section); }});
        phases.push_back(spread(
            groups, [&, section](GroupRange range) { network.backward(m_workspace, range, section); }));
    }
    runPhases(phases, m_threads, Denormals::Flushed);
}

std::vector<double> LossSplit::gradients(const nn::Network& network, const GateRef& gate,
                                         std::span<const std::uint32_t> batch, std::int64_t step) {
    std::vector<double> gradients(static_cast<std::size_t>(parts()), 0.0);
    const std::vector<Place> places = placesOf(network, gate);
    if (places.empty()) return gradients;
    forward(network, batch, step);
    assignParts(batch);
    const std::vector<std::vector<int>> reached = groupsOfParts(batch.size(), network.sections() > 1);
    const nn::Gates<float>& gates = *network.gatesAt(gate.layer);
    for (int part = 0; part < parts(); ++part) {
        const std::vector<int>& groups = reached[static_cast<std::size_t>(part)];
        if (groups.empty()) continue;
        backward(network, part, groups);
        double& sum = gradients[static_cast<std::size_t>(part)];
        for (const Place& place : places)
            for (const int g : groups)
                sum += static_cast<double>(m_workspace.tapes[place.layer].partials(g, place.column));
        if (gate.isDepth()) continue;
        const Place& place = places.back();
        sum *= nn::slope(gates.estimator,
                         static_cast<double>(m_workspace.tapes[place.layer].gateValues[place.column]));
    }
    return gradients;
}

Message lossPartName(const data::Dataset& data, int part) {
    const auto at = static_cast<std::size_t>(part);
    if (!data.isRegression()) {
        if (at < data.classNames.size()) return Message(say::kClassPart, data.classNames[at]);
        return Message(say::kClassPart, part);
    }
    if (!isOfOneTarget(data)) return Message(say::kTargetPart, data.targets[at].name);
    return Message(part == kTooLittle ? say::kTooLittlePart : say::kTooMuchPart);
}

} // namespace tristate::train
