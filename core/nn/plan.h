#pragma once

#include <memory>
#include <vector>

namespace tristate::nn {

template <class T>
class Layer;
struct Wire;

/// What a layer does together with others, so that what computes next to nothing needs no pass over the maps
/// of its own, and no gradient is copied that could be read where it is. Layers by their number; -1: none.
struct PlanStep {
    int sumsFor = -1; ///< weights: the batch normalisation that alone reads them, and has its sums from them
    int relu = -1;    ///< batch normalisation: the ReLU that alone reads it, and is done with it
    int gradientOf = -1; ///< batch normalisation: the sum that alone reads it, and has the same gradient
    bool isDone = false; ///< ReLU: by the layer before it
};

/// A step for each layer. Compiled from how the layers stand when a network is built or cut.
using Plan = std::vector<PlanStep>;

template <class T>
Plan planOf(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires);

} // namespace tristate::nn
