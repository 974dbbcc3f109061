#include "core/prune/svd.h"

#include <Eigen/SVD>

namespace tristate::prune {

Svd thinSvd(const Eigen::MatrixXd& matrix) {
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    return {svd.matrixU(), svd.singularValues(), svd.matrixV()};
}

} // namespace tristate::prune
