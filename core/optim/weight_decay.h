#pragma once

#include "core/nn/parameter.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>

namespace tristate::optim {

/// Decoupled weight decay (Loshchilov and Hutter 2019): value -= rate * decay * value, for the weights
/// between units that are open. Those of closed units get no gradient from the loss: decay alone would pull
/// them to 0 and take away their chance to come back. `rowOpen`: for each row, not 0 when its unit is open;
/// `columnOpen` likewise for each column, or where rows see different units, for each weight, row by row.
/// Rows may be worked on by several threads.
template <class T>
void decayWeights(nn::Parameter<T>& weight, nn::RowRange rows, double rateTimesDecay,
                  std::span<const std::uint8_t> rowOpen, std::span<const std::uint8_t> columnOpen) {
    const auto kept = static_cast<T>(1 - rateTimesDecay);
    const auto columns = static_cast<std::size_t>(weight.value.cols());
    const std::size_t perRow = columnOpen.size() > columns ? columns : 0;
    const bool allOpen = perRow == 0 && std::ranges::all_of(columnOpen, std::identity());
    for (int row = rows.begin; row < rows.end; ++row) {
        if (!rowOpen[static_cast<std::size_t>(row)]) continue;
        T* values = weight.value.data() + static_cast<std::size_t>(row) * columns;
        if (allOpen) {
            for (std::size_t column = 0; column < columns; ++column) values[column] *= kept;
            continue;
        }
        const std::uint8_t* open = columnOpen.data() + perRow * static_cast<std::size_t>(row);
        for (std::size_t column = 0; column < columns; ++column) values[column] *= open[column] ? kept : T(1);
    }
}

} // namespace tristate::optim
