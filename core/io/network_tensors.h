#pragma once

#include "core/io/tensor_file.h"
#include "core/nn/network.h"

namespace tristate::io {

/// Everything that a network is beyond its spec, as arrays: parameters with the optimizer's memory of them
/// ("fc1.weight", "fc1.weight.slot1"...), gates with the original indices of the units that are left
/// ("gates1.width"...). Internal to core/io.
void addNetwork(TensorFileWriter& writer, const nn::Network& network);

/// Throws Error where the arrays do not fit the spec. Needs the memory of the network as it was built.
nn::Network readNetwork(const TensorFileReader& reader, const nn::NetworkSpec& spec);

} // namespace tristate::io
