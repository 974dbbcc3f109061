#pragma once

namespace tristate::objective {

/// Strengths of the four terms of the regulariser (Srinivas and Babu 2016, equations 3.4 and 3.5).
struct Lambdas {
    double lambda1 = 0; ///< binarise widths: sum_ij w_ij (1 - w_ij)
    double lambda2 = 0; ///< binarise depths: sum_i d_i (1 - d_i)
    double lambda3 = 0; ///< cost of width: sum_i 1(d_i < 0.5) sum_j w_ij
    double lambda4 = 0; ///< reward for linearity: - sum_i d_i

    friend bool operator==(const Lambdas&, const Lambdas&) = default;
};

} // namespace tristate::objective
