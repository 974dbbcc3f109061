#pragma once

#include <Eigen/Core>

#include <algorithm>

namespace tristate::optim {

/// Plain gradient descent with projection: value = clip(value - rate * gradient, 0, 1). Gates have a rate of
/// their own and no momentum (Srinivas and Babu 2016, section 3.2).
template <class T>
void descendClipped(Eigen::Array<T, Eigen::Dynamic, 1>& values,
                    const Eigen::Array<T, Eigen::Dynamic, 1>& gradient, double rate) {
    values = (values - static_cast<T>(rate) * gradient).max(T(0)).min(T(1));
}

template <class T>
void descendClipped(T& value, T gradient, double rate) {
    value = std::clamp(value - static_cast<T>(rate) * gradient, T(0), T(1));
}

} // namespace tristate::optim
