#include "core/nn/network.h"

#include "core/base/error.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/max_pool.h"

#include <cstdio>
#include <cstring>

namespace tristate::nn {

namespace {

/// FNV-1a, 64 bits.
class Hash {
public:
    void add(const void* data, std::size_t bytes) {
        const auto* p = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < bytes; ++i) m_value = (m_value ^ p[i]) * 0x100000001b3u;
    }
    std::string hex() const {
        char text[17];
        std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(m_value));
        return text;
    }

private:
    std::uint64_t m_value = 0xcbf29ce484222325u;
};

/// Whether the tri-state ReLU of the weight layer before comes behind layer `index`: behind the weights
/// themselves or behind the pooling that follows them.
bool gatesFollow(const std::vector<LayerSpec>& layers, std::size_t index) {
    const bool nextIsPooling =
        index + 1 < layers.size() && std::holds_alternative<MaxPoolSpec>(layers[index + 1]);
    const bool isFirst = index == 0 && std::holds_alternative<MaxPoolSpec>(layers[0]);
    return !nextIsPooling && !isFirst && index + 1 < layers.size();
}

} // namespace

template <class T>
BasicNetwork<T>::BasicNetwork(const NetworkSpec& spec, Rng& rng) : m_spec(spec) {
    validate(spec);
    Shape shape = spec.input;
    int dense = 0, conv = 0;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        if (const auto* d = std::get_if<DenseSpec>(&spec.layers[i]))
            m_layers.push_back(
                std::make_unique<Dense<T>>("fc" + std::to_string(++dense), shape, d->units, rng));
        else if (const auto* c = std::get_if<ConvSpec>(&spec.layers[i]))
            m_layers.push_back(std::make_unique<Conv2d<T>>("conv" + std::to_string(++conv), shape, *c, rng));
        else
            m_layers.push_back(std::make_unique<MaxPool<T>>(shape, std::get<MaxPoolSpec>(spec.layers[i])));
        shape = m_layers.back()->outputShape();
        if (!gatesFollow(spec.layers, i)) continue;
        auto gates = std::make_unique<TriStateRelu<T>>(shape);
        gates->depthLearnable = !std::holds_alternative<MaxPoolSpec>(spec.layers[i]);
        m_layers.push_back(std::move(gates));
    }
}

template <class T>
BasicNetwork<T>::BasicNetwork(const BasicNetwork& other) : m_spec(other.m_spec) {
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
        if (!layer->parameters().empty())
            stages.push_back({layer.get(), nullptr});
        else if (auto* relu = dynamic_cast<TriStateRelu<T>*>(layer.get()))
            stages.back().gates = relu;
    }
    return stages;
}

template <class T>
std::vector<TriStateRelu<T>*> BasicNetwork<T>::gates() const {
    std::vector<TriStateRelu<T>*> gates;
    for (const auto& layer : m_layers)
        if (auto* relu = dynamic_cast<TriStateRelu<T>*>(layer.get())) gates.push_back(relu);
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
void BasicNetwork<T>::prepare(Workspace<T>& workspace, int groups, Purpose purpose) const {
    workspace.input.resize(m_spec.input.features(), groups);
    workspace.tapes.resize(m_layers.size());
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i]->prepare(workspace.tapes[i], groups, purpose);
    workspace.groups = groups;
}

template <class T>
std::size_t BasicNetwork<T>::shapedLayers() const {
    std::size_t shaped = 0;
    while (shaped < m_layers.size() && !dynamic_cast<const Dense<T>*>(m_layers[shaped].get())) ++shaped;
    return shaped;
}

template <class T>
void BasicNetwork<T>::forward(Workspace<T>& workspace, GroupRange groups) const {
    const auto run = [&](std::size_t from, std::size_t to, GroupRange range) {
        for (std::size_t i = from; i < to; ++i)
            m_layers[i]->forward(i > 0 ? workspace.tapes[i - 1].output : workspace.input, workspace.tapes[i],
                                 range);
    };
    const std::size_t shaped = shapedLayers();
    for (int g = groups.begin; shaped > 0 && g < groups.end; ++g) run(0, shaped, {g, g + 1});
    run(shaped, m_layers.size(), groups);
}

template <class T>
void BasicNetwork<T>::backward(Workspace<T>& workspace, GroupRange groups) const {
    const auto run = [&](std::size_t from, std::size_t to, GroupRange range) {
        for (std::size_t i = to; i-- > from;)
            m_layers[i]->backward(i > 0 ? workspace.tapes[i - 1].output : workspace.input, workspace.tapes[i],
                                  i > 0 ? &workspace.tapes[i - 1].outputGradient : nullptr, range);
    };
    const std::size_t shaped = shapedLayers();
    run(shaped, m_layers.size(), groups);
    for (int g = groups.begin; shaped > 0 && g < groups.end; ++g) run(0, shaped, {g, g + 1});
}

template <class T>
void BasicNetwork<T>::keepUnits(int gated, const std::vector<int>& units) {
    const auto* relu = gates().at(static_cast<std::size_t>(gated));
    std::size_t at = 0;
    while (m_layers[at].get() != relu) ++at;
    std::size_t producer = at;
    while (m_layers[producer]->parameters().empty()) --producer;
    std::size_t consumer = at;
    while (m_layers[consumer]->parameters().empty()) ++consumer;

    for (std::size_t i = producer; i < consumer; ++i) m_layers[i]->selectOutputs(units);
    m_layers[consumer]->selectInputs(units);
}

template <class T>
std::string BasicNetwork<T>::signature() const {
    Hash hash;
    for (const auto* parameter : parameters())
        hash.add(parameter->value.data(), static_cast<std::size_t>(parameter->value.size()) * sizeof(T));
    for (const auto* relu : gates()) {
        hash.add(relu->width.data(), static_cast<std::size_t>(relu->width.size()) * sizeof(T));
        hash.add(&relu->depth, sizeof(T));
        hash.add(relu->original.data(), relu->original.size() * sizeof(int));
    }
    return hash.hex();
}

template class BasicNetwork<float>;
template class BasicNetwork<double>;

} // namespace tristate::nn
