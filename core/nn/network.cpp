#include "core/nn/network.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/nn/dense.h"
#include "core/nn/feature_gates.h"
#include "core/nn/network_builder.h"
#include "core/nn/tri_state_relu.h"

#include <algorithm>

namespace tristate::nn {

template <class T>
BasicNetwork<T>::BasicNetwork(const NetworkSpec& spec, Rng& rng) : BasicNetwork(spec, &rng, nullptr) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const NetworkSpec& spec) : BasicNetwork(spec, nullptr, nullptr) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const NetworkSpec& spec, const UnitsLeft& left)
    : BasicNetwork(spec, nullptr, &left) {}

template <class T>
BasicNetwork<T>::BasicNetwork(const NetworkSpec& spec, Rng* rng, const UnitsLeft* left) : m_spec(spec) {
    validate(spec);
    if (left) validate(spec, *left);
    NetworkBuilder<T> builder(m_spec, rng, left);
    m_layers = builder.build();
    m_originalGates = builder.gated();
}

template <class T>
BasicNetwork<T>::BasicNetwork(const BasicNetwork& other)
    : m_spec(other.m_spec), m_originalGates(other.m_originalGates) {
    m_layers.reserve(other.m_layers.size());
    for (const auto& layer : other.m_layers) m_layers.push_back(layer->clone());
}

template <class T>
BasicNetwork<T>& BasicNetwork<T>::operator=(const BasicNetwork& other) {
    if (this != &other) *this = BasicNetwork(other);
    return *this;
}

template <class T>
std::vector<Stage<T>> BasicNetwork<T>::stages() const {
    std::vector<Stage<T>> stages;
    for (const auto& layer : m_layers) {
        if (layer->isWeightLayer())
            stages.push_back({layer.get(), nullptr});
        else if (auto* input = dynamic_cast<FeatureGates<T>*>(layer.get()))
            stages.push_back({nullptr, input});
        else if (auto* relu = dynamic_cast<TriStateRelu<T>*>(layer.get()))
            stages.back().gates = relu;
    }
    return stages;
}

template <class T>
std::vector<GatedLayer<T>*> BasicNetwork<T>::gates() const {
    std::vector<GatedLayer<T>*> gates;
    for (const auto& layer : m_layers)
        if (auto* gated = dynamic_cast<GatedLayer<T>*>(layer.get())) gates.push_back(gated);
    return gates;
}

template <class T>
std::vector<Parameter<T>*> BasicNetwork<T>::parameters() const {
    std::vector<Parameter<T>*> all;
    for (const auto& layer : m_layers)
        for (auto* parameter : layer->parameters()) all.push_back(parameter);
    return all;
}

template <class T>
std::vector<Parameter<T>*> BasicNetwork<T>::buffers() const {
    std::vector<Parameter<T>*> all;
    for (const auto& layer : m_layers)
        for (auto* buffer : layer->buffers()) all.push_back(buffer);
    return all;
}

template <class T>
void BasicNetwork<T>::prepare(Workspace<T>& workspace, const Pass& pass) const {
    workspace.pass = pass;
    workspace.input.resize(m_spec.input.features(), pass.groups());
    if (workspace.tapes.size() != m_layers.size()) workspace.tapes.clear(); // they belong to other layers
    workspace.tapes.resize(m_layers.size());
    workspace.tapes[0].behind =
        spreadsLate() ? Behind<T>{m_layers[1].get(), &workspace.tapes[1]} : Behind<T>{};
    for (std::size_t i = 0; i < m_layers.size(); ++i) m_layers[i]->prepare(workspace.tapes[i], pass);
}

template <class T>
bool BasicNetwork<T>::spreadsLate() const {
    return m_layers.size() > 1 && m_layers[0]->isWeightLayer() && m_layers[1]->canSpread();
}

template <class T>
std::size_t BasicNetwork<T>::shapedLayers() const {
    std::size_t shaped = 0;
    while (shaped < m_layers.size() && !dynamic_cast<const Dense<T>*>(m_layers[shaped].get())) ++shaped;
    return shaped;
}

template <class T>
std::vector<std::size_t> BasicNetwork<T>::sectionStarts() const {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 1; i < m_layers.size(); ++i)
        if (m_layers[i]->isCoupled()) starts.push_back(i);
    return starts;
}

template <class T>
void BasicNetwork<T>::forwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from,
                                    std::size_t to) const {
    const auto run = [&](std::size_t begin, std::size_t end, GroupRange range) {
        for (std::size_t i = begin; i < end; ++i)
            m_layers[i]->forward(workspace.inputOf(i), workspace.tapes[i], range);
    };
    const std::size_t shaped = std::clamp(shapedLayers(), from, to);
    for (int g = groups.begin; shaped > from && g < groups.end; ++g) run(from, shaped, {g, g + 1});
    run(shaped, to, groups);
}

template <class T>
void BasicNetwork<T>::backwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from,
                                     std::size_t to) const {
    const auto run = [&](std::size_t begin, std::size_t end, GroupRange range) {
        for (std::size_t i = end; i-- > begin;) {
            const bool isWanted = i > 0 && !workspace.tapes[i - 1].behind.layer;
            m_layers[i]->backward(workspace.inputOf(i), workspace.tapes[i],
                                  isWanted ? &workspace.tapes[i - 1].outputGradient : nullptr, range);
        }
    };
    const std::size_t shaped = std::clamp(shapedLayers(), from, to);
    run(shaped, to, groups);
    for (int g = groups.begin; shaped > from && g < groups.end; ++g) run(from, shaped, {g, g + 1});
}

template <class T>
void BasicNetwork<T>::forward(Workspace<T>& workspace, GroupRange groups) const {
    forwardLayers(workspace, groups, 0, m_layers.size());
}

template <class T>
void BasicNetwork<T>::backward(Workspace<T>& workspace, GroupRange groups) const {
    backwardLayers(workspace, groups, 0, m_layers.size());
}

template <class T>
void BasicNetwork<T>::forward(Workspace<T>& workspace, GroupRange groups, int section) const {
    const auto starts = sectionStarts();
    const auto s = static_cast<std::size_t>(section);
    const bool isLast = s + 1 == starts.size();
    const std::size_t end = isLast ? m_layers.size() : starts[s + 1];
    forwardLayers(workspace, groups, starts[s], end);
    if (!isLast) m_layers[end]->collectForward(workspace.inputOf(end), workspace.tapes[end], groups);
}

template <class T>
void BasicNetwork<T>::enterForward(Workspace<T>& workspace, int section) const {
    const std::size_t first = sectionStarts()[static_cast<std::size_t>(section)];
    m_layers[first]->combineForward(workspace.tapes[first]);
}

template <class T>
void BasicNetwork<T>::backward(Workspace<T>& workspace, GroupRange groups, int section) const {
    const auto starts = sectionStarts();
    const auto s = static_cast<std::size_t>(section);
    // The coupled layer at the start of the section after this one has been summed up: it goes first here.
    const bool isLast = s + 1 == starts.size();
    const std::size_t end = isLast ? m_layers.size() : starts[s + 1] + 1;
    const std::size_t first = starts[s];
    const bool isCoupled = section > 0;
    backwardLayers(workspace, groups, isCoupled ? first + 1 : first, end);
    if (isCoupled) m_layers[first]->collectBackward(workspace.inputOf(first), workspace.tapes[first], groups);
}

template <class T>
void BasicNetwork<T>::enterBackward(Workspace<T>& workspace, int section) const {
    const std::size_t coupled = sectionStarts()[static_cast<std::size_t>(section) + 1];
    m_layers[coupled]->combineBackward(workspace.tapes[coupled]);
}

template <class T>
void BasicNetwork<T>::finishStep(const Workspace<T>& workspace) {
    for (std::size_t i = 0; i < m_layers.size(); ++i) m_layers[i]->finishStep(workspace.tapes[i]);
}

template <class T>
std::size_t BasicNetwork<T>::place(const Layer<T>* layer) const {
    std::size_t at = 0;
    while (m_layers[at].get() != layer) ++at;
    return at;
}

template <class T>
bool BasicNetwork<T>::keepUnits(int gated, const std::vector<int>& units) {
    auto* const gates = this->gates().at(static_cast<std::size_t>(gated));
    const std::size_t at = place(gates);
    const bool isInput = dynamic_cast<FeatureGates<T>*>(gates) != nullptr;

    // Downstream: up to the next weight layer, by single values once input gates have flattened the maps.
    std::vector<int> kept = units;
    std::vector<std::vector<int>> keptOf;
    std::size_t consumer = at + 1;
    for (; !m_layers[consumer]->isWeightLayer(); ++consumer) {
        keptOf.push_back(kept);
        if (auto* features = dynamic_cast<FeatureGates<T>*>(m_layers[consumer].get()))
            kept = features->outputsOf(kept);
    }
    if (kept.empty()) return false;

    std::size_t producer = at;
    while (!isInput && !m_layers[producer]->isWeightLayer()) --producer;
    for (std::size_t i = producer; i <= at; ++i) m_layers[i]->selectOutputs(units);
    for (std::size_t i = at + 1; i < consumer; ++i) m_layers[i]->selectInputs(keptOf[i - at - 1]);
    m_layers[consumer]->selectInputs(kept);
    return true;
}

template <class T>
bool BasicNetwork<T>::canDropDense(int gated) const {
    const std::size_t at = place(gates().at(static_cast<std::size_t>(gated)));
    return at > 0 && dynamic_cast<Dense<T>*>(m_layers[at - 1].get()) &&
           dynamic_cast<Dense<T>*>(m_layers[at + 1].get());
}

template <class T>
void BasicNetwork<T>::dropDense(int gated) {
    const std::size_t at = place(gates().at(static_cast<std::size_t>(gated)));
    auto& first = dynamic_cast<Dense<T>&>(*m_layers[at - 1]);
    auto& second = dynamic_cast<Dense<T>&>(*m_layers[at + 1]);
    second.resizeInput(first.inputShape());
    m_layers.erase(m_layers.begin() + static_cast<std::ptrdiff_t>(at) - 1,
                   m_layers.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

template <class T>
std::string BasicNetwork<T>::signature() const {
    Fnv1a hash;
    for (const auto* parameter : parameters())
        hash.add(parameter->value.data(), static_cast<std::size_t>(parameter->value.size()) * sizeof(T));
    for (const auto* buffer : buffers())
        hash.add(buffer->value.data(), static_cast<std::size_t>(buffer->value.size()) * sizeof(T));
    for (const auto* layer : gates()) {
        hash.add(layer->width.data(), static_cast<std::size_t>(layer->width.size()) * sizeof(T));
        hash.add(&layer->depth, sizeof(T));
        hash.add(layer->original.data(), layer->original.size() * sizeof(int));
    }
    return hash.hex();
}

template class BasicNetwork<float>;
template class BasicNetwork<double>;

} // namespace tristate::nn
