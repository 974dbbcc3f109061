#pragma once

#include "core/io/store/tensor_file.h"
#include "core/nn/network.h"

#include <string>

namespace tristate::io {

/// Everything that a network is beyond its spec, as arrays: parameters with the optimizer's memory of them
/// ("fc1.weight", "fc1.weight.slot1"...), gates with the original indices of the units that are left
/// ("gates1.width"...). `prefix` comes before every name, for a second network in the file. Internal to
/// core/io.
void addNetwork(TensorFileWriter& writer, const nn::Network& network, const std::string& prefix = "");

/// Throws Error where the arrays do not fit the spec. Takes memory only for what is in the file, whatever the
/// widths that the spec tells.
nn::Network readNetwork(const TensorFileReader& reader, const graph::Graph& graph,
                        const std::string& prefix = "");

} // namespace tristate::io
