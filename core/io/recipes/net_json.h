#pragma once

#include "core/io/recipes/json_fields.h"
#include "core/nn/network_spec.h"

#include <string>

namespace tristate::io {

/// A net spec as JSON: {"input": [1, 28, 28], "layers": [{"type": "conv", "maps": 20, "kernel": 5}, ...]}.
/// The types and their numbers: dense (units, batchNorm, fixed, slope), conv (maps, kernel, stride, padding,
/// batchNorm, fixed, slope), maxPool and averagePool (size, stride; by default the size), dropout (percent),
/// inputGates.
Json toJson(const nn::NetworkSpec& spec);

/// Reads such an object, or the spec's text form. Throws Error naming `where` and the part that cannot be.
nn::NetworkSpec readNet(const Json& json, const std::string& where, const std::string& path);

} // namespace tristate::io
