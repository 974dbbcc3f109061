#pragma once

#include "core/graph/operations.h"
#include "core/tensor/shape.h"

#include <string>
#include <vector>

namespace tristate::graph {

/// Stands for the input of the graph where the index of a node is meant.
inline constexpr int kInput = -1;

/// An operation and what it works on.
struct Node {
    Operation operation;
    std::vector<int> inputs; ///< indices of earlier nodes, or kInput; one, but for Add and Concat
    friend bool operator==(const Node&, const Node&) = default;
};

/// What a network is made of, as a value: what is trained, drawn, saved, imported and exported. Nodes stand
/// in an order in which they can be computed; the last one yields the result, logits when it is a classifier.
/// Every other node feeds another one.
struct Graph {
    Shape input;
    std::vector<Node> nodes;

    friend bool operator==(const Graph&, const Graph&) = default;
};

/// For every node, those that take its output, in order; a node that takes it twice stands there twice. The
/// first list is that of the graph's input, the list of node i comes at i + 1.
std::vector<std::vector<int>> consumers(const Graph& graph);

/// Every node takes the one before it.
bool isChain(const Graph& graph);

/// Shape of what every node yields. Throws Error where a node cannot be built on its inputs.
std::vector<Shape> outputShapes(const Graph& graph);

/// outputShapes plus: there is a node, all but the last one are used; the last one is dense, or the means of
/// maps, one for each class, and nothing is behind it but an Affine, the units of a regression. Throws Error.
void validate(const Graph& graph);

/// The number of classes, or of what a regression predicts: units of the last dense node of a valid graph, or
/// its maps.
int classes(const Graph& graph);

/// What the weights of every node are called: "conv1", "fc2", "dw1" by kind and order, "conv1.bn" for the
/// batch normalisation right behind conv1, "bn1" for another one; of nodes without weights a name by kind.
std::vector<std::string> names(const Graph& graph);

} // namespace tristate::graph
