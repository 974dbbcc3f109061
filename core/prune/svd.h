#pragma once

#include <Eigen/Core>

namespace tristate::prune {

/// A thin singular value decomposition, matrix = u diag(singular) v', with the singular values falling.
struct Svd {
    Eigen::MatrixXd u;        ///< rows x min(rows, columns)
    Eigen::VectorXd singular; ///< min(rows, columns)
    Eigen::MatrixXd v;        ///< columns x min(rows, columns); of a singular value of 0, a column of zeros
};

/// From the eigenvectors of the smaller one of m m' and m' m: singular values are exact to some 1e-8 of the
/// largest, which is finer than the float weights that are factorised, and it compiles in a fourth of the
/// time of Eigen's divide and conquer.
Svd thinSvd(const Eigen::MatrixXd& matrix);

} // namespace tristate::prune
