#pragma once

#include "core/nn/parameter.h"

#include <type_traits>

namespace tristate::optim {

/// Whole rows of a row-major matrix as one contiguous array, so that element-wise updates use full vectors
/// whatever the number of columns.
template <class Matrix>
auto flatRows(Matrix& matrix, nn::RowRange rows) {
    using Scalar =
        std::conditional_t<std::is_const_v<Matrix>, const typename Matrix::Scalar, typename Matrix::Scalar>;
    using Flat = Eigen::Array<typename Matrix::Scalar, Eigen::Dynamic, 1>;
    using Map = Eigen::Map<std::conditional_t<std::is_const_v<Scalar>, const Flat, Flat>>;
    return Map(matrix.data() + rows.begin * matrix.cols(), rows.count() * matrix.cols());
}

} // namespace tristate::optim
