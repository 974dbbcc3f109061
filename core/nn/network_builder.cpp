#include "core/nn/network_builder.h"

#include "core/nn/batch_norm.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_gates.h"
#include "core/nn/pool.h"
#include "core/nn/tri_state_relu.h"

#include <algorithm>

namespace tristate::nn {

template <class T>
NetworkBuilder<T>::NetworkBuilder(const NetworkSpec& spec, Rng* rng, const UnitsLeft* left)
    : m_spec(spec),
      m_rng(rng),
      m_left(left),
      m_shape(spec.input),
      m_channels(allUnits(spec.input.channels)),
      m_built(spec.input.channels) {}

template <class T>
std::vector<std::unique_ptr<Layer<T>>> NetworkBuilder<T>::build() {
    for (std::size_t i = 0; i < m_spec.layers.size(); ++i) {
        const LayerSpec& layer = m_spec.layers[i];
        if (isMerged(layer)) {
            ++m_dense, ++m_gated; // the others keep their names
            continue;
        }
        std::visit([this](const auto& kind) { this->add(kind); }, layer);
        if (reluFollows(m_spec, i)) addRelu(isMaxPool(layer));
    }
    return std::move(m_layers);
}

template <class T>
void NetworkBuilder<T>::add(const DenseSpec& dense) {
    const std::string name = "fc" + std::to_string(++m_dense);
    startUnits(dense.units, dense.fixed, dense.slope);
    DenseSpec present = dense;
    present.units = units();
    append(std::make_unique<Dense<T>>(name, m_shape, present, m_rng));
    if (dense.batchNorm) append(std::make_unique<BatchNorm<T>>(name + ".bn", m_shape));
}

template <class T>
void NetworkBuilder<T>::add(const ConvSpec& conv) {
    const std::string name = "conv" + std::to_string(++m_conv);
    startUnits(conv.maps, conv.fixed, conv.slope);
    ConvSpec present = conv;
    present.maps = units();
    append(std::make_unique<Conv2d<T>>(name, m_shape, present, m_rng));
    if (conv.batchNorm) append(std::make_unique<BatchNorm<T>>(name + ".bn", m_shape));
}

template <class T>
void NetworkBuilder<T>::add(const PoolSpec& pool) {
    append(std::make_unique<Pool<T>>(m_shape, pool));
}

template <class T>
void NetworkBuilder<T>::add(const DropoutSpec& dropout) {
    append(std::make_unique<Dropout<T>>(m_shape, dropout, m_dropout++, m_channels));
}

template <class T>
void NetworkBuilder<T>::add(const FeatureGatesSpec&) {
    const int positions = m_shape.positions();
    std::vector<int> values = unitsOf(m_built * positions);
    std::vector<int> source; // the value of an original channel, where that channel is now
    source.reserve(values.size());
    for (const int value : values) {
        const auto channel = std::lower_bound(m_channels.begin(), m_channels.end(), value / positions);
        source.push_back(static_cast<int>(channel - m_channels.begin()) * positions + value % positions);
    }
    addGated(std::make_unique<FeatureGates<T>>(m_shape, std::move(source), std::move(values),
                                               m_built * positions));
}

template <class T>
void NetworkBuilder<T>::addRelu(bool isPooled) {
    auto relu = std::make_unique<TriStateRelu<T>>(m_shape, m_channels, m_built);
    relu->depthLearnable = !isPooled;
    relu->widthLearnable = !m_fixed;
    relu->slope = m_slope;
    addGated(std::move(relu));
}

template <class T>
bool NetworkBuilder<T>::isMerged(const LayerSpec& layer) const {
    const auto next = static_cast<std::size_t>(m_gated);
    return m_left && next < m_left->size() && !(*m_left)[next] && std::holds_alternative<DenseSpec>(layer);
}

template <class T>
std::vector<int> NetworkBuilder<T>::unitsOf(int built) const {
    const auto next = static_cast<std::size_t>(m_gated);
    return m_left && next < m_left->size() ? *(*m_left)[next] : allUnits(built);
}

template <class T>
void NetworkBuilder<T>::startUnits(int built, bool fixed, float slope) {
    m_built = built;
    m_fixed = fixed;
    m_slope = slope;
    m_channels = unitsOf(built);
}

template <class T>
void NetworkBuilder<T>::addGated(std::unique_ptr<GatedLayer<T>> layer) {
    layer->index = m_gated++;
    append(std::move(layer));
}

template <class T>
void NetworkBuilder<T>::append(std::unique_ptr<Layer<T>> layer) {
    m_shape = layer->outputShape();
    m_layers.push_back(std::move(layer));
}

template class NetworkBuilder<float>;
template class NetworkBuilder<double>;

} // namespace tristate::nn
