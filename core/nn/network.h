#pragma once

#include "core/base/rng.h"
#include "core/nn/gated_layer.h"
#include "core/nn/layer.h"
#include "core/nn/network_spec.h"
#include "core/nn/units_left.h"
#include "core/nn/weight_layer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::nn {

/// All memory that depends on a minibatch: the input, and for each layer its tape. Reused from step to step;
/// one Workspace serves one caller at a time, different sample groups of it may be worked on by different
/// threads.
template <class T>
struct Workspace {
    Activation<T> input;
    std::vector<Tape<T>> tapes; ///< one per layer
    Pass pass;

    const Activation<T>& inputOf(std::size_t layer) const {
        return layer > 0 ? tapes[layer - 1].output : input;
    }
    const Activation<T>& logits() const { return tapes.back().output; }
    Activation<T>& logitsGradient() { return tapes.back().outputGradient; }
};

/// What may turn up in a table of layers: a weight layer with the tri-state ReLU that follows it (null for
/// the output layer), or input gates (no weights).
template <class T>
struct Stage {
    WeightLayer<T>* weights = nullptr;
    GatedLayer<T>* gates = nullptr;
};
/// The same of a const network.
template <class T>
struct ConstStage {
    const WeightLayer<T>* weights = nullptr;
    const GatedLayer<T>* gates = nullptr;
};

/// The layers of a network, in order. `Element` is Layer<T>, or const Layer<T> for those of a const network.
template <class T, class Element>
class LayerView {
public:
    using Layers = std::vector<std::unique_ptr<Layer<T>>>;

    class Iterator {
    public:
        explicit Iterator(typename Layers::const_iterator at) : m_at(at) {}
        Element* operator*() const { return m_at->get(); }
        Iterator& operator++() {
            ++m_at;
            return *this;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        typename Layers::const_iterator m_at;
    };

    explicit LayerView(const Layers& layers) : m_layers(&layers) {}
    std::size_t size() const { return m_layers->size(); }
    Element* operator[](std::size_t layer) const { return (*m_layers)[layer].get(); }
    Iterator begin() const { return Iterator(m_layers->begin()); }
    Iterator end() const { return Iterator(m_layers->end()); }

private:
    const Layers* m_layers;
};

/// A chain of layers: weights, gates and nothing that depends on a minibatch, so a copy is a snapshot. It
/// knows neither the loss nor the optimizer nor threads: forward and backward work on a range of sample
/// groups, and gradient blocks are independent of each other, so a caller may spread both over threads. Where
/// layers are coupled (batch normalisation) the chain falls into sections: every group must have passed one
/// before any enters the next.
template <class T>
class BasicNetwork {
public:
    BasicNetwork() = default;
    /// Builds the layers; weights are drawn from He's normal distribution (He et al. 2015), biases are 0,
    /// gates 1.
    BasicNetwork(const NetworkSpec& spec, Rng& rng);
    /// The same with every weight 0, for weights that come from elsewhere.
    explicit BasicNetwork(const NetworkSpec& spec);
    /// The same with only these units of it, as keepUnits() and dropDense() would have left it, but never
    /// any larger. Throws Error where they do not fit the spec.
    BasicNetwork(const NetworkSpec& spec, const UnitsLeft& left);
    BasicNetwork(const BasicNetwork& other);
    BasicNetwork& operator=(const BasicNetwork& other);
    BasicNetwork(BasicNetwork&&) noexcept = default;
    BasicNetwork& operator=(BasicNetwork&&) noexcept = default;

    /// What the network was built as; the widths shrink, the spec does not.
    const NetworkSpec& spec() const { return m_spec; }
    /// Views and pointers stay valid until a layer is dropped or the network goes; those of a const network
    /// are to const.
    LayerView<T, Layer<T>> layers() { return LayerView<T, Layer<T>>(m_layers); }
    LayerView<T, const Layer<T>> layers() const { return LayerView<T, const Layer<T>>(m_layers); }
    std::vector<Stage<T>> stages();
    std::vector<ConstStage<T>> stages() const;
    /// The layers with gates that are left, in order; GatedLayer::index tells which of the original ones.
    std::vector<GatedLayer<T>*> gates();
    std::vector<const GatedLayer<T>*> gates() const;
    /// How many layers with gates the network was built with.
    int originalGates() const { return m_originalGates; }
    std::vector<Parameter<T>*> parameters();
    std::vector<const Parameter<T>*> parameters() const;
    std::vector<Parameter<T>*> buffers();
    std::vector<const Parameter<T>*> buffers() const;
    /// The parameter of this name, e.g. "fc1.weight", which there must be.
    Parameter<T>& parameter(std::string_view name);
    int classes() const { return nn::classes(m_spec); }

    /// Makes `workspace` ready for a minibatch; for inference only what forward needs.
    void prepare(Workspace<T>& workspace, const Pass& pass) const;

    /// workspace.input -> logits, for these groups: every section. In training only for a network of one.
    void forward(Workspace<T>& workspace, GroupRange groups) const;
    /// Gradients of the last tape's output (set by the loss) -> of every tape's output, for these groups. For
    /// a network of one section.
    void backward(Workspace<T>& workspace, GroupRange groups) const;

    /// Training, section by section: forward of section s for all groups, then enterForward(s + 1) once, and
    /// so on; after the loss backward of the last section for all groups, then enterBackward of the one
    /// before once, and so on.
    int sections() const { return static_cast<int>(sectionStarts().size()); }
    void forward(Workspace<T>& workspace, GroupRange groups, int section) const;
    void enterForward(Workspace<T>& workspace, int section) const;
    void backward(Workspace<T>& workspace, GroupRange groups, int section) const;
    void enterBackward(Workspace<T>& workspace, int section) const;
    /// Once after a training step.
    void finishStep(const Workspace<T>& workspace);

    /// Keeps these units (indices into the present ones) of gated layer `gated` (of gates()) and drops the
    /// others everywhere. Does nothing, and returns false, when a dense layer would lose its last input.
    bool keepUnits(int gated, const std::vector<int>& units);
    /// Whether gated layer `gated` (of gates()) stands right between two dense layers.
    bool canDropDense(int gated) const;
    /// Takes out the dense layer before those gates, and the gates; the dense layer behind takes the inputs
    /// of the former then. Its weights are 0 and the optimizer forgets them: the caller sets them.
    void dropDense(int gated);

    /// FNV-1a hash of all weights, biases, running averages, gates and original indices, as 16 hex digits.
    std::string signature() const;

private:
    BasicNetwork(const NetworkSpec& spec, Rng* rng, const UnitsLeft* left);
    /// How many layers come before the first dense one. Their activations are large: they run one sample
    /// group after the other, which stays in the cache from layer to layer, while dense layers want several
    /// groups for each weight.
    std::size_t shapedLayers() const;
    /// The first layer of every section: 0, and every coupled layer.
    std::vector<std::size_t> sectionStarts() const;
    std::size_t place(const Layer<T>* layer) const;
    /// Null when layer `at` is none.
    Dense<T>* denseAt(std::size_t at);
    const Dense<T>* denseAt(std::size_t at) const;
    /// Whether the first layer gets its output gradient from the one behind it (see Behind).
    bool spreadsLate() const;

    void forwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from, std::size_t to) const;
    void backwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from, std::size_t to) const;

    NetworkSpec m_spec;
    std::vector<std::unique_ptr<Layer<T>>> m_layers;
    int m_originalGates = 0;
};

using Network = BasicNetwork<float>;

extern template class BasicNetwork<float>;
extern template class BasicNetwork<double>;

} // namespace tristate::nn
