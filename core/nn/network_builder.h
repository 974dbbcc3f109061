#pragma once

#include "core/base/rng.h"
#include "core/graph/channel_groups.h"
#include "core/nn/grouped_conv.h"
#include "core/nn/network.h"
#include "core/nn/units_left.h"

#include <memory>
#include <string>
#include <vector>

namespace tristate::nn {

/// Makes the layers of a valid graph, one after the other. Internal to core/nn.
template <class T>
class NetworkBuilder {
public:
    /// Weights are drawn, or are 0 when `rng` is null. With `left`, which has to be valid, every layer gets
    /// only the units that are left, and those that were merged are not built.
    NetworkBuilder(const graph::Graph& graph, Rng* rng, const UnitsLeft* left);

    std::vector<std::unique_ptr<Layer<T>>> layers;
    std::vector<Wire> wires;
    std::vector<ChannelRun> input; ///< of the graph
    std::vector<Gates<T>> gates;
    int originalGates = 0;

private:
    using LayerPtr = std::unique_ptr<Layer<T>>;

    void makeGates();
    void addNode(int node);
    LayerPtr make(const graph::Dense& dense);
    LayerPtr make(const graph::Conv& conv);
    LayerPtr make(const graph::Depthwise& depthwise);
    LayerPtr make(const graph::BatchNorm&);
    LayerPtr make(const graph::Relu& relu);
    LayerPtr make(const graph::Pool& pool);
    LayerPtr make(const graph::GlobalAverage&);
    LayerPtr make(const graph::Add&);
    LayerPtr make(const graph::Concat&);
    LayerPtr make(const graph::Dropout& dropout);
    LayerPtr make(const graph::InputGates&);
    LayerPtr make(const graph::ResponseNorm& norm);
    LayerPtr make(const graph::Select& select);
    LayerPtr make(const graph::Affine&);

    /// Gates that were merged, and the dense layer before them, are not built: their reader takes the input
    /// of that layer.
    bool isMerged(int node) const;
    graph::NodeLeft leftOf(int node) const;
    /// Of the present node, layers that yield what is left of its inputs.
    std::vector<int> inputLayers() const;
    /// Of a grouped convolution, how many channels are left of each group.
    std::vector<typename GroupedConv<T>::Part> partsOf(const graph::Conv& conv) const;
    /// Index of the gates of what a node yields when it is one group, or -1.
    int gatesOf(int node) const;
    std::vector<ChannelRun> runsOf(int node) const;
    void addLayer(LayerPtr layer, std::vector<int> inputs);
    /// Original indices of the channels that are there.
    std::vector<int> channelsOf(const std::vector<ChannelRun>& runs) const;
    const std::vector<int>* unitsOf(int gates) const;
    Shape inputShape() const { return shapeOf(inputLayers().front()); }
    Shape shapeOf(int layer) const;
    int inputNode() const { return m_graph.nodes[static_cast<std::size_t>(m_node)].inputs.front(); }
    /// A bias before batch normalisation would be taken away by it.
    bool hasBias() const;
    const std::string& name() const { return m_names[static_cast<std::size_t>(m_node)]; }

    const graph::Graph& m_graph;
    Rng* m_rng;
    const UnitsLeft* m_left; ///< null: all units
    graph::ChannelGroups m_groups;
    std::vector<int> m_gatesOfGroup;             ///< index of the gates of each group, or -1
    std::optional<graph::Vanishing> m_vanishing; ///< what is left of the nodes where groups are empty
    std::vector<Shape> m_built;                  ///< of every node, with all units
    std::vector<std::string> m_names;
    std::vector<std::vector<int>> m_readers;
    std::vector<int>
        m_layerOf; ///< of every node, the layer that yields it, or kNoLayer; of a merged one that before
    int m_node = 0;
    int m_dropouts = 0;
};

extern template class NetworkBuilder<float>;
extern template class NetworkBuilder<double>;

} // namespace tristate::nn
