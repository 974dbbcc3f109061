#pragma once

#include "core/data/dataset.h"
#include "core/nn/plain_network.h"

namespace tristate::test {

/// Every sample of a dataset, one a row.
inline nn::RowMatrix rowsOf(const data::Dataset& set) {
    nn::RowMatrix rows(static_cast<Eigen::Index>(set.size()), set.shape.features());
    for (std::size_t i = 0; i < set.size(); ++i)
        set.copySample(i, rows.row(static_cast<Eigen::Index>(i)).data());
    return rows;
}

} // namespace tristate::test
