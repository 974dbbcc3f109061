#pragma once

#include "core/base/rng.h"
#include "core/nn/layer.h"
#include "core/nn/network_spec.h"
#include "core/nn/tri_state_relu.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tristate::nn {

/// All memory that depends on a minibatch: the input, and for each layer its tape. Reused from step to step;
/// one Workspace serves one caller at a time, different sample groups of it may be worked on by different
/// threads.
template <class T>
struct Workspace {
    Activation<T> input;
    std::vector<Tape<T>> tapes; ///< one per layer
    int groups = 0;

    const Activation<T>& logits() const { return tapes.back().output; }
    Activation<T>& logitsGradient() { return tapes.back().outputGradient; }
};

/// A weight layer and the tri-state ReLU that follows it (null for the output layer), with the layers in
/// between.
template <class T>
struct Stage {
    Layer<T>* weights = nullptr;
    TriStateRelu<T>* gates = nullptr;
};

/// A chain of layers: weights, gates and nothing that depends on a minibatch, so a copy is a snapshot. It
/// knows neither the loss nor the optimizer nor threads: forward and backward work on a range of sample
/// groups, and gradient blocks are independent of each other, so a caller may spread both over threads.
template <class T>
class BasicNetwork {
public:
    BasicNetwork() = default;
    /// Builds the layers; weights are drawn from He's normal distribution (He et al. 2015), biases are 0,
    /// gates 1.
    BasicNetwork(const NetworkSpec& spec, Rng& rng);
    BasicNetwork(const BasicNetwork& other);
    BasicNetwork& operator=(const BasicNetwork& other);
    BasicNetwork(BasicNetwork&&) noexcept = default;
    BasicNetwork& operator=(BasicNetwork&&) noexcept = default;

    /// What the network was built as; the widths shrink, the spec does not.
    const NetworkSpec& spec() const { return m_spec; }
    const std::vector<std::unique_ptr<Layer<T>>>& layers() const { return m_layers; }
    std::vector<Stage<T>> stages() const;
    /// The tri-state ReLUs, in order.
    std::vector<TriStateRelu<T>*> gates() const;
    std::vector<Parameter<T>*> parameters() const;
    int classes() const { return nn::classes(m_spec); }

    /// Makes `workspace` fit this network for so many sample groups; for inference only what forward needs.
    void prepare(Workspace<T>& workspace, int groups, Purpose purpose) const;
    /// workspace.input -> logits, for these groups.
    void forward(Workspace<T>& workspace, GroupRange groups) const;
    /// Gradients of the last tape's output (set by the loss) -> of every tape's output, for these groups.
    void backward(Workspace<T>& workspace, GroupRange groups) const;

    /// Keeps these units (indices into the present ones) of gated layer `gated` and drops the others
    /// everywhere.
    void keepUnits(int gated, const std::vector<int>& units);

    /// FNV-1a hash of all weights, biases, gates and original indices, as 16 hex digits.
    std::string signature() const;

private:
    /// How many layers come before the first dense one. Their activations are large: they run one sample
    /// group after the other, which stays in the cache from layer to layer, while dense layers want several
    /// groups for each weight.
    std::size_t shapedLayers() const;

    NetworkSpec m_spec;
    std::vector<std::unique_ptr<Layer<T>>> m_layers;
};

using Network = BasicNetwork<float>;

extern template class BasicNetwork<float>;
extern template class BasicNetwork<double>;

} // namespace tristate::nn
