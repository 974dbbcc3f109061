#pragma once

#include "core/graph/graph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tristate::nn {

/// What is left of a network as it was built: for every channel group with gates, in order, the rising
/// original indices of its units; nothing for a dense layer that was merged into the next one.
using UnitsLeft = std::vector<std::optional<std::vector<int>>>;

/// 0, 1 ... count - 1.
std::vector<int> allUnits(int count);

/// For every channel group with gates, whether all of its units have left.
std::vector<bool> emptiedOf(const UnitsLeft& left);

/// Throws Error naming the gates that cannot be left so of a network of this graph, which has to be valid.
/// Allocates nothing of the size that the graph tells.
void validate(const graph::Graph& graph, const UnitsLeft& left);

/// What the weights of a layer are called without ".weight", and their size with the units that are left.
struct WeightSize {
    std::string name;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};
/// Of all layers that are left; `left` has to be valid.
std::vector<WeightSize> weightSizes(const graph::Graph& graph, const UnitsLeft& left);

} // namespace tristate::nn
