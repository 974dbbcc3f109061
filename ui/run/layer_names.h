#pragma once

#include "core/nn/network_spec.h"

#include <QString>

#include <vector>

namespace tristate::ui {

/// Names of the weight layers that have gates, in order, as in the layer table and exported files: "conv1",
/// "fc1"... (the output layer has none).
std::vector<QString> gatedLayerNames(const nn::NetworkSpec& spec);

/// Units (neurons or feature maps) of those layers as the network was built.
std::vector<int> gatedLayerUnits(const nn::NetworkSpec& spec);

/// Weights and biases of the network as written. Throws Error where the spec cannot be built.
long long parameterCount(const nn::NetworkSpec& spec);

} // namespace tristate::ui
