#include "core/nn/dense.h"
#include "core/nn/feature_gates.h"
#include "core/nn/join_layer.h"
#include "core/nn/network.h"

#include <algorithm>

namespace tristate::nn {

template <class T>
std::optional<std::vector<int>> BasicNetwork<T>::keptChannels(int layer, const Kept& kept) const {
    std::vector<int> channels;
    int begin = 0;
    bool isCut = false;
    for (const ChannelRun& run : runsOf(layer)) {
        const Gates<T>* gates = gatesAt(run.gates);
        const int count = unitsOf(run);
        const auto* units = gates ? &kept[static_cast<std::size_t>(run.gates)] : nullptr;
        isCut = isCut || (units && *units);
        for (const int unit : units&&* units ? **units : allUnits(count)) channels.push_back(begin + unit);
        begin += count;
    }
    return isCut ? std::optional(std::move(channels)) : std::nullopt;
}

template <class T>
void BasicNetwork<T>::select(const Kept& kept) {
    std::vector<std::optional<std::vector<int>>> outputs; // of each layer, with the gates as they were
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        outputs.push_back(keptChannels(static_cast<int>(i), kept));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Layer<T>& layer = *m_layers[i];
        const auto inputOf = [&](int from) {
            return from == kInput ? keptChannels(kInput, kept) : outputs[static_cast<std::size_t>(from)];
        };
        if (JoinLayer<T>* join = layer.asJoin()) {
            for (std::size_t k = 0; k < m_wires[i].inputs.size(); ++k)
                if (const auto channels = inputOf(m_wires[i].inputs[k]))
                    join->resizeInput(static_cast<int>(k), static_cast<int>(channels->size()));
            continue;
        }
        const auto input = inputOf(m_wires[i].inputs.front());
        // Layers that yield or see nothing any more are no longer there afterwards.
        if ((outputs[i] && outputs[i]->empty()) || (input && input->empty())) continue;
        const bool isOwn = layer.isWeightLayer() && !layer.asWeights()->isDepthwise();
        if (layer.asInputGates() && input)
            layer.selectInputs(*input); // drops the values of the others
        else if (outputs[i])
            layer.selectOutputs(*outputs[i]);
        if (isOwn && input) layer.selectInputs(*input);
    }
    for (Gates<T>& gates : m_gates)
        if (const auto& units = kept[static_cast<std::size_t>(gates.index)]) gates.keep(*units);
    assignPlaces();
}

template <class T>
bool BasicNetwork<T>::keepUnits(int gated, const std::vector<int>& units) {
    const Gates<T>& gates = m_gates.at(static_cast<std::size_t>(gated));
    Kept kept(static_cast<std::size_t>(m_originalGates));
    kept[static_cast<std::size_t>(gates.index)] = units;
    // Single values that come from a channel leave with it.
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const FeatureGates<T>* values = m_layers[i]->asInputGates();
        if (!values) continue;
        const auto channels = keptChannels(m_wires[i].inputs.front(), kept);
        if (!channels) continue;
        kept[static_cast<std::size_t>(m_wires[i].output.front().gates)] = values->outputsOf(*channels);
    }
    if (std::any_of(kept.begin(), kept.end(), [](const auto& left) { return left && left->empty(); }))
        return vanish(std::move(kept));
    select(kept);
    return true;
}

template <class T>
bool BasicNetwork<T>::vanish(Kept kept) {
    std::vector<bool> emptied;
    for (int index = 0; index < m_originalGates; ++index) {
        const auto& units = kept[static_cast<std::size_t>(index)];
        emptied.push_back(hasVanished(index) || (units && units->empty()));
    }
    const auto left = graph::vanishing(m_graph, *m_groups, emptied);
    if (!left) return false;
    for (Gates<T>& gates : m_gates) {
        const auto index = static_cast<std::size_t>(gates.index);
        if (emptied[index])
            gates.width.setZero();
        else if (left->gated[index])
            kept[index].emplace();
    }
    Constants made = constants(*left);
    select(kept);
    BasicNetwork smaller(m_graph, unitsLeft());
    smaller.take(*this, std::move(made));
    *this = std::move(smaller);
    return true;
}

/// The branches run once, with the gates that close them: what they yield is the same for every sample.
template <class T>
typename BasicNetwork<T>::Constants BasicNetwork<T>::constants(const graph::Vanishing& left) const {
    Workspace<T> workspace;
    prepare(workspace, {1, Purpose::Inference});
    for (int feature = 0; feature < workspace.input.features(); ++feature)
        workspace.input.map(0).col(feature).setZero();
    forward(workspace, {0, 1});
    Constants made;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const int node = m_wires[i].node;
        if (left.nodes[static_cast<std::size_t>(node)] != graph::NodeLeft::Constant) continue;
        const Shape shape = m_layers[i]->outputShape();
        // What moved all values of a channel alike moves the constant: its memory goes on.
        std::size_t source = i;
        while (m_layers[source]->parameters().empty() && !m_layers[source]->isGated() &&
               !m_layers[source]->asJoin() && m_wires[source].inputs.front() != kInput)
            source = static_cast<std::size_t>(m_wires[source].inputs.front());
        const auto all = m_layers[source]->parameters();
        Parameter<T> constant;
        constant.resize(shape.channels, 1);
        constant.slots.assign(parameters().front()->slots.size(),
                              Parameter<T>::Matrix::Zero(shape.channels, 1));
        if (!all.empty()) {
            constant.slots = all.back()->slots;
            constant.born = all.back()->born;
        }
        for (int channel = 0; channel < shape.channels; ++channel)
            constant.value(channel, 0) = workspace.tapes[i].output.map(0)(0, channel * shape.positions());
        made.emplace(node, std::move(constant));
    }
    return made;
}

template <class T>
void BasicNetwork<T>::take(BasicNetwork& from, Constants constants) {
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto made = constants.find(m_wires[i].node);
        if (made != constants.end()) {
            Parameter<T>& value = *m_layers[i]->parameters().front();
            made->second.name = value.name;
            value = std::move(made->second);
            continue;
        }
        std::size_t was = 0;
        while (from.m_wires[was].node != m_wires[i].node) ++was;
        // Joins have no memory, but other inputs than before.
        if (!m_layers[i]->asJoin()) m_layers[i] = std::move(from.m_layers[was]);
    }
    for (Gates<T>& gates : m_gates) gates = std::move(*from.gatesAt(gates.index));
}

template <class T>
bool BasicNetwork<T>::canDropDense(int gated) const {
    const Gates<T>& gates = m_gates.at(static_cast<std::size_t>(gated));
    if (gates.isInput) return false;
    const std::size_t relu = placeOf(gates).layer;
    const int before = m_wires[relu].inputs.front();
    const auto behind = readers(static_cast<int>(relu));
    return m_wires[relu].depth == gates.index && before != kInput &&
           denseAt(static_cast<std::size_t>(before)) && readers(before).size() == 1 && behind.size() == 1 &&
           denseAt(behind.front());
}

template <class T>
void BasicNetwork<T>::dropDense(int gated) {
    const std::size_t relu = placeOf(m_gates.at(static_cast<std::size_t>(gated))).layer;
    const int dense = m_wires[relu].inputs.front();
    const int source = m_wires[static_cast<std::size_t>(dense)].inputs.front();
    const std::size_t behind = readers(static_cast<int>(relu)).front();
    denseAt(behind)->resizeInput(denseAt(static_cast<std::size_t>(dense))->inputShape());
    m_wires[behind].inputs = {source};
    for (const std::size_t gone : {relu, static_cast<std::size_t>(dense)}) {
        m_layers.erase(m_layers.begin() + static_cast<std::ptrdiff_t>(gone));
        m_wires.erase(m_wires.begin() + static_cast<std::ptrdiff_t>(gone));
        for (Wire& wire : m_wires)
            for (int& input : wire.inputs)
                if (input > static_cast<int>(gone)) --input;
    }
    m_gates.erase(m_gates.begin() + gated);
    assignGradients();
}

// Merging and the order of the forward pass are about dense layers alone, which nothing but the type tells.
template <class T>
Dense<T>* BasicNetwork<T>::denseAt(std::size_t at) {
    return dynamic_cast<Dense<T>*>(m_layers[at].get());
}
template <class T>
const Dense<T>* BasicNetwork<T>::denseAt(std::size_t at) const {
    return dynamic_cast<const Dense<T>*>(m_layers[at].get());
}

template class BasicNetwork<float>;
template class BasicNetwork<double>;

} // namespace tristate::nn
