#pragma once

#include "core/base/rng.h"
#include "core/nn/gated_layer.h"
#include "core/nn/units_left.h"

#include <memory>
#include <vector>

namespace tristate::nn {

/// Makes the layers of a valid spec, one after the other. Internal to core/nn.
template <class T>
class NetworkBuilder {
public:
    /// Weights are drawn, or are 0 when `rng` is null. With `left`, which has to be valid, every layer gets
    /// only the units that are left, and those that were merged are not built.
    NetworkBuilder(const NetworkSpec& spec, Rng* rng, const UnitsLeft* left);

    std::vector<std::unique_ptr<Layer<T>>> build();
    /// How many layers with gates the spec has.
    int gated() const { return m_gated; }

private:
    void add(const DenseSpec& dense);
    void add(const ConvSpec& conv);
    void add(const PoolSpec& pool);
    void add(const DropoutSpec& dropout);
    void add(const FeatureGatesSpec&);
    void addRelu(bool isPooled);

    bool isMerged(const LayerSpec& layer) const;
    /// Of the next layer with gates: which of its `built` units there are.
    std::vector<int> unitsOf(int built) const;
    void startUnits(int built, bool fixed, float slope);
    int units() const { return static_cast<int>(m_channels.size()); }
    void addGated(std::unique_ptr<GatedLayer<T>> layer);
    void append(std::unique_ptr<Layer<T>> layer);

    const NetworkSpec& m_spec;
    Rng* m_rng;
    const UnitsLeft* m_left;     ///< null: all units
    Shape m_shape;               ///< of what the layers so far yield
    std::vector<int> m_channels; ///< original indices of its channels
    int m_built;                 ///< how many channels the original has there
    bool m_fixed = false;        ///< width of the latest weight layer
    float m_slope = 0;           ///< of the ReLU behind it
    std::vector<std::unique_ptr<Layer<T>>> m_layers;
    int m_dense = 0, m_conv = 0, m_dropout = 0, m_gated = 0;
};

extern template class NetworkBuilder<float>;
extern template class NetworkBuilder<double>;

} // namespace tristate::nn
