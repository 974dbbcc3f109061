#include "core/nn/network.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/nn/dense.h"
#include "core/nn/network_builder.h"

#include <algorithm>
#include <cassert>

namespace tristate::nn {

namespace {

template <class StageOf, class Layers>
std::vector<StageOf> stagesOf(const Layers& layers) {
    std::vector<StageOf> stages;
    for (auto* layer : layers) {
        if (auto* weights = layer->asWeights())
            stages.push_back({weights, nullptr});
        else if (auto* gates = layer->asGates(); gates && gates->isInput())
            stages.push_back({nullptr, gates});
        else if (gates)
            stages.back().gates = gates;
    }
    return stages;
}

template <class Gates, class Layers>
std::vector<Gates> gatesOf(const Layers& layers) {
    std::vector<Gates> all;
    for (auto* layer : layers)
        if (auto* gates = layer->asGates()) all.push_back(gates);
    return all;
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
std::vector<Stage<T>> BasicNetwork<T>::stages() {
    return stagesOf<Stage<T>>(layers());
}
template <class T>
std::vector<ConstStage<T>> BasicNetwork<T>::stages() const {
    return stagesOf<ConstStage<T>>(layers());
}

template <class T>
std::vector<GatedLayer<T>*> BasicNetwork<T>::gates() {
    return gatesOf<GatedLayer<T>*>(layers());
}
template <class T>
std::vector<const GatedLayer<T>*> BasicNetwork<T>::gates() const {
    return gatesOf<const GatedLayer<T>*>(layers());
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
    while (shaped < m_layers.size() && !denseAt(shaped)) ++shaped;
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

    // Downstream: up to the next weight layer, by single values once input gates have flattened the maps.
    std::vector<int> kept = units;
    std::vector<std::vector<int>> keptOf;
    std::size_t consumer = at + 1;
    for (; !m_layers[consumer]->isWeightLayer(); ++consumer) {
        keptOf.push_back(kept);
        kept = m_layers[consumer]->outputsOf(kept);
    }
    if (kept.empty()) return false;

    std::size_t producer = at;
    while (!gates->isInput() && !m_layers[producer]->isWeightLayer()) --producer;
    for (std::size_t i = producer; i <= at; ++i) m_layers[i]->selectOutputs(units);
    for (std::size_t i = at + 1; i < consumer; ++i) m_layers[i]->selectInputs(keptOf[i - at - 1]);
    m_layers[consumer]->selectInputs(kept);
    return true;
}

template <class T>
bool BasicNetwork<T>::canDropDense(int gated) const {
    const std::size_t at = place(gates().at(static_cast<std::size_t>(gated)));
    return at > 0 && denseAt(at - 1) && denseAt(at + 1);
}

template <class T>
void BasicNetwork<T>::dropDense(int gated) {
    const std::size_t at = place(gates().at(static_cast<std::size_t>(gated)));
    denseAt(at + 1)->resizeInput(denseAt(at - 1)->inputShape());
    m_layers.erase(m_layers.begin() + static_cast<std::ptrdiff_t>(at) - 1,
                   m_layers.begin() + static_cast<std::ptrdiff_t>(at) + 1);
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
