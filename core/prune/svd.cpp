#include "core/prune/svd.h"

#include <Eigen/Eigenvalues>

#include <utility>

namespace tristate::prune {

namespace {

/// Of a matrix with at most as many rows as columns.
Svd ofWide(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> found(matrix * matrix.transpose()); // rising
    Svd svd;
    svd.u = found.eigenvectors().rowwise().reverse();
    svd.v = matrix.transpose() * svd.u;
    svd.singular = svd.v.colwise().norm();
    for (Eigen::Index i = 0; i < svd.singular.size(); ++i)
        if (svd.singular[i] > 0) svd.v.col(i) /= svd.singular[i];
    return svd;
}

} // namespace

Svd thinSvd(const Eigen::MatrixXd& matrix) {
    if (matrix.rows() <= matrix.cols()) return ofWide(matrix);
    Svd svd = ofWide(matrix.transpose());
    std::swap(svd.u, svd.v);
    return svd;
}

} // namespace tristate::prune
