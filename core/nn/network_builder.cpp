#include "core/nn/network_builder.h"

#include "core/nn/affine_layer.h"
#include "core/nn/batch_norm.h"
#include "core/nn/constant_layer.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/depthwise_conv.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_gates.h"
#include "core/nn/global_average.h"
#include "core/nn/join_layer.h"
#include "core/nn/pool.h"
#include "core/nn/response_norm.h"
#include "core/nn/select_layer.h"
#include "core/nn/tri_state_relu.h"

#include <algorithm>
#include <utility>

namespace tristate::nn {

namespace {

/// Stands for a layer where there is none, as kInput stands for the input.
constexpr int kNoLayer = kInput - 1;

} // namespace

template <class T>
NetworkBuilder<T>::NetworkBuilder(const graph::Graph& graph, Rng* rng, const UnitsLeft* left)
    : m_graph(graph),
      m_rng(rng),
      m_left(left),
      m_groups(graph::channelGroups(graph)),
      m_gatesOfGroup(m_groups.groups.size(), -1),
      m_built(graph::outputShapes(graph)),
      m_names(graph::names(graph)),
      m_readers(graph::consumers(graph)) {
    if (left) m_vanishing = graph::vanishing(graph, m_groups, emptiedOf(*left));
    makeGates();
    input = runsOf(kInput);
    for (m_node = 0; m_node < std::ssize(graph.nodes); ++m_node) addNode(m_node);
}

template <class T>
void NetworkBuilder<T>::makeGates() {
    originalGates = static_cast<int>(m_groups.gated.size());
    for (int index = 0; index < originalGates; ++index) {
        const int g = m_groups.gated[static_cast<std::size_t>(index)];
        const graph::ChannelGroup& group = m_groups.groups[static_cast<std::size_t>(g)];
        m_gatesOfGroup[static_cast<std::size_t>(g)] = index;
        const auto* units = unitsOf(index);
        if (m_left && (!units || units->empty())) continue; // merged, or vanished
        Gates<T> made(units ? *units : allUnits(group.channels), group.channels);
        made.index = index;
        made.isInput = group.isInput;
        made.depthLearnable = group.depth;
        made.widthLearnable = !group.fixed;
        gates.push_back(std::move(made));
    }
}

template <class T>
void NetworkBuilder<T>::addNode(int node) {
    const graph::Node& what = m_graph.nodes[static_cast<std::size_t>(node)];
    const graph::NodeLeft left = leftOf(node);
    if (left != graph::NodeLeft::Live && std::holds_alternative<graph::Dropout>(what.operation))
        ++m_dropouts; // those behind keep their random numbers
    if (left == graph::NodeLeft::Gone) {
        m_layerOf.push_back(kNoLayer);
        return;
    }
    if (left == graph::NodeLeft::Constant) {
        Shape shape = m_built[static_cast<std::size_t>(node)];
        shape.channels = static_cast<int>(channelsOf(runsOf(node)).size());
        addLayer(std::make_unique<ConstantLayer<T>>(name(), shape), {kInput});
        return;
    }
    if (isMerged(node)) {
        m_layerOf.push_back(inputNode() == kInput ? kInput
                                                  : m_layerOf[static_cast<std::size_t>(inputNode())]);
        return;
    }
    std::vector<int> from = inputLayers();
    if (std::holds_alternative<graph::Concat>(what.operation) && from.size() == 1) {
        m_layerOf.push_back(from.front()); // the others have vanished
        return;
    }
    addLayer(std::visit([this](const auto& kind) { return this->make(kind); }, what.operation),
             std::move(from));
}

template <class T>
void NetworkBuilder<T>::addLayer(LayerPtr layer, std::vector<int> inputs) {
    Wire wire;
    wire.node = m_node;
    wire.output = runsOf(m_node);
    wire.inputs = std::move(inputs);
    const graph::Operation& operation = m_graph.nodes[static_cast<std::size_t>(m_node)].operation;
    if (std::holds_alternative<graph::Relu>(operation) && wire.output.size() == 1) {
        const graph::Segment& segment = m_groups.of(m_node).front();
        const auto& group = m_groups.groups[static_cast<std::size_t>(segment.group)];
        if (group.relus.size() == 1) wire.depth = wire.output.front().gates;
    }
    layers.push_back(std::move(layer));
    wires.push_back(std::move(wire));
    m_layerOf.push_back(static_cast<int>(layers.size()) - 1);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Dense& dense) {
    const std::vector<int>* left = unitsOf(gatesOf(m_node));
    return std::make_unique<Dense<T>>(name(), inputShape(),
                                      left ? static_cast<int>(left->size()) : dense.units, hasBias(), m_rng);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Conv& conv) {
    if (conv.groups != 1 || conv.dilation != 1)
        return std::make_unique<GroupedConv<T>>(name(), inputShape(), conv, partsOf(conv), hasBias(), m_rng);
    graph::Conv present = conv;
    if (const auto* left = unitsOf(gatesOf(m_node))) present.maps = static_cast<int>(left->size());
    return std::make_unique<Conv2d<T>>(name(), inputShape(), present, hasBias(), m_rng);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Depthwise& depthwise) {
    return std::make_unique<DepthwiseConv<T>>(name(), inputShape(), depthwise, hasBias(), m_rng);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::BatchNorm&) {
    return std::make_unique<BatchNorm<T>>(name(), inputShape());
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Relu& relu) {
    return std::make_unique<TriStateRelu<T>>(inputShape(), relu.slope, relu.cap);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Pool& pool) {
    return std::make_unique<Pool<T>>(inputShape(), pool);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::GlobalAverage&) {
    return std::make_unique<GlobalAverage<T>>(inputShape());
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Add&) {
    return std::make_unique<AddLayer<T>>(inputShape());
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Concat&) {
    std::vector<Shape> shapes;
    for (const int layer : inputLayers()) shapes.push_back(shapeOf(layer));
    return std::make_unique<ConcatLayer<T>>(std::move(shapes));
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Dropout& dropout) {
    return std::make_unique<Dropout<T>>(inputShape(), dropout.percent, m_dropouts++,
                                        channelsOf(runsOf(m_node)));
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::InputGates&) {
    const Shape shape = inputShape();
    const std::vector<int> channels = channelsOf(runsOf(inputNode()));
    const std::vector<int>* left = unitsOf(gatesOf(m_node));
    const std::vector<int> all =
        left ? std::vector<int>() : allUnits(m_built[static_cast<std::size_t>(m_node)].channels);
    std::vector<int> source; // the value of an original channel, where that channel is now
    for (const int value : left ? *left : all) {
        const auto channel = std::lower_bound(channels.begin(), channels.end(), value / shape.positions());
        source.push_back(static_cast<int>(channel - channels.begin()) * shape.positions() +
                         value % shape.positions());
    }
    return std::make_unique<FeatureGates<T>>(shape, std::move(source));
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::ResponseNorm& norm) {
    return std::make_unique<ResponseNorm<T>>(inputShape(), norm);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Select& select) {
    Shape shape = inputShape();
    if (select.values) shape = {shape.features()};
    return std::make_unique<SelectLayer<T>>(shape, select.indices);
}

template <class T>
typename NetworkBuilder<T>::LayerPtr NetworkBuilder<T>::make(const graph::Affine& affine) {
    return std::make_unique<AffineLayer<T>>(name(), inputShape(), affine.fixed);
}

template <class T>
std::vector<typename GroupedConv<T>::Part> NetworkBuilder<T>::partsOf(const graph::Conv& conv) const {
    const auto runs = runsOf(inputNode());
    int built = 0;
    for (const ChannelRun& run : runs) built += run.channels;
    std::vector<typename GroupedConv<T>::Part> parts(static_cast<std::size_t>(conv.groups));
    for (const int channel : channelsOf(runs))
        ++parts[static_cast<std::size_t>(channel / (built / conv.groups))].inputs;
    for (const int unit : channelsOf(runsOf(m_node)))
        ++parts[static_cast<std::size_t>(unit / (conv.maps / conv.groups))].outputs;
    return parts;
}

template <class T>
bool NetworkBuilder<T>::isMerged(int node) const {
    const int index = gatesOf(node);
    if (!m_left || index < 0 || (*m_left)[static_cast<std::size_t>(index)]) return false;
    const graph::Operation& operation = m_graph.nodes[static_cast<std::size_t>(node)].operation;
    return std::holds_alternative<graph::Dense>(operation) || std::holds_alternative<graph::Relu>(operation);
}

template <class T>
int NetworkBuilder<T>::gatesOf(int node) const {
    const auto& segments = m_groups.of(node);
    return segments.size() == 1 ? m_gatesOfGroup[static_cast<std::size_t>(segments[0].group)] : -1;
}

template <class T>
std::vector<ChannelRun> NetworkBuilder<T>::runsOf(int node) const {
    std::vector<ChannelRun> runs;
    for (const graph::Segment& segment : m_groups.of(node))
        runs.push_back({m_gatesOfGroup[static_cast<std::size_t>(segment.group)], segment.channels});
    return runs;
}

template <class T>
std::vector<int> NetworkBuilder<T>::channelsOf(const std::vector<ChannelRun>& runs) const {
    std::vector<int> channels;
    int begin = 0;
    for (const ChannelRun& run : runs) {
        const auto* left = unitsOf(run.gates);
        for (const int unit : left ? *left : allUnits(run.channels)) channels.push_back(begin + unit);
        begin += run.channels;
    }
    return channels;
}

template <class T>
const std::vector<int>* NetworkBuilder<T>::unitsOf(int index) const {
    if (!m_left || index < 0) return nullptr;
    const auto& left = (*m_left)[static_cast<std::size_t>(index)];
    return left ? &*left : nullptr;
}

template <class T>
graph::NodeLeft NetworkBuilder<T>::leftOf(int node) const {
    return m_vanishing ? m_vanishing->nodes[static_cast<std::size_t>(node)] : graph::NodeLeft::Live;
}

template <class T>
std::vector<int> NetworkBuilder<T>::inputLayers() const {
    std::vector<int> from;
    for (const int node : m_graph.nodes[static_cast<std::size_t>(m_node)].inputs) {
        const int layer = node == kInput ? kInput : m_layerOf[static_cast<std::size_t>(node)];
        if (layer != kNoLayer) from.push_back(layer);
    }
    return from;
}

template <class T>
Shape NetworkBuilder<T>::shapeOf(int layer) const {
    return layer == kInput ? m_graph.input : layers[static_cast<std::size_t>(layer)]->outputShape();
}

template <class T>
bool NetworkBuilder<T>::hasBias() const {
    const auto& readers = m_readers[static_cast<std::size_t>(m_node + 1)];
    return readers.size() != 1 || !std::holds_alternative<graph::BatchNorm>(
                                      m_graph.nodes[static_cast<std::size_t>(readers[0])].operation);
}

template class NetworkBuilder<float>;
template class NetworkBuilder<double>;

} // namespace tristate::nn
