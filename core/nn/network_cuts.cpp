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
        const int count = gates ? gates->units() : run.channels;
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
        const bool isOwn = layer.isWeightLayer() && !layer.asWeights()->isDepthwise();
        if (layer.asInputGates() && input)
            layer.selectInputs(*input); // drops the values of the others
        else if (outputs[i])
            layer.selectOutputs(*outputs[i]);
        if (isOwn && input) layer.selectInputs(*input);
    }
    for (Gates<T>& gates : m_gates)
        if (const auto& units = kept[static_cast<std::size_t>(gates.index)]) gates.keep(*units);
}

template <class T>
bool BasicNetwork<T>::keepUnits(int gated, const std::vector<int>& units) {
    const Gates<T>& gates = m_gates.at(static_cast<std::size_t>(gated));
    Kept kept(static_cast<std::size_t>(m_originalGates));
    kept[static_cast<std::size_t>(gates.index)] = units;
    if (units.empty()) return false;
    // Single values that come from a channel leave with it.
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const FeatureGates<T>* values = m_layers[i]->asInputGates();
        if (!values) continue;
        const auto channels = keptChannels(m_wires[i].inputs.front(), kept);
        if (!channels) continue;
        std::vector<int> left = values->outputsOf(*channels);
        if (left.empty()) return false;
        kept[static_cast<std::size_t>(m_wires[i].output.front().gates)] = std::move(left);
    }
    select(kept);
    return true;
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
