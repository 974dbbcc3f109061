#pragma once

#include "core/graph/graph_text.h"
#include "core/io/formats/safetensors/tensor_file.h"
#include "core/nn/plain_network.h"

namespace tristate::io {

/// The weights of another program for the layers of a spec. Names count for their order alone, numbers in
/// them by their value: each layer takes the first array of its shape, NAME.weight, and NAME.bias, which may
/// be missing. Batch normalisation, which its running averages tell (NAME.running_mean, NAME.running_var), is
/// multiplied into the weights before it: of the layers that the spec says have it, or, where it tells of
/// none, of all but the last. Takes what it needs from the file. Throws Error that lists what the file holds.
/// Internal to core/io.
nn::PlainNetwork readForSpec(const graph::Graph& spec, TensorFile& file);

} // namespace tristate::io
