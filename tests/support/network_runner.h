#pragma once

#include "core/nn/loss.h"
#include "core/nn/network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace tristate::test {

/// A minibatch of random samples and labels for a network.
template <class T>
struct RandomBatch {
    int samples;
    Activation<T> input;
    std::vector<std::uint32_t> labels;

    RandomBatch(const graph::Graph& spec, int count, std::uint64_t seed) : samples(count) {
        Rng rng(seed);
        input.resize(spec.input.features(), groupsFor(count));
        for (int g = 0; g < input.groups(); ++g)
            for (int i = 0; i < input.features() * kLanes; ++i)
                input.group(g)[i] = g * kLanes + i % kLanes < count ? static_cast<T>(rng.uniform()) : T(0);
        for (int i = 0; i < count; ++i)
            labels.push_back(
                static_cast<std::uint8_t>(rng.below(static_cast<std::uint64_t>(graph::classes(spec)))));
    }
};

/// Runs a network on a batch as training and evaluation do, all groups at once.
template <class T>
class NetworkRunner {
public:
    explicit NetworkRunner(const RandomBatch<T>& batch) : m_batch(batch) {}

    /// Mean loss of the batch in a training pass; chance is the same in every call.
    T trainingLoss(const nn::BasicNetwork<T>& network) {
        trainingForward(network);
        return lossOfLogits(nullptr);
    }

    /// Gradients of the mean loss into the network's parameters and gates. They are poisoned first, so that
    /// one which is not written is loud.
    T gradients(nn::BasicNetwork<T>& network) {
        trainingForward(network);
        poison(network);
        const T mean = lossOfLogits(&m_workspace.logitsGradient());
        for (int section = network.sections() - 1; section >= 0; --section) {
            if (section + 1 < network.sections()) network.enterBackward(m_workspace, section);
            network.backward(m_workspace, all(), section);
            // As late as in training: beside the backward passes of the section before.
            if (section + 1 < network.sections()) parameterGradients(network, section + 1);
        }
        parameterGradients(network, 0);
        network.reduceGateGradients(m_workspace);
        return mean;
    }

    /// As the latest pass left it.
    const nn::Workspace<T>& workspace() const { return m_workspace; }

    /// What training does to running averages, after gradients().
    void finishStep(nn::BasicNetwork<T>& network) { network.finishStep(m_workspace); }

    /// Logits of the batch after training: samples x classes, row-major. `onlyLogits`: see Pass.
    std::vector<T> logits(const nn::BasicNetwork<T>& network, bool onlyLogits = false) {
        prepare(network, nn::Purpose::Inference, onlyLogits);
        network.forward(m_workspace, all());
        std::vector<T> rows;
        for (int sample = 0; sample < m_batch.samples; ++sample)
            for (int c = 0; c < network.classes(); ++c)
                rows.push_back(m_workspace.logits().group(sample / kLanes)[c * kLanes + sample % kLanes]);
        return rows;
    }

private:
    static constexpr std::uint64_t kSeed = 11, kMinibatch = 7;

    GroupRange all() const { return {0, m_workspace.pass.groups()}; }

    void prepare(const nn::BasicNetwork<T>& network, nn::Purpose purpose, bool onlyLogits = false) {
        network.prepare(m_workspace, {m_batch.samples, purpose, kSeed, kMinibatch, onlyLogits});
        for (int g = 0; g < all().end; ++g) m_workspace.input.map(g) = m_batch.input.map(g);
    }

    void parameterGradients(nn::BasicNetwork<T>& network, int section) {
        const auto range = network.layersOf(section);
        for (std::size_t i = range.begin; i < range.end; ++i) {
            auto& layer = *network.layers()[i];
            for (int block = 0; block < layer.gradientBlocks(); ++block)
                layer.gradient(m_workspace.inputOf(i), m_workspace.tapes[i], block);
        }
    }

    void trainingForward(const nn::BasicNetwork<T>& network) {
        prepare(network, nn::Purpose::Training);
        for (int section = 0; section < network.sections(); ++section) {
            if (section > 0) network.enterForward(m_workspace, section);
            network.forward(m_workspace, all(), section);
        }
    }

    T lossOfLogits(Activation<T>* gradient) {
        std::vector<T> losses(static_cast<std::size_t>(m_batch.samples));
        std::vector<std::uint8_t> wrong(losses.size());
        nn::softmaxCrossEntropy<T>(m_workspace.logits(), m_batch.labels, all(), losses, wrong, gradient);
        return std::accumulate(losses.begin(), losses.end(), T(0)) / static_cast<T>(losses.size());
    }

    void poison(nn::BasicNetwork<T>& network) {
        constexpr T kPoison = std::numeric_limits<T>::infinity();
        for (auto* parameter : network.parameters()) parameter->gradient.setConstant(kPoison);
        for (auto* gates : network.gates()) {
            gates->widthGradient.setConstant(kPoison);
            gates->depthGradient = kPoison;
        }
        for (auto& tape : m_workspace.tapes)
            for (int g = 0; g < all().end; ++g) tape.outputGradient.map(g).setConstant(kPoison);
        for (auto& added : m_workspace.added)
            for (int g = 0; g < added.groups(); ++g) added.map(g).setConstant(kPoison);
    }

    const RandomBatch<T>& m_batch;
    nn::Workspace<T> m_workspace;
};

/// |a - b| relative to the larger of the two, with a floor so that two values near zero count as equal.
inline double relativeDifference(double a, double b, double floor = 1e-3) {
    return std::abs(a - b) / std::max({std::abs(a), std::abs(b), floor});
}

} // namespace tristate::test
