#include "core/nn/network.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/nn/feature_gates.h"
#include "core/nn/network_builder.h"
#include "core/nn/size.h"

#include <algorithm>
#include <cassert>

namespace tristate::nn {

namespace {

template <class StageOf, class Network>
std::vector<StageOf> stagesOf(Network& network) {
    std::vector<StageOf> stages;
    const auto layers = network.layers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        auto* weights = layers[i]->asWeights();
        if (!weights && !layers[i]->asInputGates()) continue;
        const auto& output = network.wires()[i].output;
        stages.push_back({weights, network.gatesAt(output.size() == 1 ? output[0].gates : -1), i});
    }
    return stages;
}

/// The lists of all layers as one.
template <class Entry, class Layers, class ListOf>
std::vector<Entry> joined(const Layers& layers, ListOf listOf) {
    std::vector<Entry> all;
    for (auto* layer : layers)
        for (auto* entry : listOf(layer)) all.push_back(entry);
    return all;
}

} // namespace

std::vector<std::size_t> readersOf(const std::vector<Wire>& wires, int layer) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < wires.size(); ++i)
        for (const int input : wires[i].inputs)
            if (input == layer) found.push_back(i);
    return found;
}

template <class T>
BasicNetwork<T>::BasicNetwork(const graph::Graph& graph, Rng& rng) : BasicNetwork(graph, &rng, nullptr) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const graph::Graph& graph) : BasicNetwork(graph, nullptr, nullptr) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const graph::Graph& graph, const UnitsLeft& left)
    : BasicNetwork(graph, nullptr, &left) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const graph::Graph& graph, Rng* rng, const UnitsLeft* left) : m_graph(graph) {
    validate(graph);
    if (left) validate(graph, *left);
    NetworkBuilder<T> builder(m_graph, rng, left);
    m_layers = std::move(builder.layers);
    m_wires = std::move(builder.wires);
    m_input = std::move(builder.input);
    m_gates = std::move(builder.gates);
    m_originalGates = builder.originalGates;
    for (int index = 0; left && index < m_originalGates; ++index) {
        const auto& units = (*left)[static_cast<std::size_t>(index)];
        if (units && units->empty()) m_vanished.push_back(index);
    }
    m_groups = std::make_shared<const graph::ChannelGroups>(graph::channelGroups(m_graph));
    m_builtSizes = std::make_shared<const std::vector<StageSize>>(sizes(m_graph));
    assignGradients();
}

template <class T>
BasicNetwork<T>::BasicNetwork(const BasicNetwork& other)
    : m_graph(other.m_graph),
      m_wires(other.m_wires),
      m_plan(other.m_plan),
      m_gradientPlaces(other.m_gradientPlaces),
      m_outputPlaces(other.m_outputPlaces),
      m_input(other.m_input),
      m_gates(other.m_gates),
      m_originalGates(other.m_originalGates),
      m_vanished(other.m_vanished),
      m_groups(other.m_groups),
      m_builtSizes(other.m_builtSizes) {
    m_layers.reserve(other.m_layers.size());
    for (const auto& layer : other.m_layers) m_layers.push_back(layer->clone());
}

template <class T>
BasicNetwork<T>& BasicNetwork<T>::operator=(const BasicNetwork& other) {
    if (this != &other) *this = BasicNetwork(other);
    return *this;
}

template <class T>
std::vector<Stage<T>> BasicNetwork<T>::stages() {
    return stagesOf<Stage<T>>(*this);
}
template <class T>
std::vector<ConstStage<T>> BasicNetwork<T>::stages() const {
    return stagesOf<ConstStage<T>>(*this);
}

template <class T>
std::vector<Gates<T>*> BasicNetwork<T>::gates() {
    std::vector<Gates<T>*> all;
    for (Gates<T>& gates : m_gates) all.push_back(&gates);
    return all;
}
template <class T>
std::vector<const Gates<T>*> BasicNetwork<T>::gates() const {
    std::vector<const Gates<T>*> all;
    for (const Gates<T>& gates : m_gates) all.push_back(&gates);
    return all;
}

template <class T>
Gates<T>* BasicNetwork<T>::gatesAt(int index) {
    const auto found = std::find_if(m_gates.begin(), m_gates.end(),
                                    [index](const Gates<T>& gates) { return gates.index == index; });
    return found == m_gates.end() ? nullptr : &*found;
}
template <class T>
const Gates<T>* BasicNetwork<T>::gatesAt(int index) const {
    const auto found = std::find_if(m_gates.begin(), m_gates.end(),
                                    [index](const Gates<T>& gates) { return gates.index == index; });
    return found == m_gates.end() ? nullptr : &*found;
}

template <class T>
std::vector<Parameter<T>*> BasicNetwork<T>::parameters() {
    return joined<Parameter<T>*>(layers(), [](auto* layer) { return layer->parameters(); });
}
template <class T>
std::vector<const Parameter<T>*> BasicNetwork<T>::parameters() const {
    return joined<const Parameter<T>*>(layers(), [](auto* layer) { return layer->parameters(); });
}

template <class T>
std::vector<Parameter<T>*> BasicNetwork<T>::buffers() {
    return joined<Parameter<T>*>(layers(), [](auto* layer) { return layer->buffers(); });
}
template <class T>
std::vector<const Parameter<T>*> BasicNetwork<T>::buffers() const {
    return joined<const Parameter<T>*>(layers(), [](auto* layer) { return layer->buffers(); });
}

template <class T>
Parameter<T>& BasicNetwork<T>::parameter(std::string_view name) {
    const auto all = parameters();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto* parameter) { return parameter->name == name; });
    assert(found != all.end());
    return **found;
}

template <class T>
const std::vector<ChannelRun>& BasicNetwork<T>::runsOf(int layer) const {
    return layer == kInput ? m_input : m_wires[static_cast<std::size_t>(layer)].output;
}

template <class T>
bool BasicNetwork<T>::hasVanished(int index) const {
    return std::binary_search(m_vanished.begin(), m_vanished.end(), index);
}

template <class T>
UnitsLeft BasicNetwork<T>::unitsLeft() const {
    UnitsLeft left(static_cast<std::size_t>(m_originalGates));
    for (const Gates<T>& gates : m_gates) left[static_cast<std::size_t>(gates.index)] = gates.original;
    for (const int index : m_vanished) left[static_cast<std::size_t>(index)].emplace();
    return left;
}

template <class T>
int BasicNetwork<T>::unitsOf(const ChannelRun& run) const {
    if (run.gates < 0) return run.channels;
    const Gates<T>* gates = gatesAt(run.gates);
    return gates ? gates->units() : 0; // all have left: no run has gates that were merged
}

template <class T>
std::vector<typename BasicNetwork<T>::Channel> BasicNetwork<T>::channelsOf(int layer) const {
    std::vector<Channel> channels;
    for (const ChannelRun& run : runsOf(layer)) {
        const Gates<T>* gates = gatesAt(run.gates);
        for (int unit = 0; unit < unitsOf(run); ++unit) channels.push_back({gates ? run.gates : -1, unit});
    }
    return channels;
}

template <class T>
std::vector<int> BasicNetwork<T>::originalChannels(int layer) const {
    std::vector<int> channels;
    int begin = 0;
    for (const ChannelRun& run : runsOf(layer)) {
        const Gates<T>* gates = gatesAt(run.gates);
        for (const int unit : gates ? gates->original : allUnits(unitsOf(run)))
            channels.push_back(begin + unit);
        begin += run.channels;
    }
    return channels;
}

template <class T>
typename BasicNetwork<T>::GatedPlace BasicNetwork<T>::placeOf(const Gates<T>& gates) const {
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (!m_layers[i]->isGated()) continue;
        const auto channels = channelsOf(static_cast<int>(i));
        for (std::size_t channel = 0; channel < channels.size(); ++channel)
            if (channels[channel].gates == gates.index) return {i, static_cast<int>(channel)};
    }
    assert(false);
    return {};
}

template <class T>
std::vector<std::size_t> BasicNetwork<T>::readers(int layer) const {
    return readersOf(m_wires, layer);
}

template <class T>
std::string BasicNetwork<T>::signature() const {
    Fnv1a hash;
    for (const auto* parameter : parameters())
        hash.add(parameter->value.data(), static_cast<std::size_t>(parameter->value.size()) * sizeof(T));
    for (const auto* buffer : buffers())
        hash.add(buffer->value.data(), static_cast<std::size_t>(buffer->value.size()) * sizeof(T));
    for (const auto& gates : m_gates) {
        hash.add(gates.width.data(), static_cast<std::size_t>(gates.width.size()) * sizeof(T));
        hash.add(&gates.depth, sizeof(T));
        hash.add(gates.original.data(), gates.original.size() * sizeof(int));
    }
    return hash.hex();
}

template class BasicNetwork<float>;
template class BasicNetwork<double>;

} // namespace tristate::nn
