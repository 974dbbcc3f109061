#pragma once

#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <filesystem>
#include <string>

namespace tristate::io {

/// A plain network as JSON, for programs that read nothing else:
///
///     {"format": "tristate-network", "version": 2, "metadata": {"seed": "1", ...}, "input": [1, 28, 28],
///      "keptUnits": [[0, 4], ...], "layers": [{"type": "dense", "name": "fc1", "weight": [[...], ...],
///      "bias": [...]}, {"type": "relu"}, ...]}
///
/// A convolution's weight is [maps][input maps][ky][kx]; a layer that takes others than the one before it
/// lists its "inputs". Files of version 1, which are chains, are read. The numbers are the shortest that read
/// back to the same floats. Throws Error when a weight is not finite.
std::string toPlainJson(const nn::PlainNetwork& network, const Metadata& metadata);

struct PlainJsonModel {
    nn::PlainNetwork network;
    Metadata metadata;
};

/// Throws Error naming `where`, the key and what was expected; allocates no more than the text's size
/// justifies.
PlainJsonModel fromPlainJson(const std::string& text, const std::string& where);
PlainJsonModel readPlainJson(const std::filesystem::path& file);

} // namespace tristate::io
