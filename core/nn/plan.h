#pragma once

#include <cstddef>
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
    int finish =
        -1;        ///< weights: that one, when only the logits are wanted and its output can be made at once
    int relu = -1; ///< batch normalisation: the ReLU that alone reads it, or the sum behind it, and is done
                   ///< with it
    int gradientOf = -1; ///< batch normalisation: the sum that alone reads it, and has the same gradient
    int norm = -1;       ///< sum of two: the normalisation that is done with it and its ReLU, in its turn
    int sum = -1;        ///< the other way round: of that normalisation, the sum
    bool isDone = false; ///< ReLU: by a layer before it
    /// The layer whose output gradient becomes this one's in the same memory; see MemoryPlan.
    int sameGradient = -1;
};

/// A step for each layer. Compiled from how the layers stand when a network is built or cut.
using Plan = std::vector<PlanStep>;

template <class T>
Plan planOf(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires);

/// Where the output gradients of a training step lie, or the outputs where only the logits are wanted. What
/// has been read makes room for others: places are given out by lifetime, and a layer whose input gradient
/// replaces its output gradient value by value has one place for both. Single values, which take next to
/// nothing, have memory of their own.
struct MemoryPlan {
    std::vector<int> of;    ///< the place of every layer's (output) gradient or output; -1: none, or its own
    std::vector<int> added; ///< ... of a gradient on its way to one that others add to (Workspace::added)
    std::vector<int> features; ///< how large each place is
};

/// Whether the first layer gets its output gradient from the one behind it (see Behind).
template <class T>
bool spreadsLate(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires);

/// Needs the gradients of the wires. `starts`: the first layer of every section.
template <class T>
MemoryPlan gradientPlaces(const std::vector<std::unique_ptr<Layer<T>>>& layers,
                          const std::vector<Wire>& wires, const Plan& plan,
                          const std::vector<std::size_t>& starts);
template <class T>
MemoryPlan outputPlaces(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires,
                        const Plan& plan);

} // namespace tristate::nn
