#pragma once

#include "core/base/rng.h"
#include "core/graph/channel_groups.h"
#include "core/graph/graph.h"
#include "core/graph/vanishing.h"
#include "core/nn/gates.h"
#include "core/nn/layer.h"
#include "core/nn/plan.h"
#include "core/nn/units_left.h"
#include "core/nn/weight_layer.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::nn {

using graph::kInput;

struct StageSize;

/// All memory that depends on a minibatch: the input, and for each layer its tape. Reused from step to step;
/// one Workspace serves one caller at a time, different sample groups of it may be worked on by different
/// threads.
template <class T>
struct Workspace {
    Activation<T> input;
    std::vector<Tape<T>> tapes;       ///< one per layer
    std::vector<int> sources;         ///< of each layer, which one its (first) input comes from, or kInput
    std::vector<Activation<T>> added; ///< of each layer, a gradient on its way to one that others add to, too
    std::vector<Activation<T>> places; ///< the memory that gradients, or outputs, share (MemoryPlan)
    Pass pass;

    const Activation<T>& outputOf(int layer) const {
        return layer == kInput ? input : tapes[static_cast<std::size_t>(layer)].output;
    }
    const Activation<T>& inputOf(std::size_t layer) const { return outputOf(sources[layer]); }
    const Activation<T>& logits() const { return tapes.back().output; }
    Activation<T>& logitsGradient() { return tapes.back().outputGradient; }
};

/// What may turn up in a table of layers: a weight layer with the gates of its units (null where they have
/// none), or input gates (no weights).
template <class T>
struct Stage {
    WeightLayer<T>* weights = nullptr;
    Gates<T>* gates = nullptr;
    std::size_t layer = 0; ///< of layers()
};
/// The same of a const network.
template <class T>
struct ConstStage {
    const WeightLayer<T>* weights = nullptr;
    const Gates<T>* gates = nullptr;
    std::size_t layer = 0;
};

/// Channels side by side that have gates in common, or none.
struct ChannelRun {
    int gates = -1;   ///< Gates::index, or -1
    int channels = 0; ///< as they were built
};

/// How a layer stands in its network.
struct Wire {
    /// What a layer does with its gradient by an input.
    enum class Gradient { Unwanted, Written, Added };

    int node = 0;                    ///< of the graph
    std::vector<int> inputs;         ///< layers, or kInput
    std::vector<Gradient> gradients; ///< of each input
    std::vector<ChannelRun> output;  ///< the channels that it yields
    int depth = -1;                  ///< index of the gates whose d it takes, or -1
};

/// Those that take the output of a layer, or of kInput; one that takes it twice comes twice.
std::vector<std::size_t> readersOf(const std::vector<Wire>& wires, int layer);

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

/// A graph of layers: weights, gates and nothing that depends on a minibatch, so a copy is a snapshot. It
/// knows neither the loss nor the optimizer nor threads: forward and backward work on a range of sample
/// groups, and gradient blocks are independent of each other, so a caller may spread both over threads. Where
/// layers are coupled (batch normalisation) their order falls into sections: every group must have passed one
/// before any enters the next.
template <class T>
class BasicNetwork {
public:
    BasicNetwork() = default;
    /// Builds the layers; weights are drawn from He's normal distribution (He et al. 2015), biases are 0,
    /// gates 1. Throws Error where the graph cannot be trained.
    BasicNetwork(const graph::Graph& graph, Rng& rng);
    /// The same with every weight 0, for weights that come from elsewhere.
    explicit BasicNetwork(const graph::Graph& graph);
    /// The same with only these units of it, as keepUnits() and dropDense() would have left it, but never
    /// any larger. Throws Error where they do not fit the graph.
    BasicNetwork(const graph::Graph& graph, const UnitsLeft& left);
    BasicNetwork(const BasicNetwork& other);
    BasicNetwork& operator=(const BasicNetwork& other);
    BasicNetwork(BasicNetwork&&) noexcept = default;
    BasicNetwork& operator=(BasicNetwork&&) noexcept = default;

    /// What the network was built as; the widths shrink, the graph does not.
    const graph::Graph& graph() const { return m_graph; }
    /// Views and pointers stay valid until a layer is dropped or the network goes; those of a const network
    /// are to const.
    LayerView<T, Layer<T>> layers() { return LayerView<T, Layer<T>>(m_layers); }
    LayerView<T, const Layer<T>> layers() const { return LayerView<T, const Layer<T>>(m_layers); }
    /// How the layers stand, in the order of layers().
    const std::vector<Wire>& wires() const { return m_wires; }
    std::vector<Stage<T>> stages();
    std::vector<ConstStage<T>> stages() const;
    /// The gates that are left, in order; Gates::index tells which of the original ones.
    std::vector<Gates<T>*> gates();
    std::vector<const Gates<T>*> gates() const;
    /// Null where these gates are gone.
    Gates<T>* gatesAt(int index);
    const Gates<T>* gatesAt(int index) const;
    /// How many channel groups with gates the network was built with.
    int originalGates() const { return m_originalGates; }
    /// Gates (Gates::index) whose last unit has left, in order: the layers that had them are gone.
    const std::vector<int>& vanished() const { return m_vanished; }
    bool hasVanished(int index) const;
    /// The channel groups of graph(), and the sizes of its layers (size.h), as it was built.
    const graph::ChannelGroups& groups() const { return *m_groups; }
    const std::vector<StageSize>& builtSizes() const { return *m_builtSizes; }
    UnitsLeft unitsLeft() const;
    std::vector<Parameter<T>*> parameters();
    std::vector<const Parameter<T>*> parameters() const;
    std::vector<Parameter<T>*> buffers();
    std::vector<const Parameter<T>*> buffers() const;
    /// The parameter of this name, e.g. "fc1.weight", which there must be.
    Parameter<T>& parameter(std::string_view name);
    int classes() const { return graph::classes(m_graph); }

    /// The channels that a layer yields (those of kInput, too), and which of them gates close: for each its
    /// gates' index (or -1) and unit there.
    struct Channel {
        int gates = -1;
        int unit = 0;
    };
    std::vector<Channel> channelsOf(int layer) const;
    /// How many of these channels are left.
    int unitsOf(const ChannelRun& run) const;
    /// For each channel that a layer yields, which one it was in the network as it was built.
    std::vector<int> originalChannels(int layer) const;
    /// The first layer that multiplies by these gates, and the first of its channels that they are for.
    struct GatedPlace {
        std::size_t layer = 0;
        int channel = 0;
    };
    GatedPlace placeOf(const Gates<T>& gates) const;

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
    ///
    /// Gradients share memory (MemoryPlan): those by the parameters of layersOf(s) have to be computed after
    /// backward of section s, and before that of section s - 2 begins.
    int sections() const { return static_cast<int>(sectionStarts().size()); }
    /// Half-open range of layers whose backward is part of that of a section.
    struct LayerRange {
        std::size_t begin, end;
    };
    LayerRange layersOf(int section) const;
    /// Whether forward and backward of a section take the groups one after the other, so that a caller may do
    /// so, too.
    bool isByGroup(int section) const { return layersOf(section).end <= shapedLayers(); }
    void forward(Workspace<T>& workspace, GroupRange groups, int section) const;
    void enterForward(Workspace<T>& workspace, int section) const;
    void backward(Workspace<T>& workspace, GroupRange groups, int section) const;
    void enterBackward(Workspace<T>& workspace, int section) const;
    /// Sums the gradients that a minibatch left in the workspace into the gates, over its sample groups in
    /// their order.
    void reduceGateGradients(const Workspace<T>& workspace);
    /// Once after a training step.
    void finishStep(const Workspace<T>& workspace);

    /// Keeps these units (indices into the present ones) of gates `gated` (of gates()) and drops the others
    /// everywhere. Without any, the branch that they stand in vanishes: a constant for each channel is left
    /// of it, with what the optimizer remembers of it as a bias, and gates that are of no use without it go,
    /// too. Does nothing, and returns false, where nothing leads past them (graph/vanishing.h).
    bool keepUnits(int gated, const std::vector<int>& units);
    /// Whether gates `gated` (of gates()) stand right between two dense layers.
    bool canDropDense(int gated) const;
    /// Takes out the dense layer before those gates, and the gates; the dense layer behind takes the inputs
    /// of the former then. Its weights are 0 and the optimizer forgets them: the caller sets them.
    void dropDense(int gated);

    /// FNV-1a hash of all weights, biases, running averages, gates and original indices, as 16 hex digits.
    std::string signature() const;

private:
    /// Of each of the network's gates, by index, the units that stay; nothing where all do.
    using Kept = std::vector<std::optional<std::vector<int>>>;

    BasicNetwork(const graph::Graph& graph, Rng* rng, const UnitsLeft* left);
    /// How many layers come before the first dense one. Their activations are large: they run one sample
    /// group after the other, which stays in the cache from layer to layer, while dense layers want several
    /// groups for each weight.
    std::size_t shapedLayers() const;
    /// The first layer of every section: 0, and every coupled layer.
    std::vector<std::size_t> sectionStarts() const;
    /// Those that take the output of a layer, or of kInput.
    std::vector<std::size_t> readers(int layer) const;
    const std::vector<ChannelRun>& runsOf(int layer) const;
    /// Null when layer `at` is none.
    Dense<T>* denseAt(std::size_t at);
    const Dense<T>* denseAt(std::size_t at) const;
    /// Decides what every layer does with its gradients, and what layers do together; once the wires are as
    /// they stay.
    void assignGradients();
    /// Decides who shares memory; when layers have become smaller, too.
    void assignPlaces();
    void setGates(Workspace<T>& workspace) const;
    /// Tells the layers what the plan makes them do together.
    void connect(Workspace<T>& workspace) const;
    /// Gives every gradient, or every output, the memory that the plan has for it.
    void place(Workspace<T>& workspace) const;

    void forwardLayer(Workspace<T>& workspace, std::size_t layer, GroupRange groups) const;
    void backwardLayer(Workspace<T>& workspace, std::size_t layer, GroupRange groups) const;
    void forwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from, std::size_t to) const;
    void backwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from, std::size_t to) const;

    /// The present channels of a layer's output that stay; nothing when all do.
    std::optional<std::vector<int>> keptChannels(int layer, const Kept& kept) const;
    void select(const Kept& kept);
    /// The same where some of `kept` are empty; false when that cannot be.
    bool vanish(Kept kept);
    /// Of every node that becomes a constant now, what is left of it.
    using Constants = std::map<int, Parameter<T>>;
    Constants constants(const graph::Vanishing& left) const;
    /// Takes over the layers and gates of another network of the same graph that has more units.
    void take(BasicNetwork& from, Constants constants);

    graph::Graph m_graph;
    std::vector<std::unique_ptr<Layer<T>>> m_layers;
    std::vector<Wire> m_wires; ///< of the layers
    Plan m_plan;
    MemoryPlan m_gradientPlaces, m_outputPlaces;
    std::vector<ChannelRun> m_input;
    std::vector<Gates<T>> m_gates;
    int m_originalGates = 0;
    std::vector<int> m_vanished;
    std::shared_ptr<const graph::ChannelGroups> m_groups;
    std::shared_ptr<const std::vector<StageSize>> m_builtSizes;
};

using Network = BasicNetwork<float>;

extern template class BasicNetwork<float>;
extern template class BasicNetwork<double>;

} // namespace tristate::nn
