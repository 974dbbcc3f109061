#pragma once

#include "core/graph/graph.h"
#include "core/tensor/shape.h"

#include <Eigen/Core>

#include <cstdint>
#include <string>
#include <vector>

namespace tristate::nn {

using graph::PoolKind;

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The numbers of one node of a graph; both are empty where the operation has none.
///
///     Dense      weight: outputs x inputs; the inputs in (channel, y, x) order where they are feature maps
///     Conv       weight: maps x (inputs / groups * kernel * kernel), each row in (input map, ky, kx) order
///     Depthwise  weight: maps x (kernel * kernel), each row in (ky, kx) order
///     Affine     weight: 1 x channels, the scale; bias: the shift
///
/// Every output map or unit has one bias.
struct NodeWeights {
    RowMatrix weight{};
    Eigen::VectorXf bias{};

    bool empty() const { return weight.size() == 0 && bias.size() == 0; }
};

/// A network as other programs know it: no gates, no closed units, nothing to train. It is what every export
/// format writes and every reader returns; core/prune makes one from a gated network. Of the operations of
/// graphs it has those that mean something after training: no BatchNorm, no Dropout, no InputGates. Input:
/// samples of the graph's input shape with values 0..1, channel-major rows; output: logits.
struct PlainNetwork {
    graph::Graph graph{};
    std::vector<NodeWeights> weights{}; ///< one entry for each node
    /// For each weighted node in order, the indices its outputs had in the original network (of a merged
    /// layer they are gone with it). Empty when unknown (imported nets).
    std::vector<std::vector<int>> keptUnits{};

    /// Puts a node behind all others; returns its index. Without inputs of its own it takes the latest one.
    int append(graph::Operation operation, NodeWeights numbers = {});
    int append(graph::Operation operation, NodeWeights numbers, std::vector<int> inputs);
    /// Takes out a node with one input: who read the node reads that.
    void remove(int node);
    /// Puts a node on these inputs at this index; nobody reads it yet.
    void insert(int node, graph::Operation operation, NodeWeights numbers, std::vector<int> inputs);

    const graph::Operation& operation(int node) const {
        return graph.nodes[static_cast<std::size_t>(node)].operation;
    }

    /// Number of weights and biases.
    long long parameters() const;
    /// Multiply-adds times two, of one sample.
    long long flops() const;
    /// Shape after every node; throws Error naming the node where the graph or its weights do not fit.
    std::vector<Shape> shapes() const;
    /// Output units of every weighted node, e.g. {51, 29, 10}.
    std::vector<int> architecture() const;
};

/// Sizes of the array that the weights of a node are, as other programs store them: [outputs, inputs],
/// [maps, inputs / groups, kernel, kernel], [maps, 1, kernel, kernel] of a depthwise convolution, [channels]
/// of Affine. Empty where the operation has none. `in`: what it takes.
std::vector<std::int64_t> weightSizes(const graph::Operation& operation, Shape in);

/// Of the node's first input; of kInput, too. `shapes` are those of the network.
Shape inputShape(const PlainNetwork& network, const std::vector<Shape>& shapes, int node);

/// Logits (samples x classes) for rows of `samples` (samples x features). A plain implementation that shares
/// no code with the training kernels, so that it can check them. Throws Error when the number of features
/// differs.
RowMatrix predict(const PlainNetwork& network, const Eigen::Ref<const RowMatrix>& samples);

} // namespace tristate::nn
