#pragma once

#include "core/graph/graph_text.h"

#include <QString>

#include <vector>

namespace tristate::ui {

/// Names of the weight layers that have gates, in order, as in the layer table and exported files: "conv1",
/// "fc1"... (the output layer has none).
std::vector<QString> gatedLayerNames(const graph::Graph& spec);

/// Units (neurons or feature maps) of those layers as the network was built.
std::vector<int> gatedLayerUnits(const graph::Graph& spec);

/// Weights and biases of the network as written. Throws Error where the spec cannot be built.
long long parameterCount(const graph::Graph& spec);

} // namespace tristate::ui
