#include "core/nn/weight_layer.h"

#include "core/nn/initial_weights.h"

namespace tristate::nn {

template <class T>
WeightLayer<T>::WeightLayer(const std::string& name, int units, int inputs, bool hasBias, Rng* rng)
    : m_hasBias(hasBias) {
    weight.name = name + ".weight";
    weight.resize(units, inputs);
    weight.decays = true;
    if (rng) drawHeNormal(weight.value, inputs, *rng);
    bias.name = name + ".bias";
    bias.resize(units, 1);
}

template <class T>
void WeightLayer<T>::selectUnits(std::span<const int> units) {
    weight.selectRows(units);
    bias.selectRows(units);
}

template class WeightLayer<float>;
template class WeightLayer<double>;

} // namespace tristate::nn
