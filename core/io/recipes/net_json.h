#pragma once

#include "core/graph/graph_text.h"
#include "core/io/recipes/json_fields.h"

#include <string>

namespace tristate::io {

/// A net as JSON: its text form, or where it has none (graph::toString)
///
///     {"input": [3, 32, 32], "nodes": [{"operation": "16c3+1"}, {"operation": "add", "inputs": [4, 1]},
///     ...]}
///
/// "inputs" are numbers of nodes, from 0, and -1 is the input; without it a node takes the one before.
Json toJson(const graph::Graph& graph);

/// Reads either, and the lists of layers that former versions wrote: {"input": [1, 28, 28], "layers":
/// [{"type": "conv", "maps": 20, "kernel": 5}, ...]}, with the types dense (units, batchNorm, fixed, slope),
/// conv (maps, kernel, stride, padding, batchNorm, fixed, slope), maxPool and averagePool (size, stride; by
/// default the size), dropout (percent), inputGates. Throws Error naming `where` and the part that cannot be.
graph::Graph readNet(const Json& json, const std::string& where, const std::string& path);

} // namespace tristate::io
