#pragma once

#include "core/inspect/layer_inputs.h"

#include <vector>

namespace tristate::inspect {

/// The connections between two layers, read one at a time: cheap to make, whatever the size of the network,
/// which must outlive it. Thread-safe.
class Links {
public:
    Links() = default;
    explicit Links(const nn::Network& network);

    /// Whether weights lead into gated layer `to` (as built; the number of gated layers: into the output).
    bool lead(int to) const;
    /// The mean weight from unit `from` of the layer before, which has `fromUnits` units (neurons, feature
    /// maps or single values), to unit `unit` of layer `to`, all as the network was built. 0 where one of the
    /// two has left.
    float strength(int to, int fromUnits, int from, int unit) const;

private:
    struct Weights {
        const nn::WeightLayer<float>* layer = nullptr;
        Shape input;
        int perFeature = 1;         ///< columns of one entry of `columns`
        std::vector<int> rowOfUnit; ///< -1: it has left; empty: every row is its unit
        std::vector<int> columnOf;  ///< of a feature (dense) or channel (convolution); -1: it has left
    };
    std::vector<Weights> m_into; ///< one for each gated layer and the output
};

} // namespace tristate::inspect
