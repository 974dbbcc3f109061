#pragma once

#include "core/nn/network.h"

#include <vector>

namespace tristate::inspect {

/// What a layer sees, in terms of the network as it was built.
struct LayerInput {
    Shape shape; ///< of the input as it was built
    std::vector<int>
        entries;      ///< which of shape's channels are present; or, behind input gates, which of its values
    int perEntry = 1; ///< values of each: the positions of a channel, or 1

    /// For each present value, which of shape's it is, in (channel, y, x) order.
    std::vector<int> features() const;
    /// How many channels are present.
    int channels() const;
    /// Which of shape's channels the given present one is.
    int channel(int present) const;
};

/// The (first) input of every layer, in the order of network.layers(). Thread-safe.
std::vector<LayerInput> layerInputs(const nn::Network& network);

} // namespace tristate::inspect
