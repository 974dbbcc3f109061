#include "core/optim/adam.h"

#include "core/optim/flat_rows.h"

#include <cmath>

namespace tristate::optim {

template <class T>
void Adam<T>::update(nn::Parameter<T>& parameter, nn::RowRange rows) const {
    const auto beta1 = static_cast<T>(kBeta1), beta2 = static_cast<T>(kBeta2);
    const auto epsilon = static_cast<T>(kEpsilon);
    const auto t = static_cast<double>(m_step - parameter.born);
    const auto stepSize = static_cast<T>(m_rate / (1 - std::pow(kBeta1, t)));
    const auto secondScale = static_cast<T>(1 / std::sqrt(1 - std::pow(kBeta2, t)));
    auto value = flatRows(parameter.value, rows);
    const auto g = flatRows(parameter.gradient, rows);
    auto m = flatRows(parameter.slots[0], rows);
    auto v = flatRows(parameter.slots[1], rows);
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g.square();
    value -= stepSize * m / (v.sqrt() * secondScale + epsilon);
}

template class Adam<float>;
template class Adam<double>;

} // namespace tristate::optim
