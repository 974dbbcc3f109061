#pragma once

#include "core/nn/loss.h"
#include "core/nn/network.h"

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
    std::vector<std::uint8_t> labels;

    RandomBatch(const nn::NetworkSpec& spec, int count, std::uint64_t seed) : samples(count) {
        Rng rng(seed);
        input.resize(spec.input.features(), groupsFor(count));
        for (int g = 0; g < input.groups(); ++g)
            for (int i = 0; i < input.features() * kLanes; ++i)
                input.group(g)[i] = g * kLanes + i % kLanes < count ? static_cast<T>(rng.uniform()) : T(0);
        for (int i = 0; i < count; ++i)
            labels.push_back(
                static_cast<std::uint8_t>(rng.below(static_cast<std::uint64_t>(nn::classes(spec)))));
    }
};

/// Runs a network on a batch as training does, all groups at once.
template <class T>
class NetworkRunner {
public:
    explicit NetworkRunner(const RandomBatch<T>& batch) : m_batch(batch) {}

    /// Mean loss of the batch.
    T loss(const nn::BasicNetwork<T>& network) {
        forward(network, nn::Purpose::Inference);
        return lossOfLogits(nullptr);
    }

    /// Gradients of the mean loss into the network's parameters and gates. They are poisoned first, so that
    /// one which is not written is loud.
    T gradients(nn::BasicNetwork<T>& network) {
        forward(network, nn::Purpose::Training);
        poison(network);
        const T mean = lossOfLogits(&m_workspace.logitsGradient());
        network.backward(m_workspace, all());
        for (std::size_t i = 0; i < network.layers().size(); ++i) {
            const auto& input = i > 0 ? m_workspace.tapes[i - 1].output : m_workspace.input;
            auto& layer = *network.layers()[i];
            for (int block = 0; block < layer.gradientBlocks(); ++block)
                layer.gradient(input, m_workspace.tapes[i], block);
            if (auto* gates = dynamic_cast<nn::TriStateRelu<T>*>(&layer))
                gates->reduceGateGradients(m_workspace.tapes[i], m_workspace.groups);
        }
        return mean;
    }

    /// Logits of the batch: samples x classes, row-major.
    std::vector<T> logits(const nn::BasicNetwork<T>& network) {
        forward(network, nn::Purpose::Inference);
        std::vector<T> rows;
        for (int sample = 0; sample < m_batch.samples; ++sample)
            for (int c = 0; c < network.classes(); ++c)
                rows.push_back(m_workspace.logits().group(sample / kLanes)[c * kLanes + sample % kLanes]);
        return rows;
    }

private:
    GroupRange all() const { return {0, m_workspace.groups}; }

    void forward(const nn::BasicNetwork<T>& network, nn::Purpose purpose) {
        network.prepare(m_workspace, m_batch.input.groups(), purpose);
        for (int g = 0; g < m_workspace.groups; ++g) m_workspace.input.map(g) = m_batch.input.map(g);
        network.forward(m_workspace, all());
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
            for (int g = 0; g < m_workspace.groups; ++g) tape.outputGradient.map(g).setConstant(kPoison);
    }

    const RandomBatch<T>& m_batch;
    nn::Workspace<T> m_workspace;
};

/// |a - b| relative to the larger of the two, with a floor so that two values near zero count as equal.
inline double relativeDifference(double a, double b, double floor = 1e-3) {
    return std::abs(a - b) / std::max({std::abs(a), std::abs(b), floor});
}

} // namespace tristate::test
