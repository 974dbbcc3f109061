#include "core/optim/sgd.h"

#include "core/optim/flat_rows.h"

namespace tristate::optim {

template <class T>
void Sgd<T>::update(nn::Parameter<T>& parameter, nn::RowRange rows) const {
    auto value = flatRows(parameter.value, rows);
    const auto g = flatRows(parameter.gradient, rows);
    auto v = flatRows(parameter.slots[0], rows);
    v = m_momentum * v + g;
    value -= m_rate * v;
}

template class Sgd<float>;
template class Sgd<double>;

} // namespace tristate::optim
