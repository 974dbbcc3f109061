#pragma once

#include "core/base/rng.h"

#include <Eigen/Core>

#include <cmath>

namespace tristate::nn {

/// Fills an array, row by row, from He's normal distribution: mean 0, variance 2 / fanIn (He et al. 2015,
/// made for ReLUs). The same numbers for float and double up to rounding.
template <class Matrix>
void drawHeNormal(Matrix& values, int fanIn, Rng& rng) {
    const double deviation = std::sqrt(2.0 / fanIn);
    for (Eigen::Index row = 0; row < values.rows(); ++row)
        for (Eigen::Index column = 0; column < values.cols(); ++column)
            values(row, column) = static_cast<typename Matrix::Scalar>(deviation * rng.normal());
}

} // namespace tristate::nn
