#pragma once

#include <Eigen/Core>

namespace tristate::prune {

/// A thin singular value decomposition, matrix = u diag(singular) v', with the singular values falling.
struct Svd {
    Eigen::MatrixXd u;        ///< rows x min(rows, columns)
    Eigen::VectorXd singular; ///< min(rows, columns)
    Eigen::MatrixXd v;        ///< columns x min(rows, columns)
};

/// By Eigen's divide and conquer. It has a file to itself as nothing else takes so long to compile.
Svd thinSvd(const Eigen::MatrixXd& matrix);

} // namespace tristate::prune
